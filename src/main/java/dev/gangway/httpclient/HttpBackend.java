package dev.gangway.httpclient;

import dev.gangway.exchange.BackendCall;
import dev.gangway.exchange.BackendClient;
import dev.gangway.exchange.BackendListener;
import dev.gangway.exchange.BackendRequest;
import dev.gangway.exchange.ContentSource;
import dev.gangway.exchange.HttpExchange;
import dev.gangway.exchange.Timers;
import dev.gangway.rules.WorkerParameters;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All backends over HttpClient 5: one reactor and pool per set of socket options. Thread-safe. */
public final class HttpBackend implements BackendClient, AutoCloseable {

    private static final Duration IDLE_SWEEP = Duration.ofSeconds(5);

    private final Map<Boolean, ClientReactor> reactorByKeepAlive = new ConcurrentHashMap<>();

    public HttpBackend(Timers timers) {
        timers.every(IDLE_SWEEP, () -> reactorByKeepAlive.values().forEach(ClientReactor::closeIdle));
    }

    @Override
    public BackendCall send(
            BackendRequest backendRequest,
            WorkerParameters parameters,
            ContentSource content,
            BackendListener listener) {
        ClientReactor reactor = reactorByKeepAlive.computeIfAbsent(
                parameters.keepAlive(), keepAlive -> new ClientReactor(keepAlive, HttpExchange.WINDOW));
        Call call = new Call(reactor, backendRequest, parameters, content, listener);
        call.start();
        return call;
    }

    /** Connections in use now, over all backends. */
    public int leased() {
        return reactorByKeepAlive.values().stream()
                .mapToInt(reactor -> reactor.manager().getTotalStats().getLeased())
                .sum();
    }

    @Override
    public void close() {
        reactorByKeepAlive.values().forEach(ClientReactor::close);
        reactorByKeepAlive.clear();
    }
}
