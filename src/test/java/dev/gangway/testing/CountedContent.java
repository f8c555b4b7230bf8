package dev.gangway.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Content of any size in which a lost, doubled or swapped octet shows, cheap to write and to check: blocks of the same
 * octets, each with its number in front. As a sink it checks what it takes. Confined to one thread.
 */
public final class CountedContent extends OutputStream {
    private static final int BLOCK = 64 * 1024;

    private final byte[] expected = Answers.pattern(BLOCK);
    private long count;

    /** Takes whole blocks, and the rest. */
    @FunctionalInterface
    public interface Sink {
        void write(byte[] octets) throws IOException;
    }

    public static void write(long size, Sink sink) throws IOException {
        byte[] block = Answers.pattern(BLOCK);
        for (long at = 0; at < size; at += BLOCK) {
            ByteBuffer.wrap(block).putLong(at);
            sink.write(size - at < BLOCK ? Arrays.copyOf(block, (int) (size - at)) : block);
        }
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        int done = 0;
        while (done < length) {
            int at = (int) (count % BLOCK);
            if (at == 0) {
                ByteBuffer.wrap(expected).putLong(count);
            }
            int part = Math.min(length - done, BLOCK - at);
            int from = offset + done;
            if (!Arrays.equals(octets, from, from + part, expected, at, at + part)) {
                throw new AssertionError("wrong octets between " + count + " and " + (count + part));
            }
            count += part;
            done += part;
        }
    }

    public void assertSize(long size) {
        if (count != size) {
            throw new AssertionError("expected " + size + " octets, got " + count);
        }
    }
}
