package dev.gangway.rules;

import java.util.List;

/** One directive or section line on its way into the draft. Confined to the parser. */
record Invocation(LogicalLine line, String name, String text, List<Word> words, Scope scope, RuleSetDraft draft) {

    Position position() {
        return line.position();
    }

    List<String> arguments() {
        return words.stream().map(Word::text).toList();
    }

    /** The one argument of a directive that takes exactly one. */
    String only(String expected) throws Refusal {
        if (words.size() != 1) {
            throw new Refusal(words.size() + " arguments, expected " + expected);
        }
        return words.get(0).text();
    }

    boolean onOff() throws Refusal {
        return onOff("", only("On or Off"));
    }

    /** httpd takes exactly these two words, in any case. */
    static boolean onOff(String key, String value) throws Refusal {
        if (value.equalsIgnoreCase("on")) {
            return true;
        }
        if (value.equalsIgnoreCase("off")) {
            return false;
        }
        throw new Refusal("bad value \"" + value + "\"" + (key.isEmpty() ? "" : " of " + key) + ", expected On or Off");
    }

    /** A regular expression of this line. */
    PathPattern pattern(String text) throws Refusal {
        PathPattern pattern = PathPattern.compile(text);
        if (pattern.isStepped()) {
            notice("\"" + text + "\" needs backtracking (look-around, back-references, possessive or atomic groups): a"
                    + " request whose path takes it too many steps is answered 400");
        }
        return pattern;
    }

    void notice(String notice) {
        draft.notice(position(), name + ": " + notice);
    }

    /** A problem unless the server turns out to list the hosts that captures may choose. */
    void capturesHost(String url) {
        Refusal refusal = Refusal.expected(url, CapturedUrl.NEEDED);
        scope.server().capturing.add(new Problem(Culprit.of(refusal, line, words), name + ": " + refusal.text()));
    }

    void problem(Refusal refusal) {
        draft.problem(Culprit.of(refusal, line, words), name + ": " + refusal.text());
    }
}
