package dev.gangway.websocket;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Lends read buffers to the I/O threads: as many as are in use at once, none per connection. Thread-safe. */
final class ReadBuffers {

    /** Upper bound of one read, of one slice of a frame, and so of one message part. */
    static final int SIZE = 64 * 1024;

    private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();

    ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        return buffer == null ? ByteBuffer.allocateDirect(SIZE) : buffer;
    }

    void giveBack(ByteBuffer buffer) {
        free.push(buffer.clear());
    }
}
