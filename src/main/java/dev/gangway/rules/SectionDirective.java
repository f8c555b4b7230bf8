package dev.gangway.rules;

import java.util.Optional;

/** One section of the language. Stateless. */
interface SectionDirective {

    DirectiveSpec spec();

    /** The scope that the section's lines belong to; empty when they are skipped. */
    Optional<Scope> enter(Invocation invocation) throws Refusal;
}
