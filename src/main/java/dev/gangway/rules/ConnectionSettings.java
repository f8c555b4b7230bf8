package dev.gangway.rules;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How connections to a worker's backend are made, read and kept. Workers with equal settings may share theirs. Immutable.
 *
 * @param keepIdle idle time after which a kept connection is dropped ({@code ttl})
 * @param answer how much of an answer is read before its content
 * @param receiveBuffer octets of SO_RCVBUF; 0 leaves it to the system ({@code receivebuffersize}, ProxyReceiveBufferSize)
 * @param source the local address; empty leaves it to the system (ProxySourceAddress)
 * @param tls whom to believe
 */
public record ConnectionSettings(
        Duration keepIdle, AnswerLimits answer, int receiveBuffer, Optional<InetAddress> source, BackendTls tls) {

    /** Below the 45 s after which Shiny Server drops idle connections. */
    private static final Duration KEEP_IDLE = Duration.ofSeconds(30);

    public static final ConnectionSettings DEFAULT =
            new ConnectionSettings(KEEP_IDLE, AnswerLimits.DEFAULT, 0, Optional.empty(), BackendTls.DEFAULT);

    /** Of a worker: what its line says, then its server. */
    static ConnectionSettings of(WorkerParameterDraft given, ServerDraft server, BackendTls tls) {
        return new ConnectionSettings(
                given.keepIdleSeconds.map(Duration::ofSeconds).orElse(KEEP_IDLE),
                AnswerLimits.of(given),
                given.receiveBuffer.or(server::receiveBuffer).orElse(0),
                server.sourceAddress(),
                tls);
    }

    /** Whether a socket bound to the source address can connect that one: they are of one family. */
    public boolean reaches(InetAddress address) {
        return source.isEmpty() || source.get().getAddress().length == address.getAddress().length;
    }
}
