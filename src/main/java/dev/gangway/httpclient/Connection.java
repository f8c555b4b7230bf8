package dev.gangway.httpclient;

import dev.gangway.rules.ConnectionSettings;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one attempt, from the pool or fresh. Leaves exactly once: given back for reuse, or closed. Thread-safe;
 * an attempt that is discarded while it still connects closes its connection as soon as there is one.
 */
final class Connection {

    private final Call call;
    private @Nullable AsyncConnectionEndpoint endpoint;
    private @Nullable Future<?> pending;
    private @Nullable IOSession socket;
    private boolean left;
    private volatile boolean kept;

    Connection(Call call) {
        this.call = call;
    }

    /** Leases a connection; a kept one is replaced by a new one when {@code fresh} is asked for. */
    void open(boolean fresh, FutureCallback<AsyncConnectionEndpoint> opened) {
        Future<?> lease = call.reactor.manager().lease("", call.route, null, Timeout.DISABLED, new Step(opened) {
            @Override
            public void completed(AsyncConnectionEndpoint leased) {
                if (!adopt(leased)) {
                    return;
                }
                if (fresh && leased.isConnected()) {
                    leased.close(CloseMode.IMMEDIATE);
                }
                if (leased.isConnected()) {
                    kept = true;
                    opened.completed(leased);
                } else {
                    connect(leased, opened);
                }
            }
        });
        synchronized (this) {
            if (pending == null) {
                pending = lease; // unless the lease was granted at once and the connect has begun
            }
        }
    }

    /** True when the connection had served an earlier exchange. */
    boolean wasKept() {
        return kept;
    }

    /** Gives the connection back: for reuse, or closed when its worker keeps none. */
    void release(boolean reuse) {
        leave(reuse ? CloseMode.GRACEFUL : CloseMode.IMMEDIATE, reuse);
    }

    /** Closes the connection at once. */
    void discard() {
        leave(CloseMode.IMMEDIATE, false);
    }

    private void connect(AsyncConnectionEndpoint leased, FutureCallback<AsyncConnectionEndpoint> opened) {
        Path socketFile = call.route.getUnixDomainSocket();
        if (socketFile != null) {
            dial(leased, Dial.socket(call.reactor.reactor(), socketFile, tls(), this::connected), opened);
            return;
        }
        Duration limit = call.parameters.connectTimeout();
        String host = call.route.getTargetHost().getHostName();
        CompletableFuture<?> unused = call.reactor
                .names()
                .addresses(host, limit)
                .whenComplete((found, problem) -> {
                    if (hasLeft()) {
                        return;
                    }
                    if (problem == null) {
                        dial(leased, found, opened);
                    } else {
                        opened.failed(new UnknownHostException(String.valueOf(problem.getMessage())));
                    }
                });
    }

    private void dial(
            AsyncConnectionEndpoint leased,
            List<InetAddress> addresses,
            FutureCallback<AsyncConnectionEndpoint> opened) {
        ConnectionSettings settings = call.parameters.connection();
        List<InetAddress> reached = addresses.stream().filter(settings::reaches).toList();
        if (reached.isEmpty()) {
            opened.failed(new NoRouteToHostException(
                    "no address of the family of " + settings.source().get()));
            return;
        }
        int port = call.route.getTargetHost().getPort();
        dial(
                leased,
                Dial.host(call.reactor.reactor(), settings.source(), reached, port, tls(), this::connected),
                opened);
    }

    private Optional<TlsStart> tls() {
        return call.route.isSecure() ? Optional.of(call.reactor.tls()) : Optional.empty();
    }

    private void dial(AsyncConnectionEndpoint leased, Dial dial, FutureCallback<AsyncConnectionEndpoint> opened) {
        Timeout limit = Timeout.ofMilliseconds(call.parameters.connectTimeout().toMillis());
        try {
            remember(call.reactor
                    .manager()
                    .connect(leased, dial, limit, null, HttpClientContext.create(), new Step(opened) {
                        @Override
                        public void completed(AsyncConnectionEndpoint connected) {
                            if (hasLeft()) {
                                return;
                            }
                            if (call.http2() && call.route.isSecure() && !H2Connection.chosen(socket())) {
                                opened.failed(new SSLException("the backend does not choose h2"));
                            } else {
                                opened.completed(connected);
                            }
                        }
                    }));
        } catch (RuntimeException e) {
            opened.failed(e); // given back meanwhile, or the pool is closing
        }
    }

    /** From here on the socket is closed with this connection, also while TLS shakes hands. */
    private void connected(IOSession session) {
        synchronized (this) {
            if (!left) {
                socket = session;
                return;
            }
        }
        session.close(CloseMode.IMMEDIATE);
    }

    private synchronized @Nullable IOSession socket() {
        return socket;
    }

    private boolean adopt(AsyncConnectionEndpoint leased) {
        synchronized (this) {
            if (!left) {
                endpoint = leased;
                return true;
            }
        }
        leased.close(CloseMode.IMMEDIATE);
        call.reactor.manager().release(leased, null, TimeValue.ZERO_MILLISECONDS);
        return false;
    }

    private synchronized void remember(Future<?> future) {
        pending = future;
    }

    private synchronized boolean hasLeft() {
        return left;
    }

    private void leave(CloseMode mode, boolean reuse) {
        AsyncConnectionEndpoint leaving;
        Future<?> waiting;
        IOSession opened;
        synchronized (this) {
            if (left) {
                return;
            }
            left = true;
            leaving = endpoint;
            waiting = pending;
            opened = socket;
        }
        if (leaving == null) {
            if (waiting != null) {
                waiting.cancel(true);
            }
            return;
        }
        if (!reuse) {
            if (waiting != null && !leaving.isConnected()) {
                waiting.cancel(true);
            }
            leaving.close(mode);
            if (opened != null) {
                opened.close(CloseMode.IMMEDIATE); // the endpoint knows it only after the handshake
            }
        }
        call.reactor.manager().release(leaving, null, reuse ? call.reactor.keepIdle() : TimeValue.ZERO_MILLISECONDS);
    }

    /** Passes failure and cancellation on. */
    private abstract static class Step implements FutureCallback<AsyncConnectionEndpoint> {

        private final FutureCallback<AsyncConnectionEndpoint> opened;

        Step(FutureCallback<AsyncConnectionEndpoint> opened) {
            this.opened = opened;
        }

        @Override
        public void failed(Exception cause) {
            opened.failed(cause);
        }

        @Override
        public void cancelled() {
            opened.cancelled();
        }
    }
}
