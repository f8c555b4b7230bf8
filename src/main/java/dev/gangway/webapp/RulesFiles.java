package dev.gangway.webapp;

import java.io.IOException;
import java.util.Optional;

/** Reads one named file or web resource; the port behind which {@link RulesLocation} stays free of I/O. */
@FunctionalInterface
interface RulesFiles {

    /**
     * At most {@code limit} bytes from the start of the file; empty when there is no such file.
     *
     * @throws IOException when it exists and cannot be read
     */
    Optional<byte[]> read(String name, int limit) throws IOException;
}
