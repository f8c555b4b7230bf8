package dev.gangway.httpclient;

import dev.gangway.exchange.BackendTrust;
import dev.gangway.rules.BackendTls;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;

/**
 * TLS on fresh sockets, as a worker's rules ask for it. The library's own start would hide the engine, which alone knows
 * whether a backend has ended its answers properly. Thread-safe.
 */
final class TlsStart {

    private final SSLContext context;
    private final BackendTls tls;

    TlsStart(BackendTls tls) {
        this.context = BackendTrust.context(tls);
        this.tls = tls;
    }

    void on(
            ProtocolIOSession session,
            NamedEndpoint endpoint,
            AnswerGuard guard,
            Timeout limit,
            FutureCallback<IOSession> started) {
        session.startTls(
                context,
                endpoint,
                SSLBufferMode.STATIC,
                (host, engine) -> {
                    BackendTrust.prepare(engine, tls);
                    guard.behind(engine);
                },
                null,
                limit,
                new FutureCallback<TransportSecurityLayer>() {
                    @Override
                    public void completed(TransportSecurityLayer layer) {
                        started.completed(session);
                    }

                    @Override
                    public void failed(Exception cause) {
                        started.failed(cause);
                    }

                    @Override
                    public void cancelled() {
                        started.cancelled();
                    }
                });
    }
}
