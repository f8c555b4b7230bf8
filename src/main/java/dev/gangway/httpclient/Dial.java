package dev.gangway.httpclient;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import org.apache.hc.core5.concurrent.ComplexFuture;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Opens one connection: tries a host's addresses one after the other, each within the connect timeout. Its owner hears of the
 * socket as soon as it is connected, before any TLS handshake, so that it can be closed whatever comes of the connect. Takes
 * the place of the library's own look-up, which would run on the caller's thread, and of its start of TLS. Thread-safe.
 */
final class Dial implements ConnectionInitiator {

    private final ConnectionInitiator reactor;
    private final @Nullable SocketAddress source;
    private final List<? extends SocketAddress> addresses;
    private final Optional<TlsStart> tls;
    private final Consumer<IOSession> owner;
    private volatile Consumer<SSLEngine> onEngine = engine -> {};

    private Dial(
            ConnectionInitiator reactor,
            @Nullable SocketAddress source,
            List<? extends SocketAddress> addresses,
            Optional<TlsStart> tls,
            Consumer<IOSession> owner) {
        this.source = source;
        this.reactor = reactor;
        this.addresses = addresses;
        this.tls = tls;
        this.owner = owner;
    }

    /**
     * @param addresses at least one
     * @param tls empty for a connection in the clear
     */
    static Dial host(
            ConnectionInitiator reactor,
            Optional<InetAddress> source,
            List<InetAddress> addresses,
            int port,
            Optional<TlsStart> tls,
            Consumer<IOSession> owner) {
        return new Dial(
                reactor,
                source.map(address -> new InetSocketAddress(address, 0)).orElse(null),
                addresses.stream()
                        .map(address -> new InetSocketAddress(address, port))
                        .toList(),
                tls,
                owner);
    }

    /** A Unix domain socket; it has no source address. */
    static Dial socket(ConnectionInitiator reactor, Path socket, Optional<TlsStart> tls, Consumer<IOSession> owner) {
        return new Dial(reactor, null, List.of(UnixDomainSocketAddress.of(socket)), tls, owner);
    }

    @Override
    public Future<IOSession> connect(
            NamedEndpoint endpoint,
            @Nullable SocketAddress unresolved,
            @Nullable SocketAddress local,
            Timeout timeout,
            @Nullable Object attachment,
            FutureCallback<IOSession> callback) {
        ComplexFuture<IOSession> outcome = new ComplexFuture<>(callback);
        attempt(0, endpoint, timeout, outcome);
        return outcome;
    }

    /** The socket is connected. On its I/O thread, before anyone else hears of it. */
    void connected(IOSession session, Consumer<SSLEngine> engineWatch) {
        onEngine = engineWatch;
        owner.accept(session);
    }

    private void attempt(int index, NamedEndpoint endpoint, Timeout timeout, ComplexFuture<IOSession> outcome) {
        FutureCallback<IOSession> callback = new FutureCallback<>() {
            @Override
            public void completed(IOSession session) {
                if (tls.isPresent()) {
                    tls.get().on((ProtocolIOSession) session, endpoint, onEngine, timeout, last(outcome));
                } else {
                    outcome.completed(session);
                }
            }

            @Override
            public void failed(Exception cause) {
                if (index + 1 < addresses.size() && !outcome.isDone()) {
                    attempt(index + 1, endpoint, timeout, outcome);
                } else {
                    outcome.failed(cause);
                }
            }

            @Override
            public void cancelled() {
                outcome.cancel(true);
            }
        };
        try {
            outcome.setDependency(reactor.connect(endpoint, addresses.get(index), source, timeout, this, callback));
        } catch (RuntimeException e) {
            outcome.failed(e); // the reactor is closing
        }
    }

    private static FutureCallback<IOSession> last(ComplexFuture<IOSession> outcome) {
        return new FutureCallback<>() {
            @Override
            public void completed(IOSession session) {
                outcome.completed(session);
            }

            @Override
            public void failed(Exception cause) {
                outcome.failed(cause);
            }

            @Override
            public void cancelled() {
                outcome.cancel(true);
            }
        };
    }
}
