package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What httpd keeps per directory: settings of the server that {@code <Proxy>} and {@code <Location>} sections add to or
 * override. Immutable.
 *
 * @param preserveHost ProxyPreserveHost: the client's Host field is forwarded as it came
 * @param addHeaders ProxyAddHeaders: X-Forwarded-* fields are added
 * @param interpolates ProxyPassInterpolateEnv: whether lines that want variables of the request get them
 * @param messages about messages that pass and Gangway's own answers
 * @param head SetEnvIf, RequestHeader, Header and their kin
 * @param redirects of sections; the server's own are {@link Server#redirects}
 * @param origins ProxyWebsocketOrigin: whose pages may open WebSockets in the name of a user
 * @param sockets how long WebSocket sessions may be silent
 * @param socketEnds when Gangway itself ends them, and how
 */
public record PathSettings(
        List<ProxyPassReverse> reverses,
        List<CookieRewrite> cookiePaths,
        List<CookieRewrite> cookieDomains,
        Optional<Boolean> preserveHost,
        Optional<Boolean> addHeaders,
        Optional<Boolean> interpolates,
        MessageSettings messages,
        HeadEdits head,
        Redirects redirects,
        Optional<Sourced<AllowedOrigins>> origins,
        SocketTimes sockets,
        SocketEnds socketEnds) {

    public PathSettings {
        reverses = List.copyOf(reverses);
        cookiePaths = List.copyOf(cookiePaths);
        cookieDomains = List.copyOf(cookieDomains);
    }

    /** With the settings of a section that comes later: lists grow, single values are replaced. */
    public PathSettings with(PathSettings later) {
        return new PathSettings(
                both(reverses, later.reverses),
                both(cookiePaths, later.cookiePaths),
                both(cookieDomains, later.cookieDomains),
                later.preserveHost.or(() -> preserveHost),
                later.addHeaders.or(() -> addHeaders),
                later.interpolates.or(() -> interpolates),
                messages.with(later.messages),
                head.with(later.head),
                redirects.with(later.redirects),
                later.origins.or(() -> origins),
                sockets.with(later.sockets),
                socketEnds.with(later.socketEnds));
    }

    /** With the stricter of what limits a request here and there. */
    public PathSettings limitedAlsoBy(PathSettings other) {
        return new PathSettings(
                reverses,
                cookiePaths,
                cookieDomains,
                preserveHost,
                addHeaders,
                interpolates,
                messages.limitedAlsoBy(other.messages),
                head,
                redirects,
                origins().equals(other.origins()) ? origins : Optional.of(Sourced.byDefault(AllowedOrigins.NONE)),
                sockets,
                socketEnds.limitedAlsoBy(other.socketEnds));
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
