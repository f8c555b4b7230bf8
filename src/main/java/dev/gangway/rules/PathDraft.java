package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines that a server or one of its sections may hold alike, while they are read. Mutable, confined to the parser. */
final class PathDraft {

    final List<ProxyPassReverse> reverses = new ArrayList<>();
    final List<CookieRewrite> cookiePaths = new ArrayList<>();
    final List<CookieRewrite> cookieDomains = new ArrayList<>();
    final MessageDraft messages = new MessageDraft();
    final HeadDraft head = new HeadDraft();
    final List<RewriteRule> redirects = new ArrayList<>();
    final BackendTlsDraft tls = new BackendTlsDraft();
    final AccessDraft access;
    Optional<Boolean> preserveHost = Optional.empty();
    Optional<Boolean> addHeaders = Optional.empty();
    Optional<Boolean> interpolates = Optional.empty();
    Optional<Sourced<AllowedOrigins>> origins = Optional.empty();
    SocketTimes sockets = SocketTimes.NONE;
    SocketEnds socketEnds = SocketEnds.NONE;

    /** A Redirect line without a path. */
    Optional<RewriteRule> redirect = Optional.empty();

    /** The one rule of a section; a later line replaces an earlier one, as in httpd. */
    Optional<ProxyPass> mapping = Optional.empty();

    PathDraft() {
        this(new AccessDraft());
    }

    PathDraft(AccessDraft access) {
        this.access = access;
    }

    PathSettings settings() {
        return new PathSettings(
                reverses,
                cookiePaths,
                cookieDomains,
                preserveHost,
                addHeaders,
                interpolates,
                messages.settings(),
                head.edits(),
                new Redirects(redirect, redirects),
                origins,
                sockets,
                socketEnds);
    }
}
