package dev.gangway.servlet;

import dev.gangway.exchange.ContentSource;
import dev.gangway.message.Fields;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The client's request content: read from the container without blocking, as far as one buffer holds; the backend's edge
 * takes from the buffer, and whoever makes room has more read. Thread-safe: the container's stream is touched in the
 * exchange's turns only and not after {@code close}; the lock guards the buffer's indexes only.
 */
final class ClientContent implements ContentSource, ReadListener {

    private static final int BUFFER_OCTETS = 32 * 1024;

    private final Turns turns;
    private final Runnable onAvailable;
    private final Consumer<String> onBroken;
    private final byte[] buffer = new byte[BUFFER_OCTETS];
    private int start;
    private int end;
    private boolean complete;
    private boolean allRead; // in turns only, like closed
    private boolean closed;
    private volatile Fields trailers = Fields.empty();
    private Supplier<Map<String, String>> trailerSection = Map::of;
    private Optional<ServletInputStream> input = Optional.empty();

    ClientContent(Turns turns, Runnable onAvailable, Consumer<String> onBroken) {
        this.turns = turns;
        this.onAvailable = onAvailable;
        this.onBroken = onBroken;
    }

    /**
     * Has the container call from now on. Within service, or in a turn. False when content was announced and somebody has
     * read it already.
     */
    boolean begin(HttpServletRequest request) throws IOException {
        ServletInputStream opened = request.getInputStream();
        if (request.getContentLengthLong() > 0 && opened.isFinished()) {
            return false;
        }
        trailerSection = () -> request.isTrailerFieldsReady() ? request.getTrailerFields() : Map.of();
        input = Optional.of(opened);
        opened.setReadListener(this);
        return true;
    }

    @Override
    public int read(ByteBuffer target) {
        int octets = take(target);
        if (octets != 0) {
            return octets;
        }
        AtomicBoolean waiting = new AtomicBoolean();
        turns.run(() -> {
            if (fill() && waiting.get()) {
                onAvailable.run(); // the caller had looked before
            }
        });
        waiting.set(true);
        return take(target);
    }

    @Override
    public Fields trailers() {
        return trailers;
    }

    @Override
    public void onDataAvailable() {
        turns.run(this::fillAndTell);
    }

    /** Tomcat says so as soon as nothing is left on the wire, though its own buffer may hold some content yet. */
    @Override
    public void onAllDataRead() {
        turns.run(() -> {
            allRead = true;
            fillAndTell();
        });
    }

    @Override
    public void onError(Throwable cause) {
        onBroken.accept("reading its content: " + cause);
    }

    /** The request is over for us: its stream belongs to the container again. In a turn. */
    void close() {
        closed = true;
    }

    private int take(ByteBuffer target) {
        synchronized (buffer) {
            if (start == end) {
                return complete ? END : 0;
            }
            int octets = Math.min(target.remaining(), end - start);
            target.put(buffer, start, octets);
            start += octets;
            return octets;
        }
    }

    private void fillAndTell() {
        fill();
        onAvailable.run(); // in any case: this may be the end
    }

    /**
     * Asks {@code isReady} only when there is room, so that the container calls back exactly when it was refused. Returns
     * whether anything came, be it the end.
     */
    private boolean fill() {
        return input.isPresent() && fill(input.get());
    }

    private boolean fill(ServletInputStream opened) {
        boolean came = false;
        try {
            int room = room();
            while (room > 0 && !closed && !opened.isFinished() && opened.isReady()) {
                int octets = opened.read(buffer, buffer.length - room, room);
                filled(octets);
                came = true;
                room = room();
            }
            if (room > 0 && !closed && (allRead || opened.isFinished())) {
                trailers = trailerSection();
                filled(END);
                came = true;
            }
        } catch (IOException e) {
            onBroken.accept("reading its content: " + e);
        }
        return came;
    }

    private Fields trailerSection() {
        Fields.Builder lines = Fields.builder();
        trailerSection.get().forEach(lines::add);
        return lines.build();
    }

    private void filled(int octets) {
        synchronized (buffer) {
            if (octets < 0) {
                complete = true;
            } else {
                end += octets;
            }
        }
    }

    /** Free octets at the buffer's end; none when the content is complete. */
    private int room() {
        synchronized (buffer) {
            if (start == end) {
                start = 0;
                end = 0;
            }
            return complete ? 0 : buffer.length - end;
        }
    }
}
