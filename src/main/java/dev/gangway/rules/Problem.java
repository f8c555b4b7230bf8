package dev.gangway.rules;

/** One thing wrong with the rules text: the offending value, what was expected, and where. Immutable. */
public record Problem(Position position, String text) {

    @Override
    public String toString() {
        return position.exact() + ": " + text;
    }
}
