package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.Answers;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.HostKind;
import dev.gangway.testing.HostProcess;
import dev.gangway.testing.HostSetup;
import dev.gangway.testing.ParkingBackend;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Long polls, fifty for every thread of the container: they hold no thread, and nobody else waits for them. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParkedPollsIT {

    private static final int POLLS = 1_000;
    private static final int CONTAINER_THREADS = 20;

    /** The JVM's own, the container's selectors and timers, Gangway's; what matters is that 1,000 polls add none. */
    private static final int OTHER_THREADS = 60;

    /** The connector of {@code java -jar} is Gangway's own and keeps its 100 threads. */
    private static final int STANDALONE_THREADS = 100;

    @ParameterizedTest
    @EnumSource
    void holdNoThread(HostKind kind) throws IOException {
        try (ParkingBackend parking = ParkingBackend.start();
                FakeBackend other = FakeBackend.start(Answers::echoHead)) {
            String rules = "ProxyPass /poll/ http://127.0.0.1:" + parking.port() + "/\n"
                    + "ProxyPass / http://127.0.0.1:" + other.port() + "/\n";
            HostSetup setup = HostSetup.of("", rules).withContainerThreads(CONTAINER_THREADS);
            try (HostProcess host = HostProcess.start(kind, setup)) {
                List<RawClient> clients = new ArrayList<>();
                try {
                    park(host, parking, clients);
                    others(host);
                    release(parking, clients);
                } finally {
                    clients.forEach(RawClient::close);
                }
            }
        }
    }

    private static void park(HostProcess host, ParkingBackend parking, List<RawClient> clients) throws IOException {
        for (int i = 0; i < POLLS; i++) {
            clients.add(RawClient.connect(host.port()).get("/poll/" + i));
        }
        await("every poll to be parked").atMost(Duration.ofSeconds(60)).until(() -> parking.parked() == POLLS);
    }

    private static void others(HostProcess host) throws IOException {
        for (int i = 0; i < 100; i++) {
            RawResponse response = RawClient.exchange(host.port(), RawClient.request("GET", "/other/" + i));
            assertThat(response.text()).startsWith("GET /other/" + i + " ");
        }
        int threads = host.kind() == HostKind.STANDALONE ? STANDALONE_THREADS : CONTAINER_THREADS;
        assertThat(host.threads()).as("threads").isLessThan(threads + OTHER_THREADS);
        await("threads to leave Gangway's code")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(host.threadsInGangway()).isEmpty());
    }

    private static void release(ParkingBackend parking, List<RawClient> clients) throws IOException {
        assertThat(parking.parked()).as("still parked").isEqualTo(POLLS);
        parking.release();
        for (int i = 0; i < POLLS; i++) {
            assertThat(clients.get(i).response().text()).isEqualTo("/" + i);
        }
    }
}
