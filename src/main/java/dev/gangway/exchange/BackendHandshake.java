package dev.gangway.exchange;

import dev.gangway.message.Fields;
import dev.gangway.message.OpeningHandshake;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.ConnectionSettings;
import java.time.Duration;
import java.util.List;

/**
 * The opening handshake to the backend (RFC 6455 section 4.1), planned and checked by the same header policy as a plain
 * request. Immutable.
 *
 * @param target path and query as they go into the request line
 * @param fields first among them Host; without Connection, Upgrade and every Sec-WebSocket field, which {@link #wireFields} adds
 * @param subprotocols what the client offers, in its order; passed through
 * @param connectTimeout limit for the TCP connect
 * @param timeout limit from the connect to the end of the answer's head
 * @param connection of which the source address holds here
 */
public record BackendHandshake(
        BackendOrigin origin,
        String target,
        Fields fields,
        List<String> subprotocols,
        boolean keepAlive,
        Duration connectTimeout,
        Duration timeout,
        ConnectionSettings connection) {

    public BackendHandshake {
        subprotocols = List.copyOf(subprotocols);
    }

    /**
     * The field lines as they go on the wire: the planned ones, then those of this connection's handshake.
     *
     * @param key the value of Sec-WebSocket-Key
     */
    public Fields wireFields(String key) {
        Fields.Builder wire = fields.toBuilder()
                .add("Connection", "Upgrade")
                .add("Upgrade", "websocket")
                .add(OpeningHandshake.VERSION_FIELD, OpeningHandshake.VERSION)
                .add("Sec-WebSocket-Key", key);
        if (!subprotocols.isEmpty()) {
            wire.add("Sec-WebSocket-Protocol", String.join(", ", subprotocols));
        }
        return wire.build();
    }
}
