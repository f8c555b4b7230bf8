package dev.gangway.webapp;

import java.util.List;

/**
 * Ends a deployment because of what the operator configured. Carries every problem, one line each; the message holds them
 * all, so that a container's own log shows them too. Immutable.
 */
public final class RefusedConfiguration extends RuntimeException {

    private final List<String> problems;

    public RefusedConfiguration(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
