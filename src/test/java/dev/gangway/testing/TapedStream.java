package dev.gangway.testing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts what is read on the tape that runs at the time. Confined to one thread. */
final class TapedStream extends FilterInputStream {
    private final Supplier<Optional<Tape>> tape;
    private final int connection;

    TapedStream(InputStream in, Supplier<Optional<Tape>> tape, int connection) {
        super(in);
        this.tape = tape;
        this.connection = connection;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            tape.get().ifPresent(recording -> recording.add(connection, buffer, offset, count));
        }
        return count;
    }
}
