package dev.gangway.rules;

/**
 * Scheme, host and port of a backend (RFC 9110 section 4.3.1), as a rule's URL names them. Scheme is one of http, https, ws,
 * wss in lower case; host is in lower case, an IPv6 literal keeps its brackets; port is 1 to 65535 and never implied.
 */
public record BackendOrigin(String scheme, String host, int port) {

    /** True for https and wss. */
    public boolean tls() {
        return scheme.equals("https") || scheme.equals("wss");
    }

    /** True when the port is the scheme's default and so stays out of the Host field and of URLs. */
    public boolean defaultPort() {
        return port == defaultPort(scheme);
    }

    /** Host and, unless it is the scheme's default, port: the value of the Host field. */
    public String authority() {
        return defaultPort() ? host : host + ":" + port;
    }

    /** The URL without a path, as httpd names a worker: {@code http://b.example:3838}. */
    public String url() {
        return scheme + "://" + authority();
    }

    public static int defaultPort(String scheme) {
        return scheme.equals("https") || scheme.equals("wss") ? 443 : 80;
    }
}
