package dev.gangway.exchange;

import dev.gangway.rules.ProxyPass;
import dev.gangway.rules.SocketEnds;
import dev.gangway.rules.SocketTimes;
import java.time.Duration;
import java.util.Optional;

/** Told about every WebSocket session once, when it has ended on both sides. Called from any thread; must not block. */
@FunctionalInterface
public interface SessionObserver {

    void ended(Summary summary);

    /**
     * What is known of a session before it begins. Immutable; texts are as received, so whoever prints them escapes them.
     *
     * @param id of the request that opened it
     * @param target path and query as the client sent them
     * @param client its address
     * @param worker its name, a URL
     */
    record Start(
            String id,
            String target,
            String client,
            ProxyPass rule,
            String worker,
            SocketTimes times,
            SocketEnds ends) {

        public static Start of(ClientRequest clientRequest, Course course) {
            ExchangeObserver.Summary request = ExchangeObserver.Summary.of(
                    clientRequest, Optional.of(course.mapped().rule()), Optional.empty());
            return new Start(
                    request.id(),
                    request.target(),
                    request.client(),
                    course.mapped().rule(),
                    course.mapped().worker().name(),
                    course.settings().sockets(),
                    course.settings().socketEnds());
        }
    }

    /** What went one way. */
    record Passed(long messages, long octets) {}

    /**
     * What a session was. Immutable.
     *
     * @param closeCode what the side that ended it said, with 1005 and 1006 as RFC 6455 section 7.4.1 has them
     * @param toBackend messages that went to the backend, and their octets without those of frames
     * @param toClient messages that came from the backend
     * @param clientRoundTrip of the last ping that was answered; empty when none was
     */
    record Summary(
            Start start,
            EndCause cause,
            int closeCode,
            Duration duration,
            Passed toBackend,
            Passed toClient,
            Optional<Duration> clientRoundTrip,
            Optional<Duration> backendRoundTrip) {}
}
