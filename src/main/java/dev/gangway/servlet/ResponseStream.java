package dev.gangway.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Writes response content without blocking: on the thread that brings it while the container says ready, else when the
 * container calls back. Holds at most the exchange's window. Everything but the container's callbacks happens in the
 * exchange's turns; the stream is not touched after {@code close}.
 */
final class ResponseStream implements WriteListener {

    private static final int MAX_WRITE_OCTETS = 64 * 1024;

    private final ServletOutputStream output;
    private final Turns turns;
    private final IntConsumer onDrained;
    private final Runnable onComplete;
    private final Consumer<String> onBroken;
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private long left;
    private boolean listening;
    private boolean flushDue;
    private boolean ended;
    private boolean closed;
    private Optional<Runnable> stopping = Optional.empty();

    /** @param length of the content, which is huge when unknown */
    ResponseStream(
            ServletOutputStream output,
            Turns turns,
            long length,
            IntConsumer onDrained,
            Runnable onComplete,
            Consumer<String> onBroken) {
        this.output = output;
        this.turns = turns;
        this.left = length;
        this.flushDue = true; // the head must not wait for more content
        this.onDrained = onDrained;
        this.onComplete = onComplete;
        this.onBroken = onBroken;
    }

    void start() {
        output.setWriteListener(this);
    }

    /** Takes the array: it belongs to the container until it is ready again. */
    void write(byte[] octets) {
        queue.add(octets);
        pump();
    }

    void end() {
        ended = true;
        pump();
    }

    /**
     * Takes no more; runs this once what the container has taken is on its way. Tomcat, told to cut before, leaves out the
     * middle of it and sends the end.
     */
    void stop(Runnable then) {
        queue.clear();
        stopping = Optional.of(then);
        pump();
    }

    void close() {
        closed = true;
    }

    @Override
    public void onWritePossible() {
        turns.run(() -> {
            listening = true;
            pump();
        });
    }

    @Override
    public void onError(Throwable cause) {
        onBroken.accept("writing its response: " + cause);
    }

    /** What waits longest, joined with what came after it: one large write costs less than several small ones. */
    private byte[] next() {
        byte[] first = queue.remove();
        int size = first.length;
        int joined = 0;
        for (byte[] more : queue) {
            if (size + more.length > MAX_WRITE_OCTETS) {
                break;
            }
            size += more.length;
            joined++;
        }
        if (joined == 0) {
            return first;
        }
        byte[] whole = Arrays.copyOf(first, size);
        int at = first.length;
        for (int i = 0; i < joined; i++) {
            byte[] more = queue.remove();
            System.arraycopy(more, 0, whole, at, more.length);
            at += more.length;
        }
        return whole;
    }

    private void pump() {
        if (!listening || closed) {
            return;
        }
        if (stopping.isPresent()) {
            if (output.isReady()) {
                closed = true;
                stopping.get().run();
            }
            return;
        }
        int drained = 0;
        try {
            while (!queue.isEmpty() && output.isReady()) {
                byte[] octets = next();
                output.write(octets);
                drained += octets.length;
                left -= octets.length;
                flushDue = left > 0; // what came so far shall arrive now; the end flushes by itself
            }
            if (queue.isEmpty() && flushDue && !ended && output.isReady()) {
                flushDue = false;
                output.flush();
            }
            if (ended && queue.isEmpty() && output.isReady()) {
                closed = true;
            }
        } catch (IOException e) {
            onBroken.accept("writing its response: " + e);
            return;
        }
        if (drained > 0) {
            onDrained.accept(drained);
        }
        if (closed) {
            onComplete.run();
        }
    }
}
