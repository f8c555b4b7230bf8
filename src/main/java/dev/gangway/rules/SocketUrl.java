package dev.gangway.rules;

import java.util.Optional;

/**
 * A URL of a rule that may begin with a Unix domain socket, {@code unix:/run/app.sock|http://name/}: the socket is connected
 * to, and the rest says what is spoken there and what the backend is called. The socket's path is literal: what a request
 * brings never becomes a part of it (threats.md row 54). Immutable.
 *
 * @param socket empty for a URL of host and port
 * @param url what stands behind the socket, or the whole URL
 */
record SocketUrl(Optional<String> socket, String url) {

    static final String SCHEME = "unix:";
    static final String END = "|";

    /** What fits into Linux's sockaddr_un beside the octet that ends it; a longer one could never be connected to. */
    static final int LONGEST = 107;

    static boolean isOne(String url) {
        return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    static SocketUrl parse(String written) throws Refusal {
        if (!isOne(written)) {
            return new SocketUrl(Optional.empty(), written);
        }
        int end = written.indexOf(END);
        if (end < 0 || end + END.length() == written.length()) {
            throw Refusal.expected(written, "a URL like unix:/path/of.sock|http://name/");
        }
        String path = written.substring(SCHEME.length(), end);
        if (path.indexOf('$') >= 0) {
            throw Refusal.expected(written, "no $ in the socket's path: a request never chooses the socket");
        }
        if (!path.startsWith("/") || path.startsWith("//") || path.endsWith("/")) {
            throw Refusal.expected(written, "a socket's path that begins with one slash and ends with a name");
        }
        if (path.chars().anyMatch(c -> c < ' ' || c > '~' || c == '?' || c == '#')) {
            throw Refusal.expected(written, "a socket's path of ASCII characters without ? and #");
        }
        if (path.length() > LONGEST) {
            throw Refusal.expected(
                    written, "a socket's path of at most " + LONGEST + " octets, this one has " + path.length());
        }
        return new SocketUrl(Optional.of(path), written.substring(end + END.length()));
    }
}
