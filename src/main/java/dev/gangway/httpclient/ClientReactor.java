package dev.gangway.httpclient;

import dev.gangway.exchange.NameLookups;
import dev.gangway.exchange.ProxyThreads;
import dev.gangway.exchange.Timers;
import dev.gangway.rules.AnswerLimits;
import dev.gangway.rules.ConnectionSettings;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOReactorStatus;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * I/O threads and the connection pool for all backends that share socket options. Thread-safe. The pool has no limit of its
 * own: how many exchanges a worker may have is counted by the worker's places.
 */
final class ClientReactor implements AutoCloseable {

    private static final TimeValue VALIDATE_AFTER = TimeValue.ofSeconds(2);
    private static final int MIN_IO_THREADS = 2;
    private static final int BUFFER_OCTETS = 16 * 1024;

    /** How long a backend that was asked may say nothing before it is sent the content (RFC 9110 section 10.1.1). */
    static final Timeout CONTINUE_WAIT = Timeout.ofSeconds(1);

    private static final Duration SHUTDOWN_WAIT = Duration.ofSeconds(3);

    /** The library looks no name up: {@link NameLookups} has done so, and {@link Dial} knows the addresses. */
    private static final DnsResolver UNRESOLVED = new DnsResolver() {
        @Override
        public InetAddress @Nullable [] resolve(String host) {
            return null;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    };

    /** Nor does it start TLS: the {@link Dial} has done so. */
    private static final TlsStrategy STARTED = new TlsStrategy() {
        @Override
        @SuppressWarnings("deprecation")
        public boolean upgrade(
                TransportSecurityLayer session,
                HttpHost host,
                SocketAddress local,
                SocketAddress remote,
                Object attachment,
                Timeout limit) {
            return true;
        }
    };

    private final TlsStart tls;
    private final PoolingAsyncClientConnectionManager manager;
    private final ProxyThreads ioThreads = new ProxyThreads("gangway-http");
    private final DefaultConnectingIOReactor reactor;
    private final Http1Config http1;
    private final TimeValue keepIdle;
    private final AnswerLimits answer;
    private final NameLookups names;
    private final Timers timers;

    ClientReactor(HttpBackend.Sharing sharing, int window, NameLookups names, Timers timers) {
        ConnectionSettings settings = sharing.connection();
        this.keepIdle = TimeValue.of(settings.keepIdle());
        this.answer = settings.answer();
        this.names = names;
        this.timers = timers;
        this.tls = new TlsStart(settings.tls(), sharing.http2());
        manager = PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(STARTED)
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(Integer.MAX_VALUE)
                .setMaxConnTotal(Integer.MAX_VALUE)
                .setDnsResolver(UNRESOLVED)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setIdleTimeout(Timeout.of(settings.keepIdle()))
                        // by a ping, on HTTP/2, which a backend that hangs would never answer
                        .setValidateAfterInactivity(sharing.http2() ? TimeValue.NEG_ONE_MILLISECOND : VALIDATE_AFTER)
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(
                                sharing.http2() ? HttpVersionPolicy.FORCE_HTTP_2 : HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .build();
        http1 = Http1Config.custom()
                .setBufferSize(BUFFER_OCTETS)
                .setChunkSizeHint(BUFFER_OCTETS)
                .setMaxLineLength(settings.answer().lineOctets())
                .setMaxHeaderCount(settings.answer().lines())
                .setInitialWindowSize(window)
                .setWaitForContinueTimeout(CONTINUE_WAIT)
                .build();
        reactor = new DefaultConnectingIOReactor(
                (session, dial) -> connection(session, (Dial) dial, sharing, window),
                IOReactorConfig.custom()
                        .setIoThreadCount(
                                Math.max(MIN_IO_THREADS, Runtime.getRuntime().availableProcessors()))
                        .setSoKeepAlive(sharing.keepAlive())
                        .setRcvBufSize(settings.receiveBuffer())
                        .setSoTimeout(Timeout.DISABLED) // idle times are the exchange's
                        .setTcpNoDelay(true)
                        .build(),
                ioThreads,
                null,
                null,
                null,
                null);
        reactor.start();
    }

    private IOEventHandler connection(ProtocolIOSession session, Dial dial, HttpBackend.Sharing sharing, int window) {
        IOEventHandler connection;
        if (sharing.http2()) {
            connection = new H2Connection(session, window, answer);
            dial.connected(session, engine -> {});
        } else {
            AnswerGuard guard = new AnswerGuard(answer);
            connection = new GuardedConnection(new AnswerStream(session, guard, http1), guard);
            dial.connected(session, guard::behind);
        }
        return connection;
    }

    /** Nobody is to be connected any more. */
    boolean stopping() {
        return reactor.getStatus() != IOReactorStatus.ACTIVE;
    }

    TimeValue keepIdle() {
        return keepIdle;
    }

    TlsStart tls() {
        return tls;
    }

    Timers timers() {
        return timers;
    }

    NameLookups names() {
        return names;
    }

    PoolingAsyncClientConnectionManager manager() {
        return manager;
    }

    DefaultConnectingIOReactor reactor() {
        return reactor;
    }

    void closeIdle() {
        manager.closeIdle(keepIdle);
    }

    @Override
    public void close() {
        manager.close(CloseMode.IMMEDIATE);
        reactor.close(CloseMode.IMMEDIATE);
        ioThreads.awaitEnd(SHUTDOWN_WAIT);
    }
}
