package dev.gangway.rewrite;

import dev.gangway.rules.RewriteRule;
import java.util.function.Supplier;

/** Hears of each rule that a request is held against, in order; for explanations. Confined to the run that it follows. */
@FunctionalInterface
interface RewriteTrace {

    /** Live traffic is not followed. */
    RewriteTrace NONE = (rule, matched, reason) -> {};

    /**
     * One rule was tried.
     *
     * @param reason in a few words; only made when it is asked for
     */
    void tried(RewriteRule rule, boolean matched, Supplier<String> reason);
}
