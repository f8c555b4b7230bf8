package dev.gangway.testing;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every octet that a {@link FakeBackend} received from one moment on, connection by connection. Thread-safe. */
public final class Tape {

    /** What came on one connection. Immutable by convention: nobody writes into {@code octets}. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Recorded(int connection, byte[] octets, boolean ended) {}

    private final Map<Integer, ByteArrayOutputStream> received = new TreeMap<>();
    private final Map<Integer, Boolean> ended = new TreeMap<>();

    /** The connections on which anything came, in the order of their acceptance. */
    public synchronized List<Recorded> recorded() {
        return received.entrySet().stream()
                .map(entry ->
                        new Recorded(entry.getKey(), entry.getValue().toByteArray(), ended.containsKey(entry.getKey())))
                .toList();
    }

    synchronized void add(int connection, byte[] octets, int offset, int count) {
        received.computeIfAbsent(connection, number -> new ByteArrayOutputStream())
                .write(octets, offset, count);
    }

    synchronized void ended(int connection) {
        ended.put(connection, true);
    }
}
