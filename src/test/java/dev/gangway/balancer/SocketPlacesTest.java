package dev.gangway.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.rules.ParseResult;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import dev.gangway.rules.WorkerDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which handshakes get a place, and that every place comes back. */
class SocketPlacesTest {

    private final ManualTimer clock = new ManualTimer();
    private final List<SocketPlaces.Place> taken = new ArrayList<>();
    private List<WorkerDefinition> workers = List.of();

    private SocketPlaces places(String... lines) {
        String text = String.join("\n", lines) + "\nProxyPass /a/ http://a.example/ maxsockets=2\n"
                + "ProxyPass /b/ http://b.example/";
        RuleSet rules = ((ParseResult.Parsed) RulesParser.parse(List.of(new RulesSource("test.conf", text)))).rules();
        workers = rules.workers();
        return new SocketPlaces(rules.sockets(), clock);
    }

    private WorkerDefinition limited() {
        return workers.get(0);
    }

    private WorkerDefinition open() {
        return workers.get(1);
    }

    /** Empty when it got in. */
    private String enter(SocketPlaces places, WorkerDefinition worker, String client) {
        SocketPlaces.Admission admission = places.enter(worker, client);
        if (admission instanceof SocketPlaces.Admission.Entered entered) {
            taken.add(entered.place());
            return "";
        }
        return ((SocketPlaces.Admission.Refused) admission).reason();
    }

    private static Duration wait(SocketPlaces.Admission admission) {
        return ((SocketPlaces.Admission.Refused) admission).retryAfter();
    }

    @Test
    void withoutLimitsOneAddressMayHaveTenThousand() {
        SocketPlaces places = places();
        for (int i = 0; i < 10_000; i++) {
            assertThat(enter(places, open(), "192.0.2.1")).isEmpty();
        }
        assertThat(places.taken()).isEqualTo(10_000);
        assertThat(places.remembered()).as("rates of nobody are kept").isZero();
    }

    @Test
    void aWorkerHasItsOwnLimit() {
        SocketPlaces places = places();
        assertThat(enter(places, limited(), "192.0.2.1")).isEmpty();
        assertThat(enter(places, limited(), "192.0.2.2")).isEmpty();
        assertThat(enter(places, limited(), "192.0.2.3"))
                .isEqualTo("all 2 sessions of http://a.example/, maxsockets= of test.conf:2 are taken");
        assertThat(enter(places, open(), "192.0.2.3")).isEmpty();
        taken.get(0).release();
        assertThat(enter(places, limited(), "192.0.2.3")).isEmpty();
    }

    @Test
    void allTogetherHaveALimit() {
        SocketPlaces places = places("ProxyWebsocketMax 2");
        assertThat(enter(places, open(), "192.0.2.1")).isEmpty();
        assertThat(enter(places, limited(), "192.0.2.2")).isEmpty();
        assertThat(enter(places, open(), "192.0.2.3"))
                .isEqualTo("all 2 sessions of ProxyWebsocketMax of test.conf:1 are taken");
        taken.get(1).release();
        assertThat(enter(places, open(), "192.0.2.3")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8:0:1::1, 2001:db8:0:1:ffff:ffff:ffff:ffff, true",
        "2001:db8:0:1::1, 2001:db8:0:2::1, false",
        "::ffff:192.0.2.1, 192.0.2.1, true",
        "::1, 127.0.0.1, false"
    })
    void aClientIsAnAddressOrTheNetworkOfOne(String one, String other, boolean same) {
        SocketPlaces places = places("ProxyWebsocketMaxPerClient 1");
        assertThat(enter(places, open(), one)).isEmpty();
        assertThat(enter(places, open(), other).isEmpty()).isEqualTo(!same);
    }

    @Test
    void theReasonNamesTheNetwork() {
        SocketPlaces places = places("ProxyWebsocketMaxPerClient 1");
        assertThat(enter(places, open(), "2001:db8:0:a1::1")).isEmpty();
        assertThat(enter(places, open(), "2001:db8:0:a1::2"))
                .isEqualTo("all 1 sessions of client 2001:db8:0:a1::/64, ProxyWebsocketMaxPerClient of test.conf:1"
                        + " are taken");
    }

