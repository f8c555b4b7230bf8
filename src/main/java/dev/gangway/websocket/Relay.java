package dev.gangway.websocket;

import dev.gangway.exchange.EndCause;
import dev.gangway.exchange.SessionObserver;
import dev.gangway.rules.SocketEnds;
import dev.gangway.rules.SocketTimes;
import dev.gangway.rules.Sourced;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One relayed session: the client's container session and the backend's connection with its engine session. Thread-safe;
 * holds no lock while it calls either side. Each side is closed at most once, by whoever wins its compare-and-set; closes
 * of the client's session run on a pool, because containers may block in them.
 *
 * <p>CONNECTED (the backend has switched) → OPEN (the client's session is there) → CLOSING (one side has closed or is gone)
 * → ENDED (both TCP legs are done with). CONNECTED → CLOSING when the client never comes.
 */
final class Relay implements BackendConnection.Listener {

    private static final System.Logger LOG = System.getLogger(Relay.class.getName());

    /** The engine wants a URL; the connection stands already, so this one leads nowhere. */
    private static final URI NOWHERE = URI.create("ws://backend.invalid/");
    /** How long the container may take from the dispatched step to its onOpen. */
    private static final int OPEN_SECONDS = 30;
    /** How long a client that answers no pings may take for its Close frame and its answer to it. */
    private static final Duration SILENT_CLOSING = Duration.ofMillis(100);
    /** And from the end of that step: Jetty says nothing more when the client resets its HTTP/2 stream right then. */
    private static final int OPEN_AT_ONCE_SECONDS = 5;

    private enum State {
        CONNECTED,
        OPEN,
        CLOSING,
        ENDED
    }

    private final BackendConnection connection;
    private final Optional<String> subprotocol;
    private final WebSocketContainer engine;
    private final Pools pools;
    private final RelaySettings settings;
    private final SessionRecord record;
    private final Consumer<Relay> onEnd;
    private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTED);
    private final AtomicBoolean clientClosed = new AtomicBoolean();
    private final AtomicBoolean clientDone = new AtomicBoolean();
    private final AtomicBoolean backendDone = new AtomicBoolean();
    private final List<Future<?>> timers = new ArrayList<>();

    private volatile @Nullable Session client;
    private volatile @Nullable Session backend;
    private volatile @Nullable ToClient toClient;
    private volatile @Nullable CloseStatus backendStatus;
    private volatile @Nullable Login login;

    Relay(
            BackendConnection connection,
            Optional<String> subprotocol,
            WebSocketContainer engine,
            Pools pools,
            RelaySettings settings,
            SessionRecord record,
            Consumer<Relay> onEnd) {
        this.connection = connection;
        this.subprotocol = subprotocol;
        this.engine = engine;
        this.pools = pools;
        this.settings = settings;
        this.record = record;
        this.onEnd = onEnd;
    }

    /** Begins to watch the backend's connection and the clock. I/O thread. */
    void start() {
        addTimer(pools.clock().schedule(this::abandon, OPEN_SECONDS, TimeUnit.SECONDS));
        long limit = record.start().ends().backendMessageOrDefault().value();
        if (limit > 0) {
            connection.limitMessages(limit, tooLarge("backend", limit));
        }
        connection.listen(this);
    }

    /** The container has switched: its onOpen is next. */
    void opensSoon() {
        addTimer(pools.clock().schedule(this::abandon, OPEN_AT_ONCE_SECONDS, TimeUnit.SECONDS));
    }

    Optional<String> subprotocol() {
        return subprotocol;
    }

    /** The client's session is open. On a container thread, before the container delivers messages. */
    void clientOpened(Session session) {
        ContainerLimits.lift(session, settings);
        client = session;
        if (!state.compareAndSet(State.CONNECTED, State.OPEN)) {
            // given up already: nobody else knows of this session
            pools.close(() -> closeQuietly(session, CloseStatus.of(CloseStatus.UNEXPECTED)));
            return;
        }
        ToClient direction = new ToClient(session, connection, pools, record.client(), this::clientLost);
        toClient = direction;
        Session attached;
        try {
            attached = attachEngine(direction);
        } catch (DeploymentException | IOException e) {
            LOG.log(Level.ERROR, "the WebSocket engine refused a connection", e);
            record.blame(EndCause.INTERNAL, CloseStatus.of(CloseStatus.UNEXPECTED));
            connection.close(CloseStatus.of(CloseStatus.UNEXPECTED));
            closeClient(CloseStatus.of(CloseStatus.UNEXPECTED));
            return;
        }
        backend = attached;
        long limit = record.start().ends().clientMessageOrDefault().value();
        MessageLimit messages = new MessageLimit(limit, () -> clientTooLarge(limit));
        ToBackend toBackend = new ToBackend(attached, record.client(), messages, this::used);
        session.addMessageHandler(String.class, toBackend::text);
        session.addMessageHandler(ByteBuffer.class, toBackend::binary);
        session.addMessageHandler(PongMessage.class, pong -> record.client().pong(pong.getApplicationData()));
        watch(direction, toBackend);
        connection.resume();
        CloseStatus early = backendStatus;
        if (early != null) {
            closeClient(early);
        }
    }

    private Session attachEngine(ToClient direction) throws DeploymentException, IOException {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put(EngineContainer.CONNECTION, connection);
        subprotocol.ifPresent(chosen -> config.getUserProperties().put(EngineContainer.SUBPROTOCOL, chosen));
        return engine.connectToServer(new BackendEndpoint(connection, direction), config, NOWHERE);
    }

    private void watch(ToClient direction, ToBackend toBackend) {
        SocketTimes times = record.start().times();
        every(
                times.clientPing().map(Sourced::value).orElse(settings.clientPing()),
                () -> pingClient(direction, toBackend));
        every(times.backendPing().map(Sourced::value).orElse(settings.backendPing()), this::pingBackend);
        Duration idle = times.idleOrDefault().value();
        if (!idle.isZero()) {
            watchIdle(idle);
        }
    }

    /** With a delay instead of a rate: a JVM that stood still must not take that for its peers' silence. */
    private void every(Duration interval, Runnable task) {
        if (!interval.isZero()) {
            long millis = interval.toMillis();
            addTimer(pools.clock().scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS));
        }
    }

    private void pingClient(ToClient direction, ToBackend toBackend) {
        boolean waits = direction.pingWaits();
        if (record.client().beat(waits || toBackend.sending())) {
            direction.ping();
        } else {
            record.blame(EndCause.CLIENT_SILENT, CloseStatus.of(CloseStatus.ABNORMAL));
            connection.close(CloseStatus.of(CloseStatus.GOING_AWAY));
            clientClosedByUs(CloseStatus.of(CloseStatus.GOING_AWAY), SILENT_CLOSING);
        }
    }

    private void pingBackend() {
        if (connection.pulse().beat(!connection.reading())) {
            connection.ping();
        } else {
            record.blame(EndCause.BACKEND_SILENT, CloseStatus.of(CloseStatus.ABNORMAL));
            connection.breakOff(EndCause.BACKEND_SILENT);
        }
    }

    private void watchIdle(Duration limit) {
        long last =
                Math.max(connection.toBackend().last(), connection.toClient().last());
        long left = limit.toNanos() - (System.nanoTime() - last);
        if (left > 0) {
            addTimer(pools.clock().schedule(() -> watchIdle(limit), left, TimeUnit.NANOSECONDS));
        } else {
            end(EndCause.IDLE, CloseStatus.of(CloseStatus.GOING_AWAY));
        }
    }

    /** Ends both sides, because the rules, the login or the operator say so. */
    private void end(EndCause cause, CloseStatus status) {
        record.blame(cause, status);
        abandon();
        connection.close(CloseStatus.of(CloseStatus.GOING_AWAY));
        clientClosedByUs(status, settings.closing());
    }

    private void clientTooLarge(long limit) {
        end(EndCause.CLIENT_TOO_LARGE, new CloseStatus(CloseStatus.TOO_BIG, tooLarge("client", limit)));
    }

    private static String tooLarge(String side, long limit) {
        return "message larger than ProxyWebsocketMaxMessage " + side + " " + limit;
    }

    /** Whose relay it is; before the client's session. */
    void belongTo(Login owner) {
        login = owner;
    }

    Optional<Login> login() {
        return Optional.ofNullable(login);
    }

    void loginEnded(EndCause cause) {
        end(cause, CloseStatus.of(CloseStatus.POLICY));
    }

    private void used() {
        Login owner = login;
        if (owner != null) {
            owner.message();
        }
    }

    /** The container says that the client's session has ended: by the client, by itself, or by our own close. */
    void clientClosed(CloseStatus status) {
        if (clientClosed.compareAndSet(false, true)) {
            record.blame(status.clientCause(), status);
            state.compareAndSet(State.OPEN, State.CLOSING);
            stopClientDirection();
            connection.close(status.towardsBackend());
        }
        clientDone.set(true);
        endIfDone();
    }

    private void clientLost(EndCause cause) {
        record.blame(cause, CloseStatus.of(CloseStatus.ABNORMAL));
        clientClosedByUs(CloseStatus.of(CloseStatus.ABNORMAL), SILENT_CLOSING);
        connection.close(CloseStatus.of(CloseStatus.GOING_AWAY));
    }

    /** There will be no client session. */
    void abandon() {
        if (state.compareAndSet(State.CONNECTED, State.CLOSING)) {
            record.blame(EndCause.CLIENT_NEVER_CAME, CloseStatus.of(CloseStatus.ABNORMAL));
            clientClosed.set(true);
            clientDone.set(true);
            connection.close(CloseStatus.of(CloseStatus.GOING_AWAY));
            endIfDone();
        }
    }

    @Override
    public void backendClosed(CloseStatus status, EndCause cause) {
        record.blame(cause, status);
        backendStatus = status;
        state.compareAndSet(State.OPEN, State.CLOSING);
        closeClient(status);
    }

    @Override
    public void backendGone() {
        backendDone.set(true);
        Session attached = backend;
        if (attached != null) {
            pools.close(() -> closeQuietly(attached, CloseStatus.of(CloseStatus.NORMAL)));
        }
        endIfDone();
    }

    /** Over what time relays of this rule end when the proxy stops. */
    Duration drainSpread() {
        return record.start().ends().spreadOrDefault().value();
    }

    /** Ends both sides because the proxy stops, as the rule says. */
    void shutDown() {
        SocketEnds ends = record.start().ends();
        CloseStatus status = CloseStatus.of(ends.drainClientOrDefault().value());
        record.blame(EndCause.STOPPING, status);
        if (ends.drainBackendOrDefault().value() == SocketEnds.BackendEnd.CUT) {
            connection.hangUp();
        }
        end(EndCause.STOPPING, status);
    }

    /** Ends the backend's connection without another word. */
    void cut() {
        connection.breakOff(EndCause.STOPPING);
    }

    /** Counts as ended, whatever the sides still do: nobody is left to tell. */
    void forget() {
        clientDone.set(true);
        backendDone.set(true);
        endIfDone();
    }

    SessionObserver.Summary summary() {
        return record.summary(connection);
    }

    /** Closes the client after what is queued for it, or without that when it takes too long. */
    private void closeClient(CloseStatus status) {
        ToClient direction = toClient;
        if (direction == null) {
            clientClosedByUs(status, settings.closing());
            return;
        }
        direction.finish(() -> clientClosedByUs(status, settings.closing()));
        addTimer(pools.clock()
                .schedule(
                        () -> clientClosedByUs(status, SILENT_CLOSING),
                        settings.stall().toMillis(),
                        TimeUnit.MILLISECONDS));
    }

    private void clientClosedByUs(CloseStatus status, Duration limit) {
        Session session = client;
        if (session == null || !clientClosed.compareAndSet(false, true)) {
            return;
        }
        state.compareAndSet(State.OPEN, State.CLOSING);
        stopClientDirection();
        boolean silent = limit.equals(SILENT_CLOSING);
        if (!silent) {
            Runnable brief = () -> ContainerLimits.limitClosing(session, SILENT_CLOSING);
            addTimer(pools.clock().schedule(brief, limit.toMillis(), TimeUnit.MILLISECONDS));
        }
        boolean accepted = pools.close(() -> {
            // before the close a limit would end a session that has been quiet for longer, with a code of Jetty's own
            if (silent) {
                ContainerLimits.limitClosing(session, limit);
            }
            closeQuietly(session, status.towardsClient());
            ContainerLimits.limitClosing(session, limit);
            clientDone.set(true);
            endIfDone();
        });
        if (!accepted) {
            clientDone.set(true);
            endIfDone();
        }
    }

    private void stopClientDirection() {
        ToClient direction = toClient;
        if (direction != null) {
            direction.stop();
        }
    }

    private static void closeQuietly(Session session, CloseStatus status) {
        try {
            if (session.isOpen()) {
                session.close(status.closeReason());
            }
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "the session had ended before its close", e);
        }
    }

    private void addTimer(Future<?> timer) {
        synchronized (timers) {
            timers.removeIf(Future::isDone);
            timers.add(timer);
        }
        if (state.get() == State.ENDED) {
            timer.cancel(false);
        }
    }

    private void endIfDone() {
        if (clientDone.get() && backendDone.get() && state.getAndSet(State.ENDED) != State.ENDED) {
            synchronized (timers) {
                timers.forEach(timer -> timer.cancel(false));
                timers.clear();
            }
            onEnd.accept(this);
        }
    }
}
