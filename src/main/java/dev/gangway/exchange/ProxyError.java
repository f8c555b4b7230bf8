package dev.gangway.exchange;

/**
 * Why an exchange failed, by phase, side and cause. One value per failed exchange; the status code, the log level and the
 * page derive from it (design: the table "what the client gets").
 */
public enum ProxyError {
    TARGET_MALFORMED(400, "the request target is malformed"),
    TARGET_AMBIGUOUS(400, "the container reads the request target as another one"),
    TARGET_NOT_FOUND(404, "no rule forwards this path"),
    ENCODED_SLASH(404, "the path holds an encoded slash or NUL"),
    TARGET_GONE(410, "a rule says that this path is gone"),
    METHOD_REFUSED(405, "CONNECT and TRACE are not forwarded"),
    REQUEST_HEAD_MALFORMED(400, "the request head is malformed"),
    TRANSFER_CODING_UNKNOWN(501, "the request has a transfer coding other than chunked"),
    FORWARDED_TOO_OFTEN(400, "Max-Forwards allows no further proxy"),
    CONTENT_TOO_LONG(413, "the request has more content than the rules allow"),
    EXPECTATION_UNKNOWN(417, "the request expects something other than 100-continue"),
    ACCESS_DENIED(403, "the rules deny access"),
    BACKEND_UNLISTED(403, "captures name a backend that ProxyCapturedHosts does not list"),
    ORIGIN_REFUSED(403, "another site's page may not open a WebSocket in the name of the user"),
    HANDSHAKE_VERSION(426, "the WebSocket version is not 13"),
    HANDSHAKE_MALFORMED(400, "the WebSocket opening handshake is malformed"),
    WEBSOCKET_UNAVAILABLE(501, "this container has no WebSocket support enabled"),
    WORKER_BUSY(503, "no place at the backend became free in time"),
    SOCKETS_FULL(503, "as many WebSocket sessions are open as the rules allow"),
    HANDSHAKES_TOO_FAST(503, "WebSocket handshakes come faster than the rules allow"),
    BACKEND_UNRESOLVED(503, "the backend's name cannot be resolved"),
    BACKEND_UNREACHABLE(503, "the backend cannot be reached"),
    BACKEND_CONNECT_TIMEOUT(503, "the backend did not accept the connection in time"),
    PROXY_STOPPING(503, "the proxy is stopping"),
    BACKEND_TLS(502, "the TLS handshake with the backend failed"),
    BACKEND_CLOSED(502, "the backend closed the connection without an answer"),
    BACKEND_MALFORMED(502, "the backend's answer is malformed"),
    BACKEND_TIMEOUT(504, "the backend did not answer in time"),
    BACKEND_TRUNCATED(502, "the backend's answer ended early"),
    CLIENT_PAUSED(408, "the client sent nothing of its content for too long"),
    CLIENT_STALLED(408, "the client took no octet of its response for too long"),
    CLIENT_GONE(400, "the client went away"),
    CONTENT_TAKEN(500, "a filter before the proxy has read the request's content"),
    INTERNAL(500, "the proxy failed");

    private final int status;
    private final String meaning;

    ProxyError(int status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    /** The status code that the client gets while the response head is not committed. */
    public int status() {
        return status;
    }

    /** One constant sentence for logs; holds nothing of the request. */
    public String meaning() {
        return meaning;
    }
}
