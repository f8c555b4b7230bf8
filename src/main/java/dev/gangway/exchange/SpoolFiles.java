package dev.gangway.exchange;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Room on disk for content that is kept back: files without a name, which the operating system deletes when they are closed,
 * also when the process is killed. Thread-safe.
 */
public final class SpoolFiles {

    /** Octets on disk over all exchanges; beyond it content is forwarded without a length. */
    static final long MAX_OCTETS = 1L << 30;

    private final Path folder;
    private final AtomicLong octets = new AtomicLong();

    /** @param folder where a container wants temporary files */
    public SpoolFiles(Path folder) {
        this.folder = folder;
    }

    FileChannel open() throws IOException {
        Path file = Files.createTempFile(folder, "gangway-", ".spool");
        return FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Whether so many octets more may be written; to be given back by {@link #giveBack}. */
    boolean take(long more) {
        if (octets.addAndGet(more) <= MAX_OCTETS) {
            return true;
        }
        octets.addAndGet(-more);
        return false;
    }

    void giveBack(long fewer) {
        octets.addAndGet(-fewer);
    }

    /** Octets on disk now. */
    long octets() {
        return octets.get();
    }
}
