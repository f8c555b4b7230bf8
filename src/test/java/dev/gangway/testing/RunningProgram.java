package dev.gangway.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that a test has started. What it prints goes to {@code target/it-logs/NAME.log}; it and its children end
 * with {@link #close()}, or with this JVM at the latest. Confined to the test's thread.
 */
public final class RunningProgram implements AutoCloseable {
    private static final Path LOGS = Path.of("target", "it-logs");

    private final Process process;
    private final Path log;
    private final Thread lastResort = new Thread(this::kill, "kill-program");

    private RunningProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    public static RunningProgram start(String name, Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        Files.createDirectories(LOGS);
        Path log = LOGS.resolve(name + ".log").toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // what the developer's shell says to Gangway must not reach the one under test
        builder.environment().keySet().removeIf(variable -> variable.startsWith("GANGWAY_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new RunningProgram(process, log);
    }

    /** Waits until the program has printed a match; an early end of the program fails at once. */
    public Matcher awaitOutput(Pattern pattern, Duration limit) {
        return await(log.getFileName() + " to show " + pattern)
                .atMost(limit)
                .pollInterval(Duration.ofMillis(50))
                .failFast("the program ended early", this::failWhenEnded)
                .until(() -> pattern.matcher(output()), Matcher::find);
    }

    private void failWhenEnded() {
        if (!process.isAlive()) {
            throw new AssertionError(log + ": the program ended early:\n" + output());
        }
    }

    /** Waits for the program's end by itself and returns its exit code. */
    public int awaitEnd(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
            throw new AssertionError(log + ": no end within " + limit + ":\n" + output());
        }
        return process.exitValue();
    }

    public String output() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the program and its children with SIGKILL, as a crash would: no chance to say goodbye. */
    public void kill() {
        // children first: they are no longer reachable from a process that has gone
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}
