package dev.gangway.rules;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The URL of a rule: where to, and the path as written. Immutable.
 *
 * @param path empty when the URL has none; for a Match rule it may hold captures
 */
record RuleUrl(BackendOrigin origin, String path) {

    private static final Set<String> SCHEMES = Set.of("http", "https", "h2c", "h2", "ws", "wss");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]");
    private static final Pattern CAPTURE_AFTER_AUTHORITY = Pattern.compile("[^$]+\\$[0-9]");
    private static final String NO_VARIABLE =
            "no ${} in scheme, host or port: a variable of the request never chooses the backend";
    private static final String EXPECTED = "a URL like http://host:port/path";

    /** A URL with a scheme, taken apart and not yet understood. */
    record Parts(String scheme, String authority, String path) {

        static Parts of(String url, boolean match) throws Refusal {
            String scheme = schemeOf(url);
            int begin = scheme.length() + 3;
            int slash = url.indexOf('/', begin);
            int end = slash < 0 ? url.length() : slash;
            String authority = url.substring(begin, end);
            if (match && slash < 0 && CAPTURE_AFTER_AUTHORITY.matcher(authority).matches()) {
                // http://host:80$1, as httpd's manual writes it: the capture is the path and stays one, with or
                // without a slash
                authority = authority.substring(0, authority.length() - 2);
                end = end - 2;
            }
            if (Interpolation.isIn(authority)) {
                throw Refusal.expected(url, NO_VARIABLE);
            }
            if (authority.indexOf('$') >= 0) {
                throw Refusal.expected(url, "no $ in host or port: a capture never chooses the host");
            }
            String path = url.substring(end);
            refuseDotSegments(url, path);
            return new Parts(scheme, authority, path);
        }
    }

    static RuleUrl parse(String written, boolean match) throws Refusal {
        SocketUrl socketUrl = SocketUrl.parse(written);
        String url = socketUrl.url();
        Parts parts = Parts.of(url, match);
        if (!SCHEMES.contains(parts.scheme().toLowerCase(Locale.ROOT))) {
            throw Refusal.expected(url, "scheme http, https, h2c, h2, ws or wss");
        }
        BackendOrigin named = origin(url, parts.scheme().toLowerCase(Locale.ROOT), parts.authority());
        return new RuleUrl(
                new BackendOrigin(named.scheme(), named.host(), named.port(), socketUrl.socket()), parts.path());
    }

    static void refuseDotSegments(String url, String path) throws Refusal {
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw Refusal.expected(url, "a path without dot segments");
            }
        }
    }

    /** The worker's name for this URL: everything up to the first capture. */
    String workerName(boolean match) {
        int capture = match ? path.indexOf('$') : -1;
        return origin.url() + (capture < 0 ? path : path.substring(0, capture));
    }

    private static String schemeOf(String url) throws Refusal {
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon);
        if (Interpolation.isIn(colon < 0 ? url : scheme)) {
            throw Refusal.expected(url, NO_VARIABLE);
        }
        if (scheme.indexOf('$') >= 0) {
            throw Refusal.expected(url, "no $ in the scheme: a capture never chooses the host");
        }
        if (!url.startsWith("://", Math.max(colon, 0))) {
            throw Refusal.expected(url, EXPECTED);
        }
        return scheme;
    }

    private static BackendOrigin origin(String url, String scheme, String authority) throws Refusal {
        if (authority.indexOf('@') >= 0) {
            throw Refusal.expected(url, "a URL without user information");
        }
        int colon = authority.lastIndexOf(':');
        boolean port = colon > authority.lastIndexOf(']');
        String host = port ? authority.substring(0, colon) : authority;
        if (!HOST.matcher(host).matches()) {
            throw Refusal.expected(url, EXPECTED);
        }
        int number = BackendOrigin.defaultPort(scheme);
        if (port) {
            String digits = authority.substring(colon + 1);
            number = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
            if (number < 1 || number > 65535) {
                throw Refusal.expected(url, "a port from 1 to 65535");
            }
        }
        return new BackendOrigin(scheme, host.toLowerCase(Locale.ROOT), number);
    }
}
