package dev.gangway.servlet;

import dev.gangway.exchange.BackendHandshake;

/** Opens WebSocket sessions: connects the backend first, then upgrades the client. Thread-safe. */
public interface OpeningHandshakes {

    /**
     * Returns at once and never throws. Exactly one of {@code answer}, {@code fail} and {@code upgraded} follows on the
     * exchange, from any thread, and {@code over} after that.
     */
    void open(BackendHandshake handshake, UpgradingExchange exchange);

    /** Opens no more, and ends the sessions that are open; waits for that, within limits. */
    void drain();
}
