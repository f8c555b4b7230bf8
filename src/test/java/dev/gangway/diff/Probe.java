package dev.gangway.diff;

import java.util.Locale;

/**
 * One request that both servers get. Immutable.
 *
 * @param about the section of the reference or the generator it comes from
 * @param target the raw request target, one char per octet
 * @param fieldLines further field lines, each with its line end
 */
record Probe(String about, String method, String target, String host, String fieldLines) {

    static Probe get(String about, String target) {
        return new Probe(about, "GET", target, "front.example:8443", "");
    }

    /** The backend answers this probe with these field lines ({@code Name: value}) besides its own. */
    static Probe answered(String about, String target, String status, String... answerLines) {
        String script = status + "|" + String.join("|", answerLines);
        return new Probe(about, "GET", target, "front.example:8443", "X-Answer: " + script + "\r\n");
    }

    Probe withMethod(String other) {
        return new Probe(about, other, target, host, fieldLines);
    }

    Probe withHost(String other) {
        return new Probe(about, method, target, other, fieldLines);
    }

    /** The target up to its query. */
    String path() {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /** True when the request carries this field. */
    boolean asks(String name) {
        return ("\n" + fieldLines).toLowerCase(Locale.ROOT).contains("\n" + name.toLowerCase(Locale.ROOT) + ":");
    }

    /** True when the backend's answer carries this field. */
    boolean answers(String name) {
        return fieldLines.contains("|" + name + ":");
    }

    String wire() {
        return method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + fieldLines + "\r\n";
    }
}
