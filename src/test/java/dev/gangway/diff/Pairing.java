package dev.gangway.diff;

import dev.gangway.testing.BackendCall;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.HostKind;
import dev.gangway.testing.HostProcess;
import dev.gangway.testing.HostSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** httpd and Gangway with one rules text in front of one backend. Confined to the test's thread. */
final class Pairing implements AutoCloseable {
    private final FakeBackend backend;
    private final Httpd httpd;
    private final HostProcess gangway;

    private Pairing(FakeBackend backend, Httpd httpd, HostProcess gangway) {
        this.backend = backend;
        this.httpd = httpd;
        this.gangway = gangway;
    }

    /** The rules text depends on where the backend is. */
    static Pairing start(String name, UnaryOperator<String> rulesForAuthority) {
        FakeBackend backend = FakeBackend.start(Pairing::tell);
        try {
            String rules = rulesForAuthority.apply(backend.authority());
            Httpd httpd = Httpd.start(name, rules);
            try {
                return new Pairing(backend, httpd, HostProcess.start(HostKind.STANDALONE, HostSetup.of("", rules)));
            } catch (RuntimeException | Error e) {
                httpd.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            backend.close();
            throw e;
        }
    }

    String authority() {
        return backend.authority();
    }

    List<Comparison> run(List<Probe> probes) throws IOException {
        List<Comparison> comparisons = new ArrayList<>();
        try (Front left = new Front(httpd.port());
                Front right = new Front(gangway.port())) {
            for (Probe probe : probes) {
                comparisons.add(new Comparison(probe, left.ask(probe), right.ask(probe)));
            }
        }
        return comparisons;
    }

    /** What only a person can read out of a failure. */
    String logs() {
        return "httpd:\n" + httpd.log() + "\ngangway:\n" + gangway.log();
    }

    @Override
    public void close() {
        try (backend;
                httpd;
                gangway) {
            // all three, in the opposite order
        }
    }

    private static void tell(BackendCall call) throws IOException {
        String[] script = (call.head().has("X-Answer") ? call.head().value("X-Answer") : "200 OK").split("\\|");
        List<String> seen = List.of(
                "X-Seen-Line: " + call.head().startLine(),
                "X-Seen-Host: " + call.head().value("Host"));
        String[] lines = Stream.concat(Stream.of(script).skip(1), seen.stream()).toArray(String[]::new);
        // surplus bytes after an answer to HEAD would spoil the connection for the next probe
        call.write(BackendCall.head(script[0], lines).replaceFirst("\r\n\r\n$", "\r\nContent-Length: 4\r\n\r\n")
                + (call.head().word(0).equals("HEAD") ? "" : "seen"));
    }
}
