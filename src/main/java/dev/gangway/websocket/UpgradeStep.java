package dev.gangway.websocket;

import dev.gangway.exchange.BackendResponse;
import dev.gangway.message.Field;
import dev.gangway.servlet.ContainerStep;
import dev.gangway.servlet.UpgradingExchange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Upgrades the client once the backend has switched. Runs once, on a container thread. */
final class UpgradeStep implements ContainerStep {

    private final Relay relay;
    private final BackendResponse switching;
    private final UpgradingExchange exchange;
    private final ServerContainer serverContainer;

    UpgradeStep(Relay relay, BackendResponse switching, UpgradingExchange exchange, ServerContainer serverContainer) {
        this.relay = relay;
        this.switching = switching;
        this.exchange = exchange;
        this.serverContainer = serverContainer;
    }

    @Override
    public void run(HttpServletRequest request, HttpServletResponse response) throws Exception {
        try {
            for (Field field : exchange.switchingFields(switching)) {
                response.addHeader(field.name(), field.value());
            }
            ServerEndpointConfig config = ServerEndpointConfig.Builder.create(ClientEndpoint.class, "/relay")
                    .configurator(new Negotiated(relay))
                    .subprotocols(relay.subprotocol().map(List::of).orElse(List.of()))
                    .build();
            serverContainer.upgradeHttpToWebSocket(request, response, config, Map.of());
        } catch (Exception | LinkageError e) {
            relay.abandon();
            throw e;
        }
        exchange.upgraded();
        sendSwitching(response);
        relay.opensSoon();
    }

    /** A container that sends its 101 later says nothing when nobody is there to take it, and never opens a session. */
    private void sendSwitching(HttpServletResponse response) {
        if (!response.isCommitted()) {
            try {
                response.flushBuffer();
            } catch (IOException clientGone) {
                relay.abandon();
            }
        }
    }

    @Override
    public void abandoned() {
        relay.abandon();
    }

    /** What the backend has negotiated already, as the container asks for it. */
    private static final class Negotiated extends ServerEndpointConfig.Configurator {

        private final Relay relay;

        Negotiated(Relay relay) {
            this.relay = relay;
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return relay.subprotocol().orElse("");
        }

        /** None: extensions are negotiated per leg, and compression is off. */
        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }

        /** Origin is the access rules' and the backend's business, and both have decided by now. */
        @Override
        public boolean checkOrigin(String origin) {
            return true;
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            // the response has its fields already
        }

        @Override
        public <T> T getEndpointInstance(Class<T> endpointClass) {
            return endpointClass.cast(new ClientEndpoint(relay));
        }
    }
}
