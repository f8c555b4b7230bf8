package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.HostKind;
import dev.gangway.testing.HostProcess;
import dev.gangway.testing.HostSetup;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What the browser talks to: the packaged WAR with the pasted httpd lines, in front of a backend; started with
 * {@code java -jar}, or in the host that {@code -Dgangway.it.host} names. With {@code -Dgangway.it.direct=true} it is
 * the backend itself, which tells a fault of a check from a fault of Gangway. Confined to the test's thread.
 */
final class FrontDoor implements AutoCloseable {
    private static final String HOST_IN_RULES = "backend.example.local:3838";

    private final URI base;
    private final Optional<HostProcess> gangway;

    private FrontDoor(URI base, Optional<HostProcess> gangway) {
        this.base = base;
        this.gangway = gangway;
    }

    static boolean isDirect() {
        return Boolean.getBoolean("gangway.it.direct");
    }

    static FrontDoor before(URI backend) throws IOException {
        if (isDirect()) {
            return new FrontDoor(backend, Optional.empty());
        }
        HostKind kind = HostKind.valueOf(System.getProperty("gangway.it.host", HostKind.STANDALONE.name()));
        HostProcess gangway = HostProcess.start(kind, HostSetup.of("", pastedRules(backend.getAuthority())));
        return new FrontDoor(URI.create("http://127.0.0.1:" + gangway.port() + "/"), Optional.of(gangway));
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

    /** Log lines that ask for an operator: none is expected, whatever a browser leaves half done. */
    List<String> problems() {
        return gangway.map(host -> host.problems(0)).orElse(List.of());
    }

    /** Ends Gangway with SIGKILL, as a crash would. */
    void kill() {
        close();
    }

    @Override
    public void close() {
        gangway.ifPresent(HostProcess::close);
    }
}
