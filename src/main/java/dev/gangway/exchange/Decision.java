package dev.gangway.exchange;

import dev.gangway.balancer.Worker;
import dev.gangway.message.Fields;

/** What is to be done with one client request; reached without any I/O. */
public sealed interface Decision {

    /** Forwarded as plain HTTP. */
    record Forward(Course course, Worker worker, BackendRequest backendRequest) implements Decision {}

    /** Relayed as WebSocket. */
    record Relay(Course course, BackendHandshake handshake) implements Decision {}

    /**
     * The client is sent elsewhere by a rule.
     *
     * @param location an absolute URL of visible ASCII
     * @param fields what {@code Header always} adds
     * @param detail for the log
     */
    record Redirect(int status, String location, Fields fields, String detail) implements Decision {}

    /**
     * A rule says which error the client gets.
     *
     * @param detail for explanations
     */
    record Answer(OwnPage page, String detail) implements Decision {}

    /** Answered by the proxy itself. */
    record Refuse(Failure failure, OwnPage page) implements Decision {}

    /** OPTIONS for the last proxy that it may reach, which is us. */
    record Options(OwnPage page) implements Decision {}
}
