package dev.gangway.rules;

import java.util.Optional;

/** A section that only decides whether its lines count; they belong to what encloses it. Stateless. */
interface ConditionalSection extends SectionDirective {

    /** What becomes of the lines in the section. */
    enum Verdict {
        /** They count. */
        MET,
        /** httpd would skip them as well. */
        SKIPPED,
        /** The operator's own switch skips them, in httpd as well: worth a word. */
        SWITCHED_OFF,
        /** httpd may well read them: lines that matter must not vanish here. */
        MISSING
    }

    Verdict verdict(Invocation invocation) throws Refusal;

    /** Why lines that matter are refused when the verdict is {@link Verdict#MISSING}. */
    default String missing(String arguments) {
        return "\"" + arguments + "\" is not met here";
    }

    @Override
    default Optional<Scope> enter(Invocation invocation) throws Refusal {
        return verdict(invocation) == Verdict.MET ? Optional.of(invocation.scope()) : Optional.empty();
    }
}
