package dev.gangway.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a ProxyPassMatch line with captures in host or port, such as {@code http://$1.internal:3838/$2}. Immutable.
 *
 * @param scheme literal, in lower case
 * @param host letters, digits, {@code . _ -} and captures
 * @param port digits and captures; empty for the scheme's default
 * @param path as in {@link RuleUrl}
 */
record CapturedUrl(String scheme, String host, Optional<String> port, String path) {

    /** What is missing where a rule has such a URL and its server allows none. */
    static final String NEEDED =
            "no capture in host or port, or a ProxyCapturedHosts line with the hosts that captures may choose";

    private static final Pattern SYNTAX = Pattern.compile("(?<scheme>(?i:https?|h2c?|wss?))://"
            + "(?<host>(?:[A-Za-z0-9._-]|\\$[0-9])+)(?::(?<port>(?:[0-9]|\\$[0-9])+))?(?<path>/.*)");

    /** Empty when it is no such URL: whether it is another one is for {@link RuleUrl} to say. */
    static Optional<CapturedUrl> parse(String url) throws Refusal {
        Matcher matcher = SYNTAX.matcher(url);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String host = matcher.group("host").toLowerCase(Locale.ROOT);
        Optional<String> port = Optional.ofNullable(matcher.group("port"));
        if (!(host + port.orElse("")).contains("$")) {
            return Optional.empty();
        }
        String scheme = matcher.group("scheme").toLowerCase(Locale.ROOT);
        String path = matcher.group("path");
        RuleUrl.refuseDotSegments(url, path);
        return Optional.of(new CapturedUrl(scheme, host, port, path));
    }

    /** What stands for the backend until a request names it: no backend has a dollar sign in its host. */
    BackendOrigin placeholder() {
        return placeholder(scheme, host + port.map(digits -> ":" + digits).orElse(""));
    }

    static BackendOrigin placeholder(String scheme, String authority) {
        return new BackendOrigin(scheme, authority, BackendOrigin.defaultPort(scheme));
    }
}
