package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.it.fault.Crowd;
import dev.gangway.it.fault.Door;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.HostFigures;
import dev.gangway.testing.HostKind;
import dev.gangway.testing.HostProcess;
import dev.gangway.testing.HostSetup;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** One host with a small heap, one backend, and a crowd between them. Confined to the test thread. */
final class CrowdedHost implements AutoCloseable {

    private static final int USERS = 16;
    private static final int WARM_UP = 4_000;
    /** What a container keeps in its caches of buffers. */
    private static final long HEAP_TOLERANCE_KIB = 8_000;

    private static final int CONTAINER_THREADS_TOLERANCE = 8;
    private static final String RULES = """
            ProxyPass /matrix/ http://BACKEND/ ttl=1
            ProxyPass /socket/ ws://BACKEND/socket/
            """;

    private final FakeBackend backend = FakeBackend.start().withoutHeads();
    private final HostProcess host;
    private final Crowd crowd;

    private CrowdedHost(HostKind kind, long seed) {
        HostSetup setup = HostSetup.of("", RULES.replace("BACKEND", backend.authority()));
        host = HostProcess.start(kind, setup.withHeap(96));
        crowd = new Crowd(new Door(host.port(), ""), backend, USERS, seed);
    }

    /** Has exchanged enough already that everything is there that comes and stays. */
    static CrowdedHost warm(HostKind kind, long seed) throws InterruptedException {
        CrowdedHost started = new CrowdedHost(kind, seed);
        started.crowd.go(WARM_UP, () -> false);
        return started;
    }

    Crowd crowd() {
        return crowd;
    }

    HostFigures figures() {
        return host.figures();
    }

    /** When nothing is under way any more and kept connections have ended; Jetty keeps an ended exchange for some seconds. */
    HostFigures settled() {
        await("connections to end").atMost(Duration.ofSeconds(20)).until(() -> backend.open() == 0);
        AtomicReference<HostFigures> figures = new AtomicReference<>(host.figures());
        await("exchanges to end")
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    HostFigures now = figures.updateAndGet(last -> host.figures());
                    return now.exchanges() == 0 && now.sessions() == 0;
                });
        return figures.get();
    }

    /** Nobody saw what is not his, and the host holds what it held. */
    void assertClean(HostFigures before, HostFigures after) {
        assertThat(crowd.problems()).isEmpty();
        assertThat(backend.failures()).isEmpty();
        assertThat(host.problems(0)).as("problems in the host's log").isEmpty();
        assertThat(after.descriptors()).as("descriptors").isLessThanOrEqualTo(before.descriptors());
        assertThat(after.gangwayThreads()).as("threads of Gangway").isLessThanOrEqualTo(before.gangwayThreads());
        assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + CONTAINER_THREADS_TOLERANCE);
        assertThat(after.heapKib()).as("heap").isLessThan(before.heapKib() + HEAP_TOLERANCE_KIB);
    }

    @Override
    public void close() {
        crowd.close();
        host.close();
        backend.close();
    }
}
