package dev.gangway.exchange;

import dev.gangway.balancer.Worker;

/** What is to be done with one client request; reached without any I/O. */
public sealed interface Decision {

    /** Forwarded as plain HTTP. */
    record Forward(Course course, Worker worker, BackendRequest backendRequest) implements Decision {}

    /** Relayed as WebSocket. */
    record Relay(Course course, BackendHandshake handshake) implements Decision {}

    /**
     * The client is sent elsewhere by a rewrite rule.
     *
     * @param location an absolute URL of visible ASCII
     * @param detail for the log
     */
    record Redirect(int status, String location, String detail) implements Decision {}

    /** Answered by the proxy itself. */
    record Refuse(Failure failure, OwnPage page) implements Decision {}

    /** OPTIONS for the last proxy that it may reach, which is us. */
    record Options(OwnPage page) implements Decision {}
}
