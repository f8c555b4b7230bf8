package dev.gangway.rules;

import java.util.List;

/** What becomes of a rules text: a rule set, or every problem in it at once. Immutable. */
public sealed interface ParseResult {

    record Parsed(RuleSet rules) implements ParseResult {}

    /** In the order of the text, never empty. */
    record Refused(List<Problem> problems) implements ParseResult {

        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
