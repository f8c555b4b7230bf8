package dev.gangway.rules;

import java.util.List;

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

    /** For all arguments of a line, of which there may be none. */
    static Refusal arguments(List<String> given, String expected) {
        String offending = given.isEmpty() ? "no arguments" : "\"" + String.join(" ", given) + "\"";
        return new Refusal(offending + ", expected " + expected);
    }

    static Refusal notYet(String what) {
        return new Refusal(what + " is not supported yet");
    }
}
