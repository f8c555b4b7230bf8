package dev.gangway.websocket;

import dev.gangway.exchange.EndCause;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The direction from backend to client: an ordered, bounded queue with at most one send in flight, because Tomcat forbids
 * more. Thread-safe. Whole messages are sent asynchronously on whatever thread finds the session idle; fragments and pings,
 * which the Jakarta API can only send by blocking, go to a pool. Over {@link #BOUND} the backend is no longer read, below
 * half of it reading goes on.
 *
 * <p>IDLE → SENDING → IDLE; either → STOPPED, when the last item (a close) is reached, a send fails, or the client is gone.
 */
final class ToClient {

    static final int BOUND = 256 * 1024;

    /** Fragments of a message that wait are joined up to this many chars or octets. */
    static final int JOIN = 128 * 1024;

    /** What an empty message costs, so that a flood of them counts. */
    private static final int OVERHEAD = 64;

    private enum State {
        IDLE,
        SENDING,
        STOPPED
    }

    /** Something to do with the session, in its turn. */
    private sealed interface Item {
        int cost();
    }

    private record Text(String part, boolean first, boolean last) implements Item {
        @Override
        public int cost() {
            return part.length() + OVERHEAD;
        }
    }

    private record Binary(ByteBuffer part, boolean first, boolean last) implements Item {
        @Override
        public int cost() {
            return part.remaining() + OVERHEAD;
        }
    }

    private record Ping() implements Item {
        @Override
        public int cost() {
            return 0;
        }
    }

    private record Close(Runnable action) implements Item {
        @Override
        public int cost() {
            return 0;
        }
    }

    private final Session client;
    private final BackendConnection connection;
    private final Pools pools;
    private final Pulse pulse;
    private final Consumer<EndCause> onFailure;

    private final Object lock = new Object();
    private final Deque<Item> queue = new ArrayDeque<>();
    private State state = State.IDLE;
    private int queued;
    private boolean paused;
    private boolean pingQueued;
    private long sends;
    private long sendsSeen;

    // confined to the connection's I/O thread
    private final WholeCharacters characters = new WholeCharacters();
    private boolean inMessage;

    /** Calls {@code onFailure} when a send failed: the client is gone. */
    ToClient(Session client, BackendConnection connection, Pools pools, Pulse pulse, Consumer<EndCause> onFailure) {
        this.client = client;
        this.connection = connection;
        this.pools = pools;
        this.pulse = pulse;
        this.onFailure = onFailure;
    }

    /** I/O thread only. */
    void text(String part, boolean last) {
        Text item = new Text(characters.complete(part, last), !inMessage, last);
        inMessage = !last;
        add(item);
    }

    /** I/O thread only; the buffer is the queue's to keep. */
    void binary(ByteBuffer part, boolean last) {
        Binary item = new Binary(part, !inMessage, last);
        inMessage = !last;
        add(item);
    }

    void ping() {
        synchronized (lock) {
            if (pingQueued) {
                return;
            }
            pingQueued = true;
        }
        add(new Ping());
    }

    /** Whether a ping waits behind messages that get through, if slowly; asked once between two pings. */
    boolean pingWaits() {
        synchronized (lock) {
            boolean moves = sends != sendsSeen;
            sendsSeen = sends;
            return pingQueued && moves;
        }
    }

    /** The last item: everything before it is sent first, nothing after it. */
    void finish(Runnable close) {
        add(new Close(close));
    }

    /** The client is gone: forgets what waits, and reads the backend to its end. */
    void stop() {
        synchronized (lock) {
            state = State.STOPPED;
            queue.clear();
            queued = 0;
        }
        connection.resume();
    }

    private void add(Item item) {
        synchronized (lock) {
            if (state == State.STOPPED) {
                return;
            }
            queued += item.cost();
            if (!joined(item)) {
                queue.add(item);
            }
            if (queued > BOUND && !paused && !(item instanceof Ping)) {
                paused = true;
                connection.pause();
            }
            if (state == State.SENDING) {
                return;
            }
            state = State.SENDING;
        }
        drain();
    }

    private boolean joined(Item item) {
        Item tail = queue.peekLast();
        if (item instanceof Text more && tail instanceof Text begun && !begun.last()) {
            if (begun.part().length() + more.part().length() > JOIN) {
                return false;
            }
            queue.pollLast();
            queue.add(new Text(begun.part() + more.part(), begun.first(), more.last()));
            queued -= OVERHEAD;
            return true;
        }
        if (item instanceof Binary more && tail instanceof Binary begun && !begun.last()) {
            int size = begun.part().remaining() + more.part().remaining();
            if (size > JOIN) {
                return false;
            }
            queue.pollLast();
            ByteBuffer both = ByteBuffer.allocate(size).put(begun.part()).put(more.part());
            queue.add(new Binary(both.flip(), begun.first(), more.last()));
            queued -= OVERHEAD;
            return true;
        }
        return false;
    }

    /** Sends item after item; whoever calls it holds the state SENDING. */
    private void drain() {
        while (true) {
            Item next;
            synchronized (lock) {
                if (state == State.STOPPED) {
                    return;
                }
                next = queue.poll();
                if (next == null) {
                    state = State.IDLE;
                    return;
                }
                if (next instanceof Close) {
                    state = State.STOPPED;
                    queue.clear();
                }
            }
            if (!start(next)) {
                return;
            }
        }
    }

    /** True when the item is done already. */
    private boolean start(Item item) {
        int cost = item.cost();
        if (item instanceof Close close) {
            close.action().run();
            return false;
        }
        if (item instanceof Text text && text.first() && text.last()) {
            return sendWhole(cost, handler -> client.getAsyncRemote().sendText(text.part(), handler));
        }
        if (item instanceof Binary binary && binary.first() && binary.last()) {
            return sendWhole(cost, handler -> client.getAsyncRemote().sendBinary(binary.part(), handler));
        }
        pools.send(() -> {
            if (sendBlocking(item)) {
                sent(cost);
                drain();
            }
        });
        return false;
    }

    private interface WholeSend {
        void with(SendHandler handler);
    }

    private boolean sendWhole(int cost, WholeSend send) {
        // whoever comes second, this method or the handler, goes on: no recursion when the container completes at once
        AtomicBoolean second = new AtomicBoolean();
        try {
            send.with(result -> {
                if (!result.isOK()) {
                    failed(result.getException());
                    return;
                }
                sent(cost);
                if (!second.compareAndSet(false, true)) {
                    drain();
                }
            });
        } catch (IllegalStateException | IllegalArgumentException closed) {
            failed(closed);
            return false;
        }
        return !second.compareAndSet(false, true);
    }

    private boolean sendBlocking(Item item) {
        try {
            if (item instanceof Text text) {
                client.getBasicRemote().sendText(text.part(), text.last());
            } else if (item instanceof Binary binary) {
                client.getBasicRemote().sendBinary(binary.part(), binary.last());
            } else {
                synchronized (lock) {
                    pingQueued = false;
                }
                client.getBasicRemote().sendPing(pulse.ping());
            }
            return true;
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            failed(e);
            return false;
        }
    }

    private void sent(int cost) {
        synchronized (lock) {
            queued -= cost;
            sends++;
            if (paused && queued < BOUND / 2 && state != State.STOPPED) {
                paused = false;
                // under the lock, so that it cannot overtake a later pause
                connection.resume();
            }
        }
    }

    private void failed(@Nullable Throwable cause) {
        stop();
        onFailure.accept(cause instanceof SocketTimeoutException ? EndCause.CLIENT_STALLED : EndCause.CLIENT_GONE);
    }
}
