package dev.gangway.rules;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How connections to a worker's backend are made, read and kept. Workers with equal settings may share theirs. Immutable.
 *
 * @param keepIdle idle time after which a kept connection is dropped ({@code ttl})
 * @param lineOctets longest line of an answer's head ({@code responsefieldsize})
 * @param receiveBuffer octets of SO_RCVBUF; 0 leaves it to the system ({@code receivebuffersize}, ProxyReceiveBufferSize)
 * @param source the local address; empty leaves it to the system (ProxySourceAddress)
 * @param tls whom to believe
 */
public record ConnectionSettings(
        Duration keepIdle, int lineOctets, int receiveBuffer, Optional<InetAddress> source, BackendTls tls) {

    /** Below the 45 s after which Shiny Server drops idle connections. */
    private static final Duration KEEP_IDLE = Duration.ofSeconds(30);

    private static final int LINE_OCTETS = 8192;

    public static final ConnectionSettings DEFAULT =
            new ConnectionSettings(KEEP_IDLE, LINE_OCTETS, 0, Optional.empty(), BackendTls.DEFAULT);

    /** Of a worker: what its line says, then its server. */
    static ConnectionSettings of(WorkerParameterDraft given, ServerDraft server) {
        return new ConnectionSettings(
                given.keepIdleSeconds.map(Duration::ofSeconds).orElse(KEEP_IDLE),
                given.lineOctets.filter(octets -> octets > 0).orElse(LINE_OCTETS),
                given.receiveBuffer.or(server::receiveBuffer).orElse(0),
                server.sourceAddress(),
                server.tls());
    }

    /** Whether a socket bound to the source address can connect that one: they are of one family. */
    public boolean reaches(InetAddress address) {
        return source.isEmpty() || source.get().getAddress().length == address.getAddress().length;
    }
}
