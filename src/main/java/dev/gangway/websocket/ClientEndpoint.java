package dev.gangway.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.lang.System.Logger.Level;

/**
 * The container's view of a relay: the server endpoint that the client talks to. Called on container threads, one at a
 * time per session. Public because containers ask for it by class.
 */
public final class ClientEndpoint extends Endpoint {

    private static final System.Logger LOG = System.getLogger(ClientEndpoint.class.getName());

    private final Relay relay;

    ClientEndpoint(Relay relay) {
        this.relay = relay;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        relay.clientOpened(session);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        relay.clientClosed(CloseStatus.of(reason));
    }

    /** Containers report a lost client here and in {@link #onClose}, in any order: the latter decides. */
    @Override
    public void onError(Session session, Throwable cause) {
        LOG.log(Level.DEBUG, () -> "client session " + session.getId(), cause);
    }
}
