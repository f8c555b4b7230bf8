package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.it.fault.Door;
import dev.gangway.it.fault.FaultMatrix;
import dev.gangway.testing.HostFigures;
import dev.gangway.testing.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Faults by traffic by moment, generated ({@link FaultMatrix}): each client gets its own answer, an allowed status, or an
 * answer that visibly breaks off within a second; no octet of another exchange, nothing unsafe twice; and the next exchange
 * on that worker is whole. Behind all of them the host holds what it held before. {@code -Dmatrix.rounds} for more.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class FaultMatrixScenarios {

    private static final int ROUNDS = Integer.getInteger("matrix.rounds", 1);
    private static final int PLACES = 64;
    /** What a container keeps in its caches of buffers; what each cell left would be more. */
    private static final long HEAP_TOLERANCE_KIB = 8_000;

    private static final Duration CONTAINER_TIMEOUTS = Duration.ofSeconds(60);

    /**
     * Exchanges that may still be referred to: as many as ran at once. Now and then a container, or something not found yet,
     * refers to ended ones longer than a minute; their places, threads and descriptors are back by then, as is checked here.
     */
    private static final long MOST_LEFT = 16;

    private final HostFixture fixture;

    protected FaultMatrixScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @TestFactory
    Stream<DynamicTest> cells() throws InterruptedException {
        List<FaultMatrix.Verdict> verdicts = new ArrayList<>();
        HostFigures before;
        HostFigures after;
        long start;
        try (FaultMatrix matrix =
                new FaultMatrix(new Door(fixture.host().port(), fixture.contextPath()), fixture.matrix())) {
            matrix.warmUp();
            before = settled();
            start = System.nanoTime();
            for (int round = 1; round <= ROUNDS; round++) {
                verdicts.addAll(matrix.run(round));
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            after = settled();
            System.out.println(fixture.host().kind() + ": " + verdicts.size() + " cells in " + took.toMillis()
                    + " ms; before: " + before + "; after: " + after);
        }
        return Stream.concat(
                verdicts.stream()
                        .map(verdict -> DynamicTest.dynamicTest(
                                verdict.cell(),
                                () -> assertThat(verdict.problem())
                                        .as(verdict.cell())
                                        .isEmpty())),
                Stream.of(DynamicTest.dynamicTest("what the host holds", () -> assertSame(before, after))));
    }

    /** Its own places, too: as many as the rule says, and not one less. */
    @Test
    void everyPlaceIsFreeAgain() throws IOException {
        CountDownLatch all = new CountDownLatch(1);
        fixture.matrix().on("/parked/", call -> call.await(all).answer("200 OK", call.path()));
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < PLACES; i++) {
                clients.add(fixture.client().get(fixture.at("/matrix/parked/" + i)));
            }
            await("all to be at the backend")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> fixture.matrix().active() == PLACES);
            assertThat(fixture.get("/matrix/parked/more").status()).isEqualTo(503);
            all.countDown();
            for (int i = 0; i < PLACES; i++) {
                assertThat(clients.get(i).response().text()).isEqualTo("/parked/" + i);
            }
        } finally {
            all.countDown();
            clients.forEach(RawClient::close);
        }
    }

    /** When kept connections have gone and nothing is under way any more; Jetty keeps an ended exchange for some seconds. */
    private HostFigures settled() {
        await("kept connections to end")
                .atMost(Duration.ofSeconds(15))
                .until(() -> fixture.matrix().open() == 0);
        AtomicReference<HostFigures> figures =
                new AtomicReference<>(fixture.host().figures());
        await("exchanges to end")
                .atMost(CONTAINER_TIMEOUTS)
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        figures.updateAndGet(last -> fixture.host().figures()).exchanges() <= MOST_LEFT);
        return figures.get();
    }

    private static void assertSame(HostFigures before, HostFigures after) {
        assertThat(after.descriptors()).as("descriptors").isLessThanOrEqualTo(before.descriptors());
        assertThat(after.gangwayThreads()).as("threads of Gangway").isLessThanOrEqualTo(before.gangwayThreads());
        assertThat(after.heapKib()).as("heap").isLessThan(before.heapKib() + HEAP_TOLERANCE_KIB);
    }
}
