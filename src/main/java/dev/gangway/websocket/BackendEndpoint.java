package dev.gangway.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;

/** The engine's view of a relay: the client endpoint that the backend talks to. Called on the connection's I/O thread. */
final class BackendEndpoint extends Endpoint {

    private static final System.Logger LOG = System.getLogger(BackendEndpoint.class.getName());

    private final BackendConnection connection;
    private final ToClient toClient;

    BackendEndpoint(BackendConnection connection, ToClient toClient) {
        this.connection = connection;
        this.toClient = toClient;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(String.class, (String part, boolean last) -> toClient.text(part, last));
        session.addMessageHandler(ByteBuffer.class, (ByteBuffer part, boolean last) -> toClient.binary(part, last));
    }

    /** Only the engine's own findings arrive here first, such as text that is not UTF-8; the rest the connection knows. */
    @Override
    public void onClose(Session session, CloseReason reason) {
        connection.violated(CloseStatus.of(reason));
    }

    @Override
    public void onError(Session session, Throwable cause) {
        LOG.log(Level.DEBUG, () -> "backend session " + session.getId(), cause);
    }
}
