package dev.gangway.exchange;

import dev.gangway.message.Fields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Content of unknown length, kept back until its end is known so that it can be sent with a length. The last octets are in
 * memory, what came before them in a file. What is more than the limit, or comes too slowly, goes on without a length behind
 * what was kept.
 *
 * <p>States: GATHERING → GATHERED (told once); closed from both. Content is gathered on whatever thread brings it, by one at
 * a time and without a lock, since reading the source may call a container; afterwards it is read as every source is.
 */
final class SpooledContent implements ContentSource, AutoCloseable {

    /** What httpd keeps in memory, too. */
    static final int MEMORY_OCTETS = 16 * 1024;

    private final ContentSource source;
    private final long limit;
    private final SpoolFiles files;
    private final Consumer<OptionalLong> onGathered;
    private final Consumer<IOException> onBroken;
    private final AtomicInteger pumps = new AtomicInteger();
    private final ByteBuffer tail = ByteBuffer.allocate(MEMORY_OCTETS);
    private Optional<FileChannel> file = Optional.empty();
    private long onDisk;
    private long taken;
    private boolean complete;
    private boolean gathered;
    private boolean closed;
    private volatile boolean hurried;

    /**
     * @param onGathered told once: the length, or empty when the content goes on
     * @param onBroken told when what was kept cannot be read again
     */
    SpooledContent(
            ContentSource source,
            long limit,
            SpoolFiles files,
            Consumer<OptionalLong> onGathered,
            Consumer<IOException> onBroken) {
        this.source = source;
        this.limit = limit;
        this.files = files;
        this.onGathered = onGathered;
        this.onBroken = onBroken;
    }

    /** There may be more to gather. */
    void pump() {
        if (pumps.getAndIncrement() != 0) {
            return;
        }
        do {
            gather();
        } while (pumps.decrementAndGet() != 0);
    }

    /** Ends the gathering: what is there goes out, the rest follows. */
    void hurry() {
        hurried = true;
        pump();
    }

    private void gather() {
        while (!gathered) {
            long room = limit - onDisk - tail.position();
            if (hurried || room <= 0 || (!tail.hasRemaining() && !spill())) {
                end(OptionalLong.empty());
                return;
            }
            tail.limit((int) Math.min(tail.capacity(), tail.position() + room));
            int read = source.read(tail);
            tail.limit(tail.capacity());
            if (read == END) {
                complete = true;
                end(OptionalLong.of(onDisk + tail.position()));
            } else if (read == 0) {
                return;
            }
        }
    }

    private void end(OptionalLong length) {
        gathered = true;
        tail.flip();
        onGathered.accept(length);
    }

    /** Moves the octets in memory to the file; false when there is no room or no file to be had. */
    private synchronized boolean spill() {
        if (closed || !files.take(tail.capacity())) {
            return false;
        }
        try {
            if (file.isEmpty()) {
                file = Optional.of(files.open());
            }
            tail.flip();
            long end = onDisk;
            while (tail.hasRemaining()) {
                end += file.get().write(tail, end);
            }
            onDisk = end;
            tail.clear();
            return true;
        } catch (IOException e) {
            files.giveBack(tail.capacity());
            tail.position(0).limit(tail.capacity()).position(tail.capacity()); // nothing is lost: it is all there yet
            return false;
        }
    }

    @Override
    public int read(ByteBuffer target) {
        if (taken < onDisk) {
            return readFile(target);
        }
        if (tail.hasRemaining()) {
            int octets = Math.min(tail.remaining(), target.remaining());
            target.put(tail.slice(tail.position(), octets));
            tail.position(tail.position() + octets);
            return octets;
        }
        return complete ? END : source.read(target);
    }

    @Override
    public Fields trailers() {
        return source.trailers();
    }

    private synchronized int readFile(ByteBuffer target) {
        if (closed) {
            return 0;
        }
        ByteBuffer window = target.slice(target.position(), (int) Math.min(target.remaining(), onDisk - taken));
        try {
            int octets = file.orElseThrow().read(window, taken);
            if (octets < 0) {
                throw new IOException("the file of kept content ends early");
            }
            taken += octets;
            target.position(target.position() + octets);
            return octets;
        } catch (IOException e) {
            onBroken.accept(e);
            return 0;
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        files.giveBack(onDisk);
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            // Nothing to do: the system frees it when the process ends.
        }
    }
}
