package dev.gangway.exchange;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The exchanges under way, so that a stopping proxy can end each of them itself: the client library does not promise to tell
 * every call when it shuts down, and a client would wait for ever. Thread-safe.
 */
public final class LiveExchanges {

    private final Set<HttpExchange> live = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** False when the proxy stops: the exchange must end at once. */
    boolean add(HttpExchange exchange) {
        live.add(exchange);
        return !stopping; // after the add: either we see the flag or the stop sees the exchange
    }

    void remove(HttpExchange exchange) {
        live.remove(exchange);
    }

    /** Ends every exchange, those that come later too. */
    public void stop() {
        stopping = true;
        List.copyOf(live).forEach(HttpExchange::stop);
    }
}
