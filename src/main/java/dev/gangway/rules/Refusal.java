package dev.gangway.rules;

/** Ends the reading of one directive with one problem; the parser turns it into a {@link Problem}. Confined to the parser. */
final class Refusal extends Exception {

    private final String text;

    Refusal(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    String text() {
        return text;
    }

    static Refusal expected(String offending, String expected) {
        return new Refusal("bad value \"" + offending + "\", expected " + expected);
    }

    static Refusal notYet(String what) {
        return new Refusal(what + " is not supported yet");
    }
}
