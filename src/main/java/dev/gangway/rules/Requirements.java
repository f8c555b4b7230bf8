package dev.gangway.rules;

/**
 * The Require lines of one section. Immutable.
 *
 * @param position the first of them
 */
public record Requirements(Position position, Requirement requirement) {

    /** What is only neutral does not admit. */
    public boolean admits(AccessFacts facts) {
        return requirement.verdict(facts) == Verdict.GRANTED;
    }
}
