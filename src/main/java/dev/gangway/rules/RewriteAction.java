package dev.gangway.rules;

import java.util.Optional;

/** What a RewriteRule line does with a request that it matches. */
public sealed interface RewriteAction {

    /** {@code -}: nothing but what the flags say. */
    record Keep() implements RewriteAction {}

    /** Answered here: 403, 404 or 410. */
    record Refuse(int status) implements RewriteAction {}

    /** The request goes on with another path. */
    record Replace(Target target) implements RewriteAction {}

    /** The request goes to a backend; its template is not used, the target is. */
    record Proxy(Destination.Backend backend, Target target) implements RewriteAction {}

    /**
     * The same where groups choose host or port, among those that the server lists.
     *
     * @param proxy its backend is a placeholder
     * @param port empty when the substitution has none
     */
    record ProxyCaptured(Proxy proxy, RewriteTemplate host, Optional<RewriteTemplate> port) implements RewriteAction {}

    /**
     * The client is sent elsewhere.
     *
     * @param site empty for the one that the client addressed
     */
    record Redirect(int status, Optional<Site> site, Target target) implements RewriteAction {}

    /**
     * Path and query to be filled in.
     *
     * @param query empty when the substitution has no question mark
     */
    record Target(RewriteTemplate path, Optional<RewriteTemplate> query) {}

    /**
     * Scheme and authority of a redirect.
     *
     * @param authority literal text, or the host that the client addressed
     * @param own whether it names the host that the client addressed
     */
    record Site(String scheme, RewriteTemplate authority, boolean own) {}
}
