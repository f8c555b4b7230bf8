package dev.gangway.rules;

/** Why a file cannot be included, in the words of a problem. Immutable. */
public final class IncludeFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final String text;

    public IncludeFailure(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    public String text() {
        return text;
    }
}
