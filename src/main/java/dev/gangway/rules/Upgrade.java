package dev.gangway.rules;

/** What a rule does with a WebSocket opening handshake: the {@code upgrade=} parameter of ProxyPass. */
public enum Upgrade {
    /** Relayed as WebSocket; the default on every scheme. */
    WEBSOCKET,
    /** Forwarded as a plain request with the handshake's fields removed ({@code upgrade=NONE}). */
    NONE
}
