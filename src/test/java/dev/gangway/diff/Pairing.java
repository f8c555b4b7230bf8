package dev.gangway.diff;

import dev.gangway.testing.BackendCall;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.HostKind;
import dev.gangway.testing.HostProcess;
import dev.gangway.testing.HostSetup;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.RawResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * httpd and Gangway with one rules text in front of one backend. Confined to the test's thread,
 * except for what the backend saw.
 */
final class Pairing implements AutoCloseable {
    /** Also said to httpd where it listens; a later line would win. */
    private static final String NAME = "ServerName front.example\n";

    private final FakeBackend backend;
    private final Seen seen;
    private final Httpd httpd;
    private final HostProcess gangway;

    private Pairing(FakeBackend backend, Seen seen, Httpd httpd, HostProcess gangway) {
        this.backend = backend;
        this.seen = seen;
        this.httpd = httpd;
        this.gangway = gangway;
    }

    /** The rules text depends on where the backend is. */
    static Pairing start(String name, UnaryOperator<String> rulesForAuthority) {
        Seen seen = new Seen();
        FakeBackend backend = FakeBackend.start(seen);
        try {
            String rules = NAME + rulesForAuthority.apply(backend.authority());
            Httpd httpd = Httpd.start(name, rules);
            try {
                return new Pairing(
                        backend, seen, httpd, HostProcess.start(HostKind.STANDALONE, HostSetup.of("", rules)));
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
                comparisons.add(new Comparison(probe, ask(left, probe), ask(right, probe)));
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

    private Outcome ask(Front front, Probe probe) throws IOException {
        seen.head.set(Optional.empty());
        Optional<RawResponse> response = front.ask(probe);
        return response.map(answer -> Outcome.of(answer, seen.head.get(), front.port()))
                .orElseGet(Outcome::none);
    }

    /** Keeps the last request's head and answers as the request wants it. */
    private static final class Seen implements FakeBackend.Script {
        private final AtomicReference<Optional<RawHead>> head = new AtomicReference<>(Optional.empty());

        @Override
        public void answer(BackendCall call) throws IOException {
            head.set(Optional.of(call.head()));
            String wanted = call.head().has("X-Answer") ? call.head().value("X-Answer") : "200 OK";
            String[] script = wanted.split("\\|");
            String[] lines = Stream.concat(Stream.of(script).skip(1), Stream.of("Content-Length: 4"))
                    .toArray(String[]::new);
            // surplus bytes after an answer to HEAD would spoil the connection for the next probe
            call.write(BackendCall.head(script[0], lines) + (call.head().word(0).equals("HEAD") ? "" : "seen"));
        }
    }
}
