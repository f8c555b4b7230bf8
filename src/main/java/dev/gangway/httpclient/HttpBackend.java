package dev.gangway.httpclient;

import dev.gangway.exchange.BackendCall;
import dev.gangway.exchange.BackendClient;
import dev.gangway.exchange.BackendListener;
import dev.gangway.exchange.BackendRequest;
import dev.gangway.exchange.ContentSource;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.HttpExchange;
import dev.gangway.exchange.NameLookups;
import dev.gangway.exchange.ProxyError;
import dev.gangway.exchange.Timers;
import dev.gangway.rules.ConnectionSettings;
import dev.gangway.rules.WorkerParameters;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All backends over HttpClient 5: one reactor and pool per set of socket options. Thread-safe. */
public final class HttpBackend implements BackendClient, AutoCloseable {

    /** What workers must have in common to share I/O threads and connections: there are at most as many as workers. */
    record Sharing(boolean keepAlive, ConnectionSettings connection, boolean http2) {}

    private static final Duration IDLE_SWEEP = Duration.ofSeconds(5);

    private static final BackendCall NO_CALL = new BackendCall() {
        @Override
        public void contentAvailable() {}

        @Override
        public void grant(int octets) {}

        @Override
        public void cancel() {}
    };

    private final Map<Sharing, ClientReactor> reactors = new ConcurrentHashMap<>();
    private final NameLookups names;
    private final Timers timers;
    private boolean closed;

    public HttpBackend(Timers timers, NameLookups names) {
        this.names = names;
        this.timers = timers;
        timers.every(IDLE_SWEEP, () -> reactors.values().forEach(ClientReactor::closeIdle));
    }

    @Override
    public BackendCall send(
            BackendRequest backendRequest,
            WorkerParameters parameters,
            ContentSource content,
            BackendListener listener) {
        Optional<ClientReactor> reactor = reactor(new Sharing(
                parameters.keepAlive(),
                parameters.connection(),
                backendRequest.origin().http2()));
        if (reactor.isEmpty()) {
            listener.failed(new Failure(ProxyError.PROXY_STOPPING, "the client is closed"));
            return NO_CALL;
        }
        Call call = new Call(reactor.get(), backendRequest, parameters, content, listener);
        call.start();
        return call;
    }

    /** Empty once closed: none may be started behind the close. */
    private synchronized Optional<ClientReactor> reactor(Sharing sharing) {
        return closed
                ? Optional.empty()
                : Optional.of(reactors.computeIfAbsent(
                        sharing, key -> new ClientReactor(key, HttpExchange.WINDOW, names, timers)));
    }

    /** Connections in use now, over all backends. */
    int leased() {
        return reactors.values().stream()
                .mapToInt(reactor -> reactor.manager().getTotalStats().getLeased())
                .sum();
    }

    @Override
    public synchronized void close() {
        closed = true;
        reactors.values().forEach(ClientReactor::close);
        reactors.clear();
    }
}
