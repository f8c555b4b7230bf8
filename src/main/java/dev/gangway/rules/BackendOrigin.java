package dev.gangway.rules;

import java.util.Optional;
import java.util.Set;

/**
 * Scheme, host and port of a backend (RFC 9110 section 4.3.1), as a rule's URL names them. Scheme is one of http, https, h2c,
 * h2, ws, wss in lower case; host is in lower case, an IPv6 literal keeps its brackets; port is 1 to 65535 and never implied.
 *
 * @param socket the path of the Unix domain socket that is connected to in the place of host and port, see {@link SocketUrl}:
 *     literal text of the rules and nothing else
 */
public record BackendOrigin(String scheme, String host, int port, Optional<String> socket) {

    /** One that is reached by its host and port. */
    public BackendOrigin(String scheme, String host, int port) {
        this(scheme, host, port, Optional.empty());
    }

    private static final Set<String> TLS = Set.of("https", "h2", "wss");

    public boolean tls() {
        return TLS.contains(scheme);
    }

    /** Whether the backend is spoken to in HTTP/2. */
    public boolean http2() {
        return isHttp2(scheme);
    }

    static boolean isHttp2(String scheme) {
        return scheme.equals("h2c") || scheme.equals("h2");
    }

    /** Whether the rule is a socket's, and no plain request's. */
    public boolean webSocket() {
        return isWebSocket(scheme);
    }

    static boolean isWebSocket(String scheme) {
        return scheme.equals("ws") || scheme.equals("wss");
    }

    /** The scheme that the backend itself gives its URLs: a socket's twin, and http or https whatever the version. */
    public String httpScheme() {
        return tls() ? "https" : "http";
    }

    /** True when the port is the scheme's default and so stays out of the Host field and of URLs. */
    public boolean defaultPort() {
        return port == defaultPort(scheme);
    }

    /** Host and, unless it is the scheme's default, port: the value of the Host field. */
    public String authority() {
        return defaultPort() ? host : host + ":" + port;
    }

    /**
     * The URL without a path, as httpd names a worker: {@code http://b.example:3838}, or
     * {@code unix:/run/app.sock|http://b.example}.
     */
    public String url() {
        return beforeUrl() + urlOfHost();
    }

    /** The same without a socket: what the backend is called. */
    public String urlOfHost() {
        return scheme + "://" + authority();
    }

    /** What stands before the scheme: empty without a socket. */
    public String beforeUrl() {
        return socket.map(path -> SocketUrl.SCHEME + path + SocketUrl.END).orElse("");
    }

    @Override
    public String toString() {
        return url();
    }

    public static int defaultPort(String scheme) {
        return TLS.contains(scheme) ? 443 : 80;
    }
}
