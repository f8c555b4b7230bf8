package dev.gangway.standalone;

import java.util.List;

/** The server did not start: every reason, one line each. Immutable. */
final class CannotStart extends Exception {

    private final List<String> problems;

    CannotStart(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
