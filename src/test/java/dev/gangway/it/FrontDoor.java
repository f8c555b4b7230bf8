package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.RunningProgram;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the browser talks to: the packaged WAR, started with {@code java -jar} and the pasted httpd lines, in front of
 * a backend. With {@code -Dgangway.it.direct=true} it is the backend itself, which tells a fault of a check from a
 * fault of Gangway. Confined to the test's thread.
 */
final class FrontDoor implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("is ready: (http://127\\.0\\.0\\.1:[0-9]+/)");
    private static final String HOST_IN_RULES = "backend.example.local:3838";

    private final URI base;
    private final Optional<RunningProgram> gangway;

    private FrontDoor(URI base, Optional<RunningProgram> gangway) {
        this.base = base;
        this.gangway = gangway;
    }

    static boolean isDirect() {
        return Boolean.getBoolean("gangway.it.direct");
    }

    static FrontDoor before(URI backend, String name) throws IOException {
        if (isDirect()) {
            return new FrontDoor(backend, Optional.empty());
        }
        Path rules = Path.of("target", "it-rules", name + ".conf").toAbsolutePath();
        Files.createDirectories(rules.getParent());
        Files.writeString(rules, pastedRules(backend.getAuthority()));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String war = Path.of("target", "gangway.war").toAbsolutePath().toString();
        RunningProgram program = RunningProgram.start(
                name + "-gangway",
                Path.of("target"),
                Map.of(),
                List.of(java, "-jar", war, "--port", "0", "--rules", rules.toString()));
        try {
            String base = program.awaitOutput(READY, Duration.ofSeconds(30)).group(1);
            return new FrontDoor(URI.create(base), Optional.of(program));
        } catch (RuntimeException | Error e) {
            program.close();
            throw e;
        }
    }

    /** The text, byte for byte, but for the host. */
    private static String pastedRules(String hostAndPort) throws IOException {
        try (InputStream pasted = FrontDoor.class.getResourceAsStream("/pasted-httpd.conf")) {
            assertThat(pasted).as("pasted-httpd.conf").isNotNull();
            String text = new String(pasted.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains(HOST_IN_RULES);
            return text.replace(HOST_IN_RULES, hostAndPort);
        }
    }

    URI base() {
        return base;
    }

    void kill() {
        gangway.orElseThrow().kill();
    }

    /** The log lines of level SEVERE or ERROR: none is expected in a run where every exchange succeeds. */
    List<String> errorLines() {
        return gangway.map(program -> program.output()
                        .lines()
                        .filter(line -> line.matches(".*\\b(SEVERE|ERROR)\\b.*"))
                        .toList())
                .orElse(List.of());
    }

    @Override
    public void close() {
        gangway.ifPresent(RunningProgram::close);
    }
}
