package dev.gangway.rules;

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
            implements Destination {}

    /**
     * A balancer.
     *
     * @param pathTemplate the path of the balancer's URL as written, which follows the member's; see {@link Backend}
     */
    record Balanced(BalancerDefinition balancer, String pathTemplate, boolean nocanon) implements Destination {}
}
