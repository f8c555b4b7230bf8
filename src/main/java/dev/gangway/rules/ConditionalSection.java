package dev.gangway.rules;

import java.util.Optional;

/** A section that only decides whether its lines count; they belong to what encloses it. Stateless. */
interface ConditionalSection extends SectionDirective {

    /** What becomes of the lines in the section. */
    enum Fate {
        /** They count. */
        MET,
        /** httpd would skip them as well. */
        SKIPPED,
        /** The operator's own switch skips them, in httpd as well: worth a word. */
        SWITCHED_OFF,
        /** httpd may well read them: lines that matter must not vanish here. */
        MISSING
    }

    Fate fate(Invocation invocation) throws Refusal;

    /** Why lines that matter are refused when the fate is {@link Fate#MISSING}. */
    default String missing(String arguments) {
        return "\"" + arguments + "\" is not met here";
    }

    @Override
    default Optional<Scope> enter(Invocation invocation) throws Refusal {
        return fate(invocation) == Fate.MET ? Optional.of(invocation.scope()) : Optional.empty();
    }
}
