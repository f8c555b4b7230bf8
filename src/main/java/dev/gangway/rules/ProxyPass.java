package dev.gangway.rules;

/**
 * One ProxyPass or ProxyPassMatch line: a mapping. Immutable.
 *
 * @param text the directive as written, for logs and explanations
 * @param interpolates whether {@code ${NAME}} in its path and URL is a variable of the request
 */
public record ProxyPass(
        Position position, String text, PathMatcher matcher, Destination destination, boolean interpolates) {

    /** Whether it is tried before all rules that are not so, rewrite rules among them. */
    public boolean encoded() {
        return matcher instanceof PathMatcher.Encoded;
    }

    /** Whether the rule's URL is a socket's: ws or wss. */
    public boolean toSocket() {
        return destination instanceof Destination.Captured captured
                ? captured.webSocket()
                : destination instanceof Destination.Backend backend
                        && backend.origin().webSocket();
    }
}
