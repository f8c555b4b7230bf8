package dev.gangway.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Writes response content without blocking: from the thread that brings it while the container says ready, else when the
 * container calls back. Holds at most the exchange's window. Thread-safe; the lock guards the container's stream, which is
 * not touched after {@code close}. Callbacks run outside the lock.
 */
final class ResponseStream implements WriteListener {

    private final ServletOutputStream output;
    private final boolean flushWhenDrained;
    private final IntConsumer onDrained;
    private final Runnable onComplete;
    private final Consumer<String> onBroken;
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private boolean listening;
    private boolean flushDue;
    private boolean ended;
    private boolean closed;

    /** @param flushWhenDrained for content of unknown length: what came so far shall arrive now */
    ResponseStream(
            ServletOutputStream output,
            boolean flushWhenDrained,
            IntConsumer onDrained,
            Runnable onComplete,
            Consumer<String> onBroken) {
        this.output = output;
        this.flushWhenDrained = flushWhenDrained;
        this.flushDue = flushWhenDrained; // the head itself must not wait for the first content
        this.onDrained = onDrained;
        this.onComplete = onComplete;
        this.onBroken = onBroken;
    }

    void start() {
        output.setWriteListener(this);
    }

    void write(ByteBuffer octets) {
        byte[] piece = new byte[octets.remaining()]; // a container may keep the array until it is ready again
        octets.get(piece);
        synchronized (this) {
            queue.add(piece);
        }
        pump();
    }

    void end() {
        synchronized (this) {
            ended = true;
        }
        pump();
    }

    synchronized void close() {
        closed = true;
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            listening = true;
        }
        pump();
    }

    @Override
    public void onError(Throwable cause) {
        onBroken.accept("writing its response: " + cause);
    }

    private void pump() {
        int drained = 0;
        boolean complete = false;
        try {
            synchronized (this) {
                if (!listening || closed) {
                    return;
                }
                while (!queue.isEmpty() && output.isReady()) {
                    byte[] piece = queue.remove();
                    output.write(piece);
                    drained += piece.length;
                    flushDue = flushWhenDrained;
                }
                if (queue.isEmpty() && flushDue && !ended && output.isReady()) {
                    flushDue = false;
                    output.flush();
                }
                if (ended && queue.isEmpty() && output.isReady()) {
                    closed = true;
                    complete = true;
                }
            }
        } catch (IOException e) {
            onBroken.accept("writing its response: " + e);
            return;
        }
        if (drained > 0) {
            onDrained.accept(drained);
        }
        if (complete) {
            onComplete.run();
        }
    }
}
