package dev.gangway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a host holds at one moment, after a full collection. Immutable.
 *
 * @param heapKib what lives in the heap
 * @param exchanges HTTP exchanges that something still refers to
 * @param sessions WebSocket sessions that something still refers to
 * @param threads all but the pooled ones
 * @param gangwayThreads Gangway's own among them
 * @param pooledThreads of Gangway's pools for WebSocket sessions, which come when they are needed and go later
 */
public record HostFigures(
        long heapKib,
        long exchanges,
        long sessions,
        long threads,
        long gangwayThreads,
        long pooledThreads,
        long descriptors) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern THREAD = Pattern.compile("(?m)^\"([^\"]*)\".*nid=");
    private static final Pattern POOLED = Pattern.compile("^gangway-ws-(connect|send|close)-");

    static HostFigures of(long pid, String histogram, String threadDump) {
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException("no histogram: " + histogram);
        }
        return new HostFigures(
                Long.parseLong(total.group(1)) / 1024,
                instances(histogram, "dev.gangway.exchange.HttpExchange"),
                instances(histogram, "dev.gangway.websocket.Relay"),
                threads(threadDump, name -> !POOLED.matcher(name).find()),
                threads(
                        threadDump,
                        name -> name.startsWith("gangway-")
                                && !POOLED.matcher(name).find()),
                threads(threadDump, name -> POOLED.matcher(name).find()),
                descriptors(pid));
    }

    private static long threads(String dump, Predicate<String> names) {
        return THREAD.matcher(dump)
                .results()
                .map(thread -> thread.group(1))
                .filter(names)
                .count();
    }

    private static long instances(String histogram, String type) {
        Matcher line = Pattern.compile("(?m)^\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+" + Pattern.quote(type) + "(\\s|$)")
                .matcher(histogram);
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    /** Where the system shows none there is nothing to compare. */
    private static long descriptors(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid), "fd");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(folder)) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "heap " + heapKib + " KiB, exchanges " + exchanges + ", sessions " + sessions + ", threads " + threads
                + " (" + gangwayThreads + " of Gangway) and " + pooledThreads + " pooled, descriptors " + descriptors;
    }
}
