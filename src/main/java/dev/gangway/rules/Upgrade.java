package dev.gangway.rules;

/** What a rule does with a WebSocket opening handshake: the {@code upgrade=} parameter of ProxyPass. */
public enum Upgrade {
    /** Relayed as WebSocket; the default on every scheme. */
    WEBSOCKET,
    /** Forwarded as a plain request with the handshake's fields removed ({@code upgrade=NONE}). */
    NONE;

    /** HTTP/2 has no Upgrade, and httpd relays no WebSocket there either. */
    Upgrade on(String scheme) {
        return BackendOrigin.isHttp2(scheme) ? NONE : this;
    }
}
