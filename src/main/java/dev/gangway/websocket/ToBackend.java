package dev.gangway.websocket;

import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The direction from client to backend. Confined to the client session's container thread, which blocks in the engine while
 * the backend takes nothing: the container then reads no more from that client.
 */
final class ToBackend {

    private final Session backend;
    private final WholeCharacters characters = new WholeCharacters();

    ToBackend(Session backend) {
        this.backend = backend;
    }

    void text(String part, boolean last) {
        try {
            backend.getBasicRemote().sendText(characters.complete(part, last), last);
        } catch (IOException | IllegalStateException ended) {
            // expected here while the session closes: the connection's listener tells the relay why
        }
    }

    void binary(ByteBuffer part, boolean last) {
        try {
            backend.getBasicRemote().sendBinary(part, last);
        } catch (IOException | IllegalStateException ended) {
            // expected here while the session closes: the connection's listener tells the relay why
        }
    }
}
