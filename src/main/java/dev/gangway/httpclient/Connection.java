package dev.gangway.httpclient;

import java.util.concurrent.Future;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
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
        Timeout connectTimeout =
                Timeout.ofMilliseconds(call.parameters.connectTimeout().toMillis());
        remember(call.reactor
                .manager()
                .connect(
                        leased,
                        call.reactor.reactor(),
                        connectTimeout,
                        null,
                        HttpClientContext.create(),
                        new Step(opened) {
                            @Override
                            public void completed(AsyncConnectionEndpoint connected) {
                                if (!hasLeft()) {
                                    opened.completed(connected);
                                } else {
                                    connected.close(CloseMode.IMMEDIATE);
                                }
                            }
                        }));
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
        synchronized (this) {
            if (left) {
                return;
            }
            left = true;
            leaving = endpoint;
            waiting = pending;
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
        }
        call.reactor.manager().release(leaving, null, reuse ? ClientReactor.KEEP_IDLE : TimeValue.ZERO_MILLISECONDS);
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
