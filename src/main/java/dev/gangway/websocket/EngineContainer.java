package dev.gangway.websocket;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.Writer;

/**
 * The transport as Tyrus sees it: takes a connection that is upgraded already and plays the opening handshake through for
 * the engine, with the engine's own key. Stateless; public because Tyrus makes it by name.
 */
public final class EngineContainer implements ClientContainer {

    static final String CONNECTION = "dev.gangway.websocket.connection";
    static final String SUBPROTOCOL = "dev.gangway.websocket.subprotocol";

    @Override
    public void openClientSocket(ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
            throws DeploymentException {
        if (!(config.getUserProperties().get(CONNECTION) instanceof BackendConnection connection)) {
            throw new DeploymentException("no connection to attach to");
        }
        UpgradeRequest request = engine.createUpgradeRequest(() -> {});
        TyrusUpgradeResponse response = new TyrusUpgradeResponse();
        response.setStatus(101);
        Map<String, List<String>> fields = response.getHeaders();
        fields.put(UpgradeRequest.UPGRADE, List.of("websocket"));
        fields.put(UpgradeRequest.CONNECTION, List.of("Upgrade"));
        String key = String.valueOf(request.getHeader("Sec-WebSocket-Key"));
        fields.put("Sec-WebSocket-Accept", List.of(AcceptKey.of(key)));
        Object subprotocol = config.getUserProperties().get(SUBPROTOCOL);
        if (subprotocol instanceof String chosen) {
            fields.put("Sec-WebSocket-Protocol", List.of(chosen));
        }
        ClientEngine.ClientUpgradeInfo info = engine.processResponse(
                (UpgradeResponse) response, new FrameWriter(connection), EngineContainer::closed);
        if (info.getUpgradeStatus() != ClientEngine.ClientUpgradeStatus.SUCCESS) {
            throw new DeploymentException("the engine refused its own handshake");
        }
        connection.attach(info.createConnection().getReadHandler());
    }

    private static void closed(CloseReason reason) {
        // the connection's own closing handshake ends it
    }

    /** Hands the engine's frames to the connection. Thread-safe. */
    private static final class FrameWriter extends Writer {

        private final BackendConnection connection;

        FrameWriter(BackendConnection connection) {
            this.connection = connection;
        }

        @Override
        public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {
            connection.write(frame, handler);
        }

        @Override
        public void close() {
            // the connection's own closing handshake ends it
        }
    }
}
