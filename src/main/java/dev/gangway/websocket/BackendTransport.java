package dev.gangway.websocket;

import dev.gangway.exchange.BackendHandshake;
import dev.gangway.exchange.BackendTrust;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.NameLookups;
import dev.gangway.exchange.ProxyError;
import dev.gangway.exchange.ProxyThreads;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.BackendTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Connects backends on HttpCore's reactor. Thread-safe; what follows a look-up happens on its thread, and what follows the
 * connect on the I/O threads.
 */
final class BackendTransport implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(5);

    private final ScheduledExecutorService clock;
    private final RelaySettings settings;
    private final NameLookups names;
    private final ReadBuffers buffers = new ReadBuffers();
    private final Set<HandshakeStage> pending = ConcurrentHashMap.newKeySet();
    private final ProxyThreads ioThreads = new ProxyThreads("gangway-ws");
    private final DefaultConnectingIOReactor reactor;
    private final Map<BackendTls, SSLContext> contexts = new ConcurrentHashMap<>(); // one for each policy of the rules

    BackendTransport(ScheduledExecutorService clock, RelaySettings settings, NameLookups names) {
        this.clock = clock;
        this.settings = settings;
        this.names = names;
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        IOReactorConfig config = IOReactorConfig.custom()
                .setIoThreadCount(threads)
                .setTcpNoDelay(true)
                .build();
        this.reactor = new DefaultConnectingIOReactor(
                (session, attachment) -> ((HandshakeStage) attachment).bind(session),
                config,
                ioThreads,
                null,
                null,
                null,
                null);
        reactor.start();
    }

    /** Looks up, connects and performs the opening handshake; the outcome tells how it went. Neither throws nor blocks. */
    void connect(BackendHandshake handshake, HandshakeOutcome outcome) {
        HandshakeStage stage;
        try {
            stage = new HandshakeStage(handshake, outcome, clock, settings, buffers, pending::remove);
        } catch (IllegalArgumentException e) {
            outcome.failed(Failure.of(ProxyError.INTERNAL, e));
            return;
        }
        pending.add(stage);
        BackendOrigin origin = handshake.origin();
        if (origin.socket().isPresent()) {
            dial(List.of(UnixDomainSocketAddress.of(origin.socket().get())), handshake, stage);
            return;
        }
        CompletableFuture<?> unused = names.addresses(origin.host(), handshake.connectTimeout())
                .whenComplete((found, problem) -> {
                    if (problem == null) {
                        dial(reached(found, handshake), handshake, stage);
                    } else {
                        stage.fail(new Failure(ProxyError.BACKEND_UNRESOLVED, String.valueOf(problem.getMessage())));
                    }
                });
    }

    private static List<InetSocketAddress> reached(List<InetAddress> found, BackendHandshake handshake) {
        return found.stream()
                .filter(handshake.connection()::reaches)
                .map(address ->
                        new InetSocketAddress(address, handshake.origin().port()))
                .toList();
    }

    private void dial(List<? extends SocketAddress> addresses, BackendHandshake handshake, HandshakeStage stage) {
        if (addresses.isEmpty()) {
            stage.fail(new Failure(ProxyError.BACKEND_UNREACHABLE, "no address of the source address's family"));
            return;
        }
        long deadline = System.nanoTime() + handshake.connectTimeout().toNanos();
        new Attempt(addresses, 0, deadline, handshake, stage).start();
    }

    @Override
    public void close() {
        // a reactor that is closed at once tells its sessions nothing
        Failure stopping = new Failure(ProxyError.PROXY_STOPPING, "the transport is closed");
        List.copyOf(pending).forEach(stage -> stage.fail(stopping));
        reactor.close(CloseMode.IMMEDIATE);
        ioThreads.awaitEnd(STOP);
    }

    /** Tries one address after the other until one accepts or the time is over. Confined to one caller at a time. */
    private final class Attempt implements FutureCallback<IOSession> {

        private final List<? extends SocketAddress> addresses;
        private final int index;
        private final long deadline;
        private final BackendHandshake handshake;
        private final HandshakeStage stage;

        Attempt(
                List<? extends SocketAddress> addresses,
                int index,
                long deadline,
                BackendHandshake handshake,
                HandshakeStage stage) {
            this.addresses = addresses;
            this.index = index;
            this.deadline = deadline;
            this.handshake = handshake;
            this.stage = stage;
        }

        void start() {
            long nanos = deadline - System.nanoTime();
            if (nanos <= 0) {
                failed(new SocketTimeoutException("connect timeout"));
                return;
            }
            Endpoint endpoint =
                    new Endpoint(handshake.origin().host(), handshake.origin().port());
            try {
                var connecting = reactor.connect(
                        endpoint, addresses.get(index), source(), Timeout.of(nanos, TimeUnit.NANOSECONDS), stage, this);
                // the reactor looks at its own timeouts once a second only
                var timer = clock.schedule(() -> connecting.cancel(true), nanos, TimeUnit.NANOSECONDS);
                stage.whileConnecting(timer);
            } catch (RuntimeException e) {
                stage.fail(Failure.of(ProxyError.PROXY_STOPPING, e));
            }
        }

        private @Nullable SocketAddress source() {
            return handshake.origin().socket().isPresent()
                    ? null // a Unix domain socket has no other end to bind
                    : handshake
                            .connection()
                            .source()
                            .map(source -> new InetSocketAddress(source, 0))
                            .orElse(null);
        }

        @Override
        public void completed(IOSession session) {
            stage.startClock();
            setKeepAlive(session);
            if (handshake.origin().tls()) {
                startTls((ProtocolIOSession) session);
            }
        }

        private void setKeepAlive(IOSession session) {
            if (session.channel() instanceof SocketChannel channel
                    && channel.supportedOptions().contains(StandardSocketOptions.SO_KEEPALIVE)) {
                try {
                    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, handshake.keepAlive());
                } catch (IOException closed) {
                    // expected here when the connection has ended already: its next event tells
                }
            }
        }

        private void startTls(ProtocolIOSession session) {
            BackendTls policy = handshake.connection().tls();
            session.startTls(
                    contexts.computeIfAbsent(policy, BackendTrust::context),
                    new Endpoint(
                            unbracketed(handshake.origin().host()),
                            handshake.origin().port()),
                    SSLBufferMode.STATIC,
                    (endpoint, engine) -> {
                        BackendTrust.prepare(engine, policy);
                        stage.behind(engine);
                    },
                    null,
                    Timeout.of(handshake.timeout()),
                    new FutureCallback<TransportSecurityLayer>() {
                        @Override
                        public void completed(TransportSecurityLayer layer) {
                            // the stage's connected() has been called by then
                        }

                        @Override
                        public void failed(Exception e) {
                            stage.fail(Failure.of(ProxyError.BACKEND_TLS, e));
                        }

                        @Override
                        public void cancelled() {
                            stage.fail(new Failure(ProxyError.BACKEND_TLS, "cancelled"));
                        }
                    });
        }

        @Override
        public void failed(Exception e) {
            boolean timeout = e instanceof SocketTimeoutException;
            if (!timeout && e instanceof IOException && index + 1 < addresses.size()) {
                new Attempt(addresses, index + 1, deadline, handshake, stage).start();
                return;
            }
            ProxyError error = timeout ? ProxyError.BACKEND_CONNECT_TIMEOUT : ProxyError.BACKEND_UNREACHABLE;
            stage.fail(Failure.of(error, e));
        }

        @Override
        public void cancelled() {
            boolean late = deadline - System.nanoTime() <= 0;
            stage.fail(
                    late
                            ? new Failure(ProxyError.BACKEND_CONNECT_TIMEOUT, "connect timeout")
                            : new Failure(ProxyError.PROXY_STOPPING, "the transport is closed"));
        }
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private record Endpoint(String host, int port) implements NamedEndpoint {
        @Override
        public String getHostName() {
            return host;
        }

        @Override
        public int getPort() {
            return port;
        }
    }
}
