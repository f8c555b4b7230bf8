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
    private final Pulse client;
    private final MessageLimit limit;
    private final Runnable used;
    private final WholeCharacters characters = new WholeCharacters();

    private volatile boolean sending;

    /** Tells the client's pulse, and {@code used} for each part of a message that is within the limit. */
    ToBackend(Session backend, Pulse client, MessageLimit limit, Runnable used) {
        this.backend = backend;
        this.client = client;
        this.limit = limit;
        this.used = used;
    }

    /** Whether a part is on its way, so that the client is not read. */
    boolean sending() {
        return sending;
    }

    private interface Send {
        void run() throws IOException;
    }

    private void send(Send send) {
        client.heard();
        used.run();
        sending = true;
        try {
            send.run();
        } catch (IOException | IllegalStateException ended) {
            // expected here while the session closes: the connection's listener tells the relay why
        } finally {
            sending = false;
            client.heard();
        }
    }

    void text(String part, boolean last) {
        if (limit.admits(part, last)) {
            send(() -> backend.getBasicRemote().sendText(characters.complete(part, last), last));
        }
    }

    void binary(ByteBuffer part, boolean last) {
        if (limit.admits(part.remaining(), last)) {
            send(() -> backend.getBasicRemote().sendBinary(part, last));
        }
    }
}
