package dev.gangway.rewrite;

import dev.gangway.mapping.Found;
import dev.gangway.message.CanonicalPath;
import java.util.Map;
import java.util.Optional;

/** What the rewrite rules make of a request. Immutable. */
public sealed interface Rewritten {

    /**
     * It goes on to the mappings.
     *
     * @param path the client's own unless a rule replaced it
     * @param environment the request's variables as the rules leave them
     */
    record GoesOn(CanonicalPath path, Optional<String> query, Map<String, String> environment) implements Rewritten {
        public GoesOn {
            environment = Map.copyOf(environment);
        }
    }

    /**
     * A rule with [P] forwards it.
     *
     * @param path what the rule was held against: the client's own unless an earlier rule replaced it
     * @param query the one that goes to the backend
     */
    record Proxied(Found.Mapped mapped, CanonicalPath path, Optional<String> query, Map<String, String> environment)
            implements Rewritten {
        public Proxied {
            environment = Map.copyOf(environment);
        }
    }

    /**
     * The client is sent elsewhere.
     *
     * @param location an absolute URL of visible ASCII
     * @param by the rule, for the log
     */
    record Redirected(int status, String location, String by) implements Rewritten {}

    /**
     * The rule's groups name a backend that the server does not list.
     *
     * @param by the rule, for the log
     */
    record Unlisted(String by) implements Rewritten {}

    /**
     * Answered here.
     *
     * @param status 400, 403, 404, 410, or what a Redirect line says
     * @param reason in lower case, for the log
     */
    record Refused(int status, String reason) implements Rewritten {}
}
