package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.Answers;
import dev.gangway.testing.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An app that hangs while many want it: two places, a queue, and everybody else as if it were not there. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class QueueScenarios {

    private static final int PLACES = 2;
    private static final int WAITING = 200;

    private final HostFixture fixture;
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    protected QueueScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void scripts() {
        fixture.backend().on("/", Answers::echoHead);
        fixture.narrow().on("/queue/", call -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            call.await(hanging);
            atOnce.decrementAndGet();
            call.answer("200 OK", call.path());
        });
    }

    @Test
    void aHangingAppHoldsNobodyElseBack() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < PLACES + WAITING; i++) {
                clients.add(fixture.client().get(fixture.at("/queue/hanging/" + i)));
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> atOnce.get() == PLACES);
            for (int i = 0; i < 20; i++) {
                assertThat(fixture.get("/elsewhere").status()).isEqualTo(200);
            }
            await("those who wait to hold no thread")
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(
                            () -> assertThat(fixture.host().threadsInGangway()).isEmpty());
            hanging.countDown();
            for (int i = 0; i < clients.size(); i++) {
                assertThat(clients.get(i).response().text()).isEqualTo("/queue/hanging/" + i);
            }
            assertThat(most.get()).isEqualTo(PLACES);
        } finally {
            hanging.countDown();
            clients.forEach(RawClient::close);
        }
    }

    /** A container tells of a client that has gone while its content is read. */
    @Test
    void whoIsGoneWhileWaitingIsNotSent() throws IOException {
        List<RawClient> holders = new ArrayList<>();
        try (RawClient gone = fixture.client();
                RawClient next = fixture.client()) {
            for (int i = 0; i < PLACES; i++) {
                holders.add(fixture.client().get(fixture.at("/queue/holder/" + i)));
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> atOnce.get() == PLACES);
            int before = fixture.host().log().length();
            gone.send(RawClient.request("POST", fixture.at("/queue/gone"), "Content-Length: 1000") + "some");
            gone.reset();
            await("the log to tell of the client")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> fixture.host().log().substring(before).contains("/queue/gone"));
            next.get(fixture.at("/queue/next"));
            hanging.countDown();
            assertThat(next.response().text()).isEqualTo("/queue/next");
            for (RawClient holder : holders) {
                assertThat(holder.response().text()).startsWith("/queue/holder/");
            }
            assertThat(fixture.narrow().heads("/queue/gone")).isEmpty();
        } finally {
            hanging.countDown();
            holders.forEach(RawClient::close);
        }
    }
}
