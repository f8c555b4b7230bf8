package dev.gangway.exchange;

import dev.gangway.balancer.Worker;
import dev.gangway.mapping.Found;

/** What is to be done with one client request; reached without any I/O. */
public sealed interface Decision {

    /** Forwarded as plain HTTP. */
    record Forward(Found.Mapped mapped, Worker worker, BackendRequest backendRequest) implements Decision {}

    /** Relayed as WebSocket. */
    record Relay(Found.Mapped mapped, BackendHandshake handshake) implements Decision {}

    /** Answered by the proxy itself. */
    record Refuse(Failure failure) implements Decision {}
}
