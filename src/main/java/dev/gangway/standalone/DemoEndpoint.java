package dev.gangway.standalone;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The demo's socket. Sends {@code seen} with the handshake's header fields, then {@code clock} once a second; answers
 * {@code square N} with {@code square N N²}. One instance per session; its queue is guarded by this object's lock, so that
 * there is never more than one send at a time, as the Jakarta API demands.
 */
public final class DemoEndpoint extends Endpoint {

    static final String PATH = "/websocket/";

    /** Messages that wait for a slow client; the oldest is dropped, as only the newest clock and square matter. */
    private static final int MAX_WAITING = 16;

    private static final String SEEN = "seen";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final ScheduledExecutorService clock;
    private final Deque<String> waiting = new ArrayDeque<>();
    private boolean sending;
    private volatile Future<?> ticks = new CompletableFuture<>();

    DemoEndpoint(ScheduledExecutorService clock) {
        this.clock = clock;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.setMaxIdleTimeout(0);
        // a lambda would hide the type of the message from the container
        session.addMessageHandler(new MessageHandler.Whole<String>() {
            @Override
            public void onMessage(String message) {
                send(session, answer(message));
            }
        });
        send(session, SEEN + "\n" + config.getUserProperties().get(SEEN));
        ticks = clock.scheduleAtFixedRate(() -> tick(session), 0, 1, TimeUnit.SECONDS);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        ticks.cancel(false);
    }

    @Override
    public void onError(Session session, Throwable thrown) {
        // a closed browser tab arrives here; onClose follows and ends the clock
    }

    private void tick(Session session) {
        send(session, "clock " + LocalTime.now(ZoneId.systemDefault()).format(TIME));
    }

    private static String answer(String message) {
        try {
            if (message.startsWith("square ")) {
                long number = Integer.parseInt(message.substring("square ".length()));
                return "square " + number + " " + number * number;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        return "problem expected: square and a number";
    }

    private void send(Session session, String message) {
        synchronized (this) {
            if (waiting.size() == MAX_WAITING) {
                waiting.removeFirst();
            }
            waiting.addLast(message);
        }
        sendNext(session);
    }

    private void sendNext(Session session) {
        String next;
        synchronized (this) {
            if (sending || waiting.isEmpty() || !session.isOpen()) {
                return;
            }
            sending = true;
            next = waiting.removeFirst();
        }
        session.getAsyncRemote().sendText(next, result -> {
            synchronized (this) {
                sending = false;
            }
            if (result.isOK()) {
                sendNext(session);
            }
        });
    }

    /** Creates the endpoints and keeps the handshake's header fields for them. Thread-safe. */
    static final class Configurator extends ServerEndpointConfig.Configurator {

        private final ScheduledExecutorService clock;

        Configurator(ScheduledExecutorService clock) {
            this.clock = clock;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(new DemoEndpoint(clock));
        }

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            StringBuilder lines = new StringBuilder();
            request.getHeaders()
                    .forEach((name, values) -> values.forEach(value ->
                            lines.append(name).append(": ").append(value).append('\n')));
            config.getUserProperties().put(SEEN, lines.toString());
        }
    }
}
