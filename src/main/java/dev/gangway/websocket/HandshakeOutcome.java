package dev.gangway.websocket;

import dev.gangway.exchange.BackendResponse;
import dev.gangway.exchange.Failure;
import java.util.Optional;

/** How the opening handshake to a backend ended. Exactly one method is called, once, from any thread; none may block. */
interface HandshakeOutcome {

    /** The connection reads nothing until it is attached. */
    void switched(BackendResponse answer, Optional<String> subprotocol, BackendConnection connection);

    void refused(BackendResponse answer, byte[] content);

    void failed(Failure failure);
}
