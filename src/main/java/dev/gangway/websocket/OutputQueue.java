package dev.gangway.websocket;

import dev.gangway.exchange.EndCause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hc.core5.reactor.IOSession;
import org.glassfish.tyrus.spi.CompletionHandler;

/**
 * Frames on their way to the backend. Thread-safe; never blocks. Writes at once on the caller's thread while nothing is
 * queued. A write completes at once while less than {@link #BOUND} is queued and otherwise when half of it has left: its
 * sender, blocked in the engine, is the back-pressure. When a backend takes no octet for the stall limit while a sender
 * waits, the connection is broken off.
 */
final class OutputQueue {

    static final int BOUND = 256 * 1024;

    private final IOSession session;
    private final boolean tls;
    private final ScheduledExecutorService clock;
    private final Duration stall;
    private final Consumer<EndCause> breakOff;

    private final Object lock = new Object();
    private final Deque<ByteBuffer> queue = new ArrayDeque<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private int queued;
    private long progress;
    private boolean ended;
    private boolean watched;

    private record Waiting(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {}

    OutputQueue(
            IOSession session,
            boolean tls,
            ScheduledExecutorService clock,
            Duration stall,
            Consumer<EndCause> breakOff) {
        this.session = session;
        this.tls = tls;
        this.clock = clock;
        this.stall = stall;
        this.breakOff = breakOff;
    }

    boolean full() {
        synchronized (lock) {
            return queued > BOUND;
        }
    }

    boolean empty() {
        synchronized (lock) {
            return queue.isEmpty();
        }
    }

    void write(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {
        boolean wait = false;
        boolean lost;
        synchronized (lock) {
            lost = ended;
            if (!ended) {
                enqueue(frame);
                wait = queued > BOUND;
                if (wait) {
                    waiting.add(new Waiting(frame, handler));
                    watch();
                }
            }
        }
        if (lost) {
            handler.failed(new ClosedChannelException());
        } else if (!wait) {
            handler.completed(frame);
        }
    }

    /** Appends the very last frame; senders that wait fail. */
    void last(ByteBuffer frame) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            enqueue(frame);
            ended = true;
        }
        failWaiting();
    }

    /** The connection has ended. */
    void abandon() {
        synchronized (lock) {
            ended = true;
            queue.clear();
            queued = 0;
        }
        failWaiting();
    }

    /** The socket takes octets again. I/O thread. */
    void flush() throws IOException {
        List<Waiting> ready = List.of();
        synchronized (lock) {
            drain();
            if (queue.isEmpty()) {
                session.clearEvent(SelectionKey.OP_WRITE);
            }
            if (queued <= BOUND / 2 && !waiting.isEmpty()) {
                ready = List.copyOf(waiting);
                waiting.clear();
            }
        }
        // outside the lock: completing wakes senders and runs the engine's code
        for (Waiting one : ready) {
            one.handler().completed(one.frame());
        }
    }

    private void enqueue(ByteBuffer frame) {
        queue.add(frame);
        queued += frame.remaining();
        if (queue.size() == 1) {
            progress = System.nanoTime();
            try {
                drain();
            } catch (IOException | CancelledKeyException dead) {
                // the reactor reports it as well, through the connection's disconnected()
                breakOff.accept(EndCause.BACKEND_GONE);
                return;
            }
        }
        // a TLS session holds what it has encrypted until its next write event
        if (tls || !queue.isEmpty()) {
            session.setEvent(SelectionKey.OP_WRITE);
        }
    }

    private void drain() throws IOException {
        ByteBuffer first = queue.peek();
        while (first != null) {
            int before = first.remaining();
            int count = before == 0 ? 0 : session.write(first);
            if (count > 0) {
                queued -= count;
                progress = System.nanoTime();
            } else if (before > 0) {
                return;
            }
            if (!first.hasRemaining()) {
                queue.poll();
                first = queue.peek();
            }
        }
    }

    /** Looks after a waiting sender; under the lock. */
    private void watch() {
        if (!watched) {
            watched = true;
            var unused = clock.schedule(this::checkProgress, stall.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void checkProgress() {
        boolean stalled = false;
        synchronized (lock) {
            watched = false;
            if (!waiting.isEmpty()) {
                stalled = System.nanoTime() - progress >= stall.toNanos() * 9 / 10;
                if (!stalled) {
                    watch();
                }
            }
        }
        if (stalled) {
            breakOff.accept(EndCause.BACKEND_STALLED);
        }
    }

    private void failWaiting() {
        List<Waiting> lost;
        synchronized (lock) {
            lost = List.copyOf(waiting);
            waiting.clear();
        }
        for (Waiting one : lost) {
            one.handler().failed(new ClosedChannelException());
        }
    }
}
