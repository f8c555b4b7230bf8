package dev.gangway.servlet;

import dev.gangway.exchange.ContentSource;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The client's request content: read from the container without blocking, as far as one buffer holds; the backend's edge
 * takes from the buffer, and whoever makes room reads on. Thread-safe; the lock guards the container's stream too, which is
 * not touched after {@code close}.
 */
final class ClientContent implements ContentSource, ReadListener {

    private static final int BUFFER_OCTETS = 32 * 1024;

    private final ServletInputStream input;
    private final Runnable onAvailable;
    private final Consumer<String> onBroken;
    private final byte[] buffer = new byte[BUFFER_OCTETS];
    private int start;
    private int end;
    private boolean complete;
    private boolean closed;

    ClientContent(ServletInputStream input, Runnable onAvailable, Consumer<String> onBroken) {
        this.input = input;
        this.onAvailable = onAvailable;
        this.onBroken = onBroken;
    }

    @Override
    public int read(ByteBuffer target) {
        try {
            synchronized (this) {
                if (start == end) {
                    fill();
                }
                if (start == end) {
                    return complete ? END : 0;
                }
                int octets = Math.min(target.remaining(), end - start);
                target.put(buffer, start, octets);
                start += octets;
                return octets;
            }
        } catch (IOException e) {
            broken(e);
            return 0;
        }
    }

    @Override
    public void onDataAvailable() {
        try {
            synchronized (this) {
                fill();
            }
        } catch (IOException e) {
            broken(e);
            return;
        }
        onAvailable.run();
    }

    @Override
    public void onAllDataRead() {
        synchronized (this) {
            complete = true;
        }
        onAvailable.run();
    }

    @Override
    public void onError(Throwable cause) {
        broken(cause);
    }

    /** The request is over for us: its stream belongs to the container again. */
    synchronized void close() {
        closed = true;
    }

    private void broken(Throwable cause) {
        onBroken.accept("reading its content: " + cause);
    }

    /** Asks {@code isReady} only when there is room, so that the container calls back exactly when it was refused. */
    private void fill() throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
        }
        while (!closed && !complete && end < buffer.length && input.isReady()) {
            int octets = input.read(buffer, end, buffer.length - end);
            if (octets < 0) {
                complete = true;
            } else {
                end += octets;
            }
        }
    }
}
