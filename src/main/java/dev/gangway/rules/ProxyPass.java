package dev.gangway.rules;

/**
 * One ProxyPass or ProxyPassMatch line: a mapping. Immutable.
 *
 * @param text the directive as written, for logs and explanations
 */
public record ProxyPass(Position position, String text, PathMatcher matcher, Destination destination) {

    /** Whether the rule's URL is a socket's: ws or wss. */
    public boolean toSocket() {
        return destination instanceof Destination.Backend backend
                && backend.origin().scheme().startsWith("ws");
    }
}
