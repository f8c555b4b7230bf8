package dev.gangway.diff;

import dev.gangway.testing.BackendCall;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.HostKind;
import dev.gangway.testing.HostProcess;
import dev.gangway.testing.HostSetup;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.RawResponse;
import dev.gangway.testing.UnixDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    private final UnixDoor door;
    private final Seen seen;
    private final Httpd httpd;
    private final HostProcess gangway;

    private Pairing(FakeBackend backend, UnixDoor door, Seen seen, Httpd httpd, HostProcess gangway) {
        this.backend = backend;
        this.door = door;
        this.seen = seen;
        this.httpd = httpd;
        this.gangway = gangway;
    }

    /** The rules text depends on where the backend is. */
    static Pairing start(String name, UnaryOperator<String> rulesForAuthority) {
        Seen seen = new Seen();
        FakeBackend backend = FakeBackend.start(seen);
        UnixDoor door = openToEverybody(backend.port());
        try {
            String rules = NAME
                    + rulesForAuthority
                            .apply(backend.authority())
                            .replace("UNIXDOOR", door.file().toString());
            Httpd httpd = Httpd.start(name, rules);
            try {
                return new Pairing(
                        backend, door, seen, httpd, HostProcess.start(HostKind.STANDALONE, HostSetup.of("", rules)));
            } catch (RuntimeException | Error e) {
                httpd.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            door.close();
            backend.close();
            throw e;
        }
    }

    /** httpd's processes may belong to somebody else. */
    private static UnixDoor openToEverybody(int port) {
        try {
            Path folder = Files.createTempDirectory("gangway-door");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            UnixDoor door = UnixDoor.open(folder.resolve("door"), port);
            Files.setPosixFilePermissions(door.file(), PosixFilePermissions.fromString("rwxrwxrwx"));
            folder.toFile().deleteOnExit();
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
                door;
                httpd;
                gangway) {
            // all four, in the opposite order
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
