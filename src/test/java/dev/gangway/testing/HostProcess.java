package dev.gangway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A running host: one process of its own in a directory of its own, bound to a loopback port that the system chose. It ends
 * with {@code close}, at the latest with this JVM. Thread-safe.
 */
public final class HostProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Pattern PROBLEM =
            Pattern.compile("\\bSEVERE\\b|:ERROR\\s*:|^ERROR\\b|java\\.lang\\.OutOfMemoryError"
                    + "|appears to have started a thread|failed to remove it");

    private final HostKind kind;
    private final HostSetup setup;
    private final Process process;
    private final Path base;
    private final Thread reaper;
    private int port;

    private HostProcess(HostKind kind, HostSetup setup, Process process, Path base) {
        this.kind = kind;
        this.setup = setup;
        this.process = process;
        this.base = base;
        this.reaper = new Thread(process::destroyForcibly, "reaper of " + base.getFileName());
    }

    /** Starts the host and waits until {@code /-/live} answers 200. */
    public static HostProcess start(HostKind kind, HostSetup setup) {
        HostProcess host = launch(kind, setup);
        try {
            host.awaitLive();
            return host;
        } catch (RuntimeException | Error e) {
            host.close();
            throw e;
        }
    }

    /** Starts the process and waits for nothing: for starts that are expected to fail. */
    public static HostProcess launch(HostKind kind, HostSetup setup) {
        try {
            Path base = newDirectory(kind);
            List<String> command = kind.prepare(base, setup);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(base.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log(base).toFile());
            // what the developer's shell says about Java or Gangway must not reach the host
            builder.environment().keySet().removeIf(name -> name.matches("(JAVA_|JDK_|CATALINA_|JETTY_|GANGWAY_).*"));
            HostProcess host = new HostProcess(kind, setup, builder.start(), base);
            Runtime.getRuntime().addShutdownHook(host.reaper);
            return host;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path targetDirectory() {
        return Path.of(System.getProperty("basedir", ""), "target").toAbsolutePath();
    }

    public HostKind kind() {
        return kind;
    }

    public int port() {
        return port;
    }

    public String contextPath() {
        return setup.contextPath();
    }

    public Path base() {
        return base;
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Everything the process wrote so far. */
    public String log() {
        try {
            return Files.exists(log(base)) ? new String(Files.readAllBytes(log(base)), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Log lines that ask for an operator, from this character of the log on. */
    public List<String> problems(int from) {
        return log().substring(from)
                .lines()
                .filter(line -> PROBLEM.matcher(line).find())
                .toList();
    }

    public String threadDump() {
        return jcmd("Thread.print");
    }

    /** What it holds after a full collection. */
    public HostFigures figures() {
        return HostFigures.of(process.pid(), jcmd("GC.class_histogram"), threadDump());
    }

    private String jcmd(String command) {
        try {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Path output = base.resolve(command + ".txt");
            Process tool = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!tool.waitFor(20, TimeUnit.SECONDS)) {
                tool.destroyForcibly();
                throw new IllegalStateException("no " + command + " within 20 s");
            }
            return Files.readString(output, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many threads the process has now, as the kernel counts. */
    public int threads() {
        return Math.toIntExact(kernelSays("Threads"));
    }

    /** KiB of memory that the process has now, as the kernel counts. */
    public long residentKilobytes() {
        return kernelSays("VmRSS");
    }

    private long kernelSays(String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Threads that stand in Gangway's own code, as blocks of the dump. With no exchange under way there is none but the main
     * thread of {@code java -jar}.
     */
    public List<String> threadsInGangway() {
        return Pattern.compile("\n\\s*\n")
                .splitAsStream(threadDump())
                .filter(block -> block.lines()
                        .anyMatch(line -> line.strip().startsWith("at dev.gangway.")
                                && !line.strip().startsWith("at dev.gangway.standalone.")))
                .toList();
    }

    /** Asks the process to end as Ctrl-C does and returns its exit status; an error when it takes more than 20 s. */
    public int stop() {
        try {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException(kind + " did not end within 20 s: " + threadDump());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(reaper);
            // the unpacked WAR; rules, configuration and log stay for whoever looks into a failure
            delete(base.resolve("temp"));
            delete(base.resolve("webapps"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // expected here because the JVM is going down and runs the hook itself
        }
    }

    private void awaitLive() {
        try {
            Awaitility.await()
                    .atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        if (!process.isAlive()) {
                            throw new IllegalStateException(
                                    kind + " ended with " + process.exitValue() + ":\n" + log());
                        }
                        Optional<Integer> bound = boundPort();
                        return bound.isPresent() && live(bound.get());
                    });
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(kind + " not live within " + START_LIMIT + ":\n" + log(), e);
        }
        port = boundPort().orElseThrow();
    }

    private boolean live(int candidate) {
        String request =
                "GET " + setup.contextPath() + "/-/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        try {
            return RawClient.exchange(candidate, request).status() == 200;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private Optional<Integer> boundPort() {
        Matcher matcher = kind.portInLog().matcher(log());
        return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    private static Path newDirectory(HostKind kind) throws IOException {
        Path runs = targetDirectory().resolve("hosts");
        String name = "run-" + kind.directory() + "-" + ProcessHandle.current().pid() + "-" + RUNS.incrementAndGet();
        Path base = runs.resolve(name);
        return Files.createDirectories(base);
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return; // closed before
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path log(Path base) {
        return base.resolve("output.log");
    }
}
