package dev.gangway.websocket;

import dev.gangway.exchange.BackendHandshake;
import dev.gangway.exchange.BackendResponse;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.NameLookups;
import dev.gangway.exchange.ProxyError;
import dev.gangway.exchange.SessionObserver;
import dev.gangway.servlet.OpeningHandshakes;
import dev.gangway.servlet.UpgradingExchange;
import jakarta.websocket.server.ServerContainer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.glassfish.tyrus.client.ClientManager;

/**
 * All relayed WebSocket sessions of one web application. Thread-safe. One session: 1 connect the backend and perform the
 * opening handshake there, 2 a refusal becomes the client's HTTP answer, 3 otherwise upgrade the client, 4 relay both
 * directions, 5 close both sides, 6 finish once.
 */
public final class WebSocketRelays implements OpeningHandshakes, AutoCloseable {

    /** How long the legs may take to end once the last relay was told to. */
    private static final Duration STOP = Duration.ofSeconds(3);

    private final ServerContainer serverContainer;
    private final RelaySettings settings;
    private final SessionObserver observer;
    private final Logins logins;
    private final Pools pools = new Pools();
    private final ClientManager engine;
    private final BackendTransport transport;
    private final Map<Relay, UpgradingExchange> relays = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition relayEnded = lock.newCondition();
    private volatile boolean stopping;

    /** @param logins a listener of the web application */
    public WebSocketRelays(
            ServerContainer serverContainer,
            RelaySettings settings,
            NameLookups names,
            SessionObserver observer,
            Logins logins) {
        this.serverContainer = serverContainer;
        this.settings = settings;
        this.observer = observer;
        this.logins = logins;
        ContainerLimits.lookOften(serverContainer);
        this.engine = createEngine();
        this.transport = new BackendTransport(pools.clock(), settings, names);
    }

    private static ClientManager createEngine() {
        // Tyrus looks classes and services up through the context class loader
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(WebSocketRelays.class.getClassLoader());
        try {
            ClientManager engine = ClientManager.createClient(EngineContainer.class.getName());
            // any other value costs a timer task per message
            engine.setDefaultMaxSessionIdleTimeout(-1);
            return engine;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Sessions whose backend has switched and whose two legs have not both ended. */
    int openRelays() {
        return relays.size();
    }

    @Override
    public void open(BackendHandshake handshake, UpgradingExchange exchange) {
        // 1 connect
        if (!stopping) {
            transport.connect(handshake, new Outcome(exchange));
        } else {
            exchange.fail(new Failure(ProxyError.PROXY_STOPPING, "the relay is closed"));
            exchange.over();
        }
    }

    /** Turns the handshake's outcome into the exchange's; off the I/O threads, since an exchange may call the container. */
    private final class Outcome implements HandshakeOutcome {

        private final UpgradingExchange exchange;

        Outcome(UpgradingExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void switched(BackendResponse answer, Optional<String> subprotocol, BackendConnection connection) {
            SessionRecord record = new SessionRecord(exchange.session());
            Relay relay =
                    new Relay(connection, subprotocol, engine, pools, settings, record, WebSocketRelays.this::ended);
            relays.put(relay, exchange);
            exchange.userSession().ifPresent(session -> logins.enter(session, relay, pools));
            relay.start();
            // 3 upgrade the client
            UpgradeStep step = new UpgradeStep(relay, answer, exchange, serverContainer);
            if (stopping || !pools.connect(() -> exchange.dispatch(step))) {
                relay.shutDown();
                exchange.fail(new Failure(ProxyError.PROXY_STOPPING, "the relay is closed"));
            }
        }

        @Override
        public void refused(BackendResponse answer, byte[] content) {
            // 2 the backend's refusal
            exchange.over();
            if (!pools.connect(() -> exchange.answer(answer, content))) {
                exchange.fail(new Failure(ProxyError.PROXY_STOPPING, "the relay is closed"));
            }
        }

        @Override
        public void failed(Failure failure) {
            exchange.over();
            Failure told = stopping ? new Failure(ProxyError.PROXY_STOPPING, failure.detail()) : failure;
            if (!pools.connect(() -> exchange.fail(told))) {
                exchange.fail(told);
            }
        }
    }

    private void ended(Relay relay) {
        Optional.ofNullable(relays.remove(relay)).ifPresent(UpgradingExchange::over);
        relay.login().ifPresent(login -> logins.leave(login, relay));
        observer.ended(relay.summary());
        lock.lock();
        try {
            relayEnded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Each relay ends as its rule says and at its turn of the rule's time; waits until all have ended or should have. */
    @Override
    public void drain() {
        if (stopping) {
            return;
        }
        stopping = true;
        List<Relay> open = List.copyOf(relays.keySet());
        Duration longest = Duration.ZERO;
        for (int i = 0; i < open.size(); i++) {
            Relay relay = open.get(i);
            Duration turn = relay.drainSpread().multipliedBy(i).dividedBy(open.size());
            pools.after(turn, relay::shutDown);
            longest = turn.compareTo(longest) > 0 ? turn : longest;
        }
        awaitEnds(longest.plus(STOP));
    }

    /** Drains, then cuts what is left. */
    @Override
    public void close() {
        drain();
        List.copyOf(relays.keySet()).forEach(Relay::cut);
        transport.close();
        engine.shutdown();
        pools.close();
        List.copyOf(relays.keySet()).forEach(Relay::forget);
    }

    private void awaitEnds(Duration limit) {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while (!relays.isEmpty() && nanos > 0) {
                nanos = relayEnded.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
