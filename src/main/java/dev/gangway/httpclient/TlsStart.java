package dev.gangway.httpclient;

import dev.gangway.exchange.BackendTrust;
import dev.gangway.rules.BackendTls;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http2.ssl.ApplicationProtocol;
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
    private final boolean http2;

    /** @param http2 whether the backend is to choose that (RFC 7301) */
    TlsStart(BackendTls tls, boolean http2) {
        this.context = BackendTrust.context(tls);
        this.tls = tls;
        this.http2 = http2;
    }

    void on(
            ProtocolIOSession session,
            NamedEndpoint endpoint,
            Consumer<SSLEngine> onEngine,
            Timeout limit,
            FutureCallback<IOSession> started) {
        session.startTls(
                context,
                endpoint,
                SSLBufferMode.STATIC,
                (host, engine) -> {
                    BackendTrust.prepare(engine, tls);
                    offer(engine);
                    onEngine.accept(engine);
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

    private void offer(SSLEngine engine) {
        if (http2) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {ApplicationProtocol.HTTP_2.id});
            engine.setSSLParameters(parameters);
        }
    }
}
