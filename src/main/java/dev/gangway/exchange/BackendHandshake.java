package dev.gangway.exchange;

import dev.gangway.message.Fields;
import dev.gangway.rules.BackendOrigin;
import java.time.Duration;
import java.util.List;

/**
 * The opening handshake to the backend (RFC 6455 section 4.1), planned and checked by the same header policy as a plain
 * request. Immutable.
 *
 * @param target path and query as they go into the request line
 * @param fields first among them Host; without Connection, Upgrade and every Sec-WebSocket field, which the edge adds
 * @param subprotocols what the client offers, in its order; passed through
 * @param connectTimeout limit for the TCP connect
 * @param timeout limit from the connect to the end of the answer's head
 */
public record BackendHandshake(
        BackendOrigin origin,
        String target,
        Fields fields,
        List<String> subprotocols,
        boolean keepAlive,
        Duration connectTimeout,
        Duration timeout) {

    public BackendHandshake {
        subprotocols = List.copyOf(subprotocols);
    }
}