    @Test
    void aRateLetsABurstInAndThenOneAfterTheOther() {
        SocketPlaces places = places("ProxyWebsocketRatePerClient 60/min 3");
        for (int i = 0; i < 3; i++) {
            assertThat(enter(places, open(), "192.0.2.1")).isEmpty();
        }
        assertThat(enter(places, open(), "192.0.2.1"))
                .isEqualTo("handshakes of client 192.0.2.1, limit 60/min, at once 3 of ProxyWebsocketRatePerClient of"
                        + " test.conf:1");
        assertThat(enter(places, open(), "192.0.2.2")).isEmpty();
        assertThat(wait(places.enter(open(), "192.0.2.1"))).isEqualTo(Duration.ofSeconds(1));
        clock.advance(Duration.ofMillis(999));
        assertThat(enter(places, open(), "192.0.2.1")).isNotEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(enter(places, open(), "192.0.2.1")).isEmpty();
        assertThat(enter(places, open(), "192.0.2.1")).isNotEmpty();
        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 3; i++) {
            assertThat(enter(places, open(), "192.0.2.1")).isEmpty();
        }
        assertThat(enter(places, open(), "192.0.2.1"))
                .as("no more than a burst is saved up")
                .isNotEmpty();
    }

    @Test
    void whatOneRateRefusesCostsTheOtherNothing() {
        SocketPlaces places = places("ProxyWebsocketRate 1/h 2", "ProxyWebsocketRatePerClient 1/h");
        assertThat(enter(places, open(), "192.0.2.1")).isEmpty();
        for (int i = 0; i < 5; i++) {
            assertThat(enter(places, open(), "192.0.2.1")).contains("ProxyWebsocketRatePerClient");
        }
        assertThat(enter(places, open(), "192.0.2.2")).isEmpty();
        assertThat(enter(places, open(), "192.0.2.3")).contains("ProxyWebsocketRate of");
        assertThat(wait(places.enter(open(), "192.0.2.3"))).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aRefusedHandshakeTakesNoPlace() {
        SocketPlaces places = places("ProxyWebsocketRate 1/h");
        assertThat(enter(places, open(), "192.0.2.1")).isEmpty();
        assertThat(enter(places, open(), "192.0.2.1")).isNotEmpty();
        taken.forEach(SocketPlaces.Place::release);
        assertThat(places.taken()).isZero();
        assertThat(places.clients()).isZero();
    }

    @Test
    void ratesAreRememberedOfSoManyClientsOnly() {
        SocketPlaces places = places("ProxyWebsocketRatePerClient 1/h");
        int many = SocketPlaces.MAX_REMEMBERED + 1000;
        for (int i = 0; i < many; i++) {
            String client = "10." + (i >> 16) + "." + (i >> 8 & 0xff) + "." + (i & 0xff);
            assertThat(enter(places, open(), client)).isEmpty();
            taken.remove(0).release();
        }
        assertThat(places.remembered()).isEqualTo(SocketPlaces.MAX_REMEMBERED);
        assertThat(places.clients()).isZero();
        assertThat(enter(places, open(), "10.1.0.0"))
                .as("a recent one is remembered")
                .isNotEmpty();
        assertThat(enter(places, open(), "10.0.0.0"))
                .as("the first one is forgotten")
                .isEmpty();
    }

    @Test
    void everyPlaceComesBackOnceFromAnyThread() throws InterruptedException {
        SocketPlaces places = places("ProxyWebsocketMax 50", "ProxyWebsocketMaxPerClient 20");
        List<Thread> threads = new ArrayList<>();
        for (int each = 0; each < 4; each++) {
            Random random = new Random(each);
            threads.add(new Thread(() -> {
                List<SocketPlaces.Place> own = new ArrayList<>();
                for (int i = 0; i < 20_000; i++) {
                    WorkerDefinition worker = workers.get(random.nextInt(2));
                    if (places.enter(worker, "2001:db8:0:" + random.nextInt(9) + "::1")
                            instanceof SocketPlaces.Admission.Entered entered) {
                        own.add(entered.place());
                    }
                    if (!own.isEmpty() && random.nextBoolean()) {
                        SocketPlaces.Place place = own.remove(random.nextInt(own.size()));
                        place.release();
                        place.release();
                    }
                }
                own.forEach(SocketPlaces.Place::release);
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(30_000);
        }
        assertThat(places.taken()).isZero();
        assertThat(places.takenAt(limited().name())).isZero();
        assertThat(places.clients()).isZero();
    }
}
