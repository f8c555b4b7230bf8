package dev.gangway.httpclient;

import dev.gangway.exchange.ProxyThreads;
import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandlerFactory;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * I/O threads and the connection pool for all backends that share socket options. Thread-safe. The pool has no limit of its
 * own: how many exchanges a worker may have is counted by the worker's places.
 */
final class ClientReactor implements AutoCloseable {

    /** A kept connection is dropped after this idle time: below the 45 s after which Shiny Server drops its own. */
    static final TimeValue KEEP_IDLE = TimeValue.ofSeconds(30);

    private static final TimeValue VALIDATE_AFTER = TimeValue.ofSeconds(2);
    private static final int MIN_IO_THREADS = 2;
    private static final int BUFFER_OCTETS = 16 * 1024;
    private static final int MAX_LINE_OCTETS = 8 * 1024;
    private static final int MAX_FIELD_LINES = 100;

    /** How long a backend that was asked may say nothing before it is sent the content (RFC 9110 section 10.1.1). */
    private static final Timeout CONTINUE_WAIT = Timeout.ofSeconds(1);

    private static final Duration SHUTDOWN_WAIT = Duration.ofSeconds(3);

    /** What leaves is what was planned: nothing may add fields to it. */
    private static final HttpProcessor UNTOUCHED = new HttpProcessor() {
        @Override
        public void process(HttpRequest request, EntityDetails entity, HttpContext context) {}

        @Override
        public void process(HttpResponse response, EntityDetails entity, HttpContext context) {}
    };

    private final PoolingAsyncClientConnectionManager manager;
    private final ProxyThreads ioThreads = new ProxyThreads("gangway-http");
    private final DefaultConnectingIOReactor reactor;

    ClientReactor(boolean keepAlive, int window) {
        manager = PoolingAsyncClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(Integer.MAX_VALUE)
                .setMaxConnTotal(Integer.MAX_VALUE)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setIdleTimeout(Timeout.of(KEEP_IDLE.getDuration(), KEEP_IDLE.getTimeUnit()))
                        .setValidateAfterInactivity(VALIDATE_AFTER)
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .build();
        Http1Config http1 = Http1Config.custom()
                .setBufferSize(BUFFER_OCTETS)
                .setChunkSizeHint(BUFFER_OCTETS)
                .setMaxLineLength(MAX_LINE_OCTETS)
                .setMaxHeaderCount(MAX_FIELD_LINES)
                .setInitialWindowSize(window)
                .setWaitForContinueTimeout(CONTINUE_WAIT)
                .build();
        reactor = new DefaultConnectingIOReactor(
                new ClientHttp1IOEventHandlerFactory(
                        new ClientHttp1StreamDuplexerFactory(
                                UNTOUCHED,
                                http1,
                                CharCodingConfig.DEFAULT,
                                DefaultClientConnectionReuseStrategy.INSTANCE,
                                null,
                                null,
                                null),
                        null,
                        null),
                IOReactorConfig.custom()
                        .setIoThreadCount(
                                Math.max(MIN_IO_THREADS, Runtime.getRuntime().availableProcessors()))
                        .setSoKeepAlive(keepAlive)
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

    PoolingAsyncClientConnectionManager manager() {
        return manager;
    }

    DefaultConnectingIOReactor reactor() {
        return reactor;
    }

    void closeIdle() {
        manager.closeIdle(KEEP_IDLE);
    }

    @Override
    public void close() {
        manager.close(CloseMode.IMMEDIATE);
        reactor.close(CloseMode.IMMEDIATE);
        ioThreads.awaitEnd(SHUTDOWN_WAIT);
    }
}
