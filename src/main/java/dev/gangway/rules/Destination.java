package dev.gangway.rules;

import java.util.Optional;

/** Where a ProxyPass or ProxyPassMatch line sends what it matches. */
public sealed interface Destination {

    /** {@code !}: the search ends here and nothing is forwarded. */
    record Excluded() implements Destination {}

    /**
     * A backend.
     *
     * @param pathTemplate the URL's path as written; empty when the URL has none. In a ProxyPassMatch line it may hold
     *     {@code $0} to {@code $9}.
     * @param nocanon whether the client's path goes out as it was written
     * @param worker the name of the {@link WorkerDefinition} that serves it
     */
    record Backend(BackendOrigin origin, String pathTemplate, String worker, Upgrade upgrade, boolean nocanon)
            implements Destination {

        public Backend {
            upgrade = upgrade.on(origin.scheme());
        }
    }

    /**
     * A backend whose host or port a request's captures choose, among those that the server lists.
     *
     * @param worker serves them all
     */
    record Captured(CapturedUrl url, String worker, Upgrade upgrade, boolean nocanon) implements Destination {

        public Captured {
            upgrade = upgrade.on(url.scheme());
        }

        /** Whether the rule's URL is a socket's. */
        public boolean webSocket() {
            return BackendOrigin.isWebSocket(url.scheme());
        }

        /** See {@link Backend}. */
        public String pathTemplate() {
            return url.path();
        }

        /** The backend for what the rule's expression found in a path. */
        public Optional<BackendOrigin> origin(CapturedHosts hosts, String subject, PathPattern.Captures captures) {
            return hosts.origin(
                    url.scheme(),
                    Substitution.fill(url.host(), subject, captures),
                    url.port().map(port -> Substitution.fill(port, subject, captures)));
        }
    }

    /**
     * A balancer.
     *
     * @param pathTemplate the path of the balancer's URL as written, which follows the member's; see {@link Backend}
     */
    record Balanced(BalancerDefinition balancer, String pathTemplate, boolean nocanon) implements Destination {}
}
