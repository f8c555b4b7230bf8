package dev.gangway.access;

import dev.gangway.rules.Position;

/** Whether a client may have what it asked for. Immutable. */
public sealed interface AccessDecision {

    record Allowed() implements AccessDecision {}

    /**
     * Answered 403.
     *
     * @param by the directive that has the last word
     * @param reason in lower case, for the log
     */
    record Denied(Position by, String reason) implements AccessDecision {}
}
