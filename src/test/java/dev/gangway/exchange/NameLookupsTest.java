package dev.gangway.exchange;

import static dev.gangway.exchange.NamesInMemory.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.balancer.ManualTimer;
import dev.gangway.rules.ClientNames;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client's name is the one that leads back to it, and nobody waits for it longer or in greater number than allowed. */
class NameLookupsTest {

    private static final InetAddress CLIENT = address("192.0.2.7");
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final NamesInMemory service = new NamesInMemory();
    private final ManualTimer clock = new ManualTimer();
    private final List<NameLookups> opened = new ArrayList<>();

    @AfterEach
    void close() {
        service.answer();
        opened.forEach(NameLookups::close);
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.org, www.example.org, 192.0.2.7, www.example.org",
        "WWW.Example.org., www.example.org, 192.0.2.7, www.example.org",
        "www.example.org, www.example.org, 192.0.2.8,",
        "www.example.org, other.example.org, 192.0.2.7,",
        "192.0.2.7, 192.0.2.7, 192.0.2.7,",
        "0x7f, 0x7f, 192.0.2.7, 0x7f",
        "a b.example.org, a b.example.org, 192.0.2.7,",
    })
    void onlyANameThatLeadsBackCounts(String claimed, String known, String leadsTo, String name) {
        service.reverse("192.0.2.7", claimed).forward(known, leadsTo);
        ClientNames names = lookups(AMPLE).get();
        assertThat(names.nameOf(CLIENT)).isEqualTo(Optional.ofNullable(name));
        assertThat(names.learnt())
                .isEqualTo(name == null ? ", who has no name that leads back to the address" : ", called " + name);
    }

    @Test
    void oneOfSeveralAddressesIsEnough() {
        service.forward("home.example.org", "198.51.100.1", "2001:db8::7");
        ClientNames names = lookups(AMPLE).get();
        assertThat(names.leadsTo("home.example.org", address("2001:db8:0::7"))).contains(true);
        assertThat(names.leadsTo("home.example.org", CLIENT)).contains(false);
        assertThat(names.leadsTo("gone.example.org", CLIENT)).isEmpty();
    }

    @Test
    void answersGoodAndBadAreKeptForAMinute() {
        service.reverse("192.0.2.7", "www.example.org").forward("www.example.org", "192.0.2.7");
        NameLookups lookups = lookups(AMPLE);
        InetAddress nameless = address("192.0.2.8");
        for (int i = 0; i < 3; i++) {
            assertThat(lookups.get().nameOf(CLIENT)).contains("www.example.org");
            assertThat(lookups.get().nameOf(nameless)).isEmpty();
        }
        assertThat(service.asked()).isEqualTo(3);
        clock.advance(RememberedAnswers.AGE.minusNanos(1));
        lookups.get().nameOf(nameless);
        assertThat(service.asked()).isEqualTo(3);
        clock.advance(Duration.ofNanos(1));
        service.reverse("192.0.2.8", "new.example.org").forward("new.example.org", "192.0.2.8");
        assertThat(lookups.get().nameOf(nameless)).contains("new.example.org");
    }

    @Test
    void rememberedAnswersAreBounded() {
        RememberedAnswers<Integer, Integer> answers =
                new RememberedAnswers<>(number -> number, Runnable::run, () -> 0, RememberedAnswers.AGE);
        for (int i = 0; i < RememberedAnswers.MOST + 10; i++) {
            assertThat(answers.ask(i)).isCompletedWithValue(i);
        }
        assertThat(answers.size()).isEqualTo(RememberedAnswers.MOST);
    }

    @Test
    void aRequestWaitsOnceAndTheLateAnswerIsForTheNext() {
        service.reverse("192.0.2.7", "www.example.org").forward("www.example.org", "192.0.2.7");
        service.hang();
        NameLookups lookups = lookups(SHORT);
        ClientNames names = lookups.get();
        assertThat(names.nameOf(CLIENT)).isEmpty();
        assertThat(names.learnt()).isEqualTo(", whose name is unknown: no answer within 20 ms");
        long before = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            assertThat(names.leadsTo("n" + i % 8 + ".example.org", CLIENT)).isEmpty();
        }
        // a thousand times the limit would be 20 s
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        service.answer();
        long deadline = System.nanoTime() + AMPLE.toNanos();
        Optional<String> late = Optional.empty();
        while (late.isEmpty() && System.nanoTime() < deadline) {
            late = lookups.get().nameOf(CLIENT);
        }
        assertThat(late).contains("www.example.org");
    }

    @Test
    void lookUpsThatFindNoPlaceAreNotWaitedFor() {
        service.hang();
        NameLookups lookups = lookups(Duration.ofNanos(1));
        for (int i = 0; i < NameLookups.THREADS + NameLookups.MOST_QUEUED; i++) {
            ClientNames names = lookups.get();
            assertThat(names.nameOf(address("198.51.100." + i))).isEmpty();
            assertThat(names.learnt()).contains("no answer within");
        }
        ClientNames names = lookups.get();
        assertThat(names.nameOf(CLIENT)).isEmpty();
        assertThat(names.learnt()).isEqualTo(", whose name is unknown: too many names are looked up");
    }

    @Test
    void noMoreRequestsWaitThanMay() throws InterruptedException {
        service.reverse("192.0.2.7", "www.example.org").forward("www.example.org", "192.0.2.7");
        service.hang();
        NameLookups lookups = lookups(AMPLE);
        List<Optional<String>> answers = Collections.synchronizedList(new ArrayList<>());
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < NameLookups.MOST_WAITING; i++) {
            Thread thread = new Thread(() -> answers.add(lookups.get().nameOf(CLIENT)));
            thread.start();
            waiting.add(thread);
        }
        long deadline = System.nanoTime() + AMPLE.toNanos();
        while (waiting.stream().anyMatch(thread -> thread.getState() != Thread.State.TIMED_WAITING)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        ClientNames oneMore = lookups.get();
        assertThat(oneMore.nameOf(CLIENT)).isEmpty();
        assertThat(oneMore.learnt()).isEqualTo(", whose name is unknown: too many requests wait for names");
        service.answer();
        for (Thread thread : waiting) {
            thread.join(AMPLE.toMillis());
        }
        assertThat(answers).hasSize(NameLookups.MOST_WAITING).containsOnly(Optional.of("www.example.org"));
        assertThat(lookups.get().nameOf(CLIENT)).contains("www.example.org");
    }

    @Test
    void aBackendsAddressesAreLookedUpOnceForAllWhoWait() throws Exception {
        service.forward("backend.example", "192.0.2.1", "2001:db8::1").hang();
        NameLookups lookups = lookups(AMPLE);
        List<CompletableFuture<List<InetAddress>>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(lookups.addresses("backend.example", AMPLE));
        }
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        service.answer();
        for (CompletableFuture<List<InetAddress>> one : waiting) {
            assertThat(one.get(20, TimeUnit.SECONDS)).containsExactly(address("192.0.2.1"), address("2001:db8::1"));
        }
        assertThat(service.asked()).isEqualTo(1);
        assertThat(lookups.addresses("backend.example", AMPLE).get(20, TimeUnit.SECONDS))
                .hasSize(2);
        assertThat(service.asked()).as("kept by the platform only").isEqualTo(2);
    }

    @Test
    void whoWaitsForABackendsAddressWaitsForItsOwnTime() {
        service.hang();
        NameLookups lookups = lookups(AMPLE);
        CompletableFuture<List<InetAddress>> patient = lookups.addresses("backend.example", Duration.ofSeconds(9));
        CompletableFuture<List<InetAddress>> hasty = lookups.addresses("backend.example", Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(hasty)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .withMessage("backend.example: no answer in time");
        assertThat(patient).isNotDone();
        clock.advance(Duration.ofSeconds(8));
        assertThat(patient).isCompletedExceptionally();
        assertThat(clock.scheduled()).isZero();
    }

    @Test
    void aBackendsNameWithoutAddressFails() {
        NameLookups lookups = lookups(AMPLE);
        assertThat(lookups.addresses("gone.example", AMPLE))
                .failsWithin(AMPLE)
                .withThrowableThat()
                .havingCause()
                .withMessage("gone.example: not one of the records");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1", "255.255.255.255", "2001:db8::1", "[2001:db8::1]", "::ffff:192.0.2.1"})
    void anAddressIsNotLookedUp(String host) {
        assertThat(lookups(AMPLE).addresses(host, AMPLE)).isCompletedWithValueMatching(found -> found.size() == 1);
        assertThat(service.asked()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"[::::]", "2001:db8::x", "[a:b"})
    void aBrokenAddressIsNotLookedUp(String host) {
        assertThat(lookups(AMPLE).addresses(host, AMPLE)).isCompletedExceptionally();
        assertThat(service.asked()).isZero();
    }

    @Test
    void clientsThatHangKeepNoBackendWaiting() throws Exception {
        NamesInMemory ofClients = new NamesInMemory();
        ofClients.hang();
        NameService both = new NameService() {
            @Override
            public Optional<String> nameOf(InetAddress address) {
                return ofClients.nameOf(address);
            }

            @Override
            public List<InetAddress> addressesOf(String name) throws UnknownHostException {
                return service.addressesOf(name);
            }
        };
        service.forward("backend.example", "192.0.2.1");
        NameLookups lookups = new NameLookups(clock, both, Duration.ofNanos(1));
        opened.add(lookups);
        for (int i = 0; i < NameLookups.THREADS + NameLookups.MOST_QUEUED + 1; i++) {
            assertThat(lookups.get().nameOf(address("198.51.100." + i))).isEmpty();
        }
        assertThat(lookups.addresses("backend.example", AMPLE).get(20, TimeUnit.SECONDS))
                .containsExactly(address("192.0.2.1"));
        ofClients.answer();
    }

    @Test
    void lookUpsOfBackendsAreBounded() {
        service.hang();
        NameLookups lookups = lookups(AMPLE);
        for (int i = 0; i < NameLookups.BACKEND_THREADS + NameLookups.MOST_BACKENDS_QUEUED; i++) {
            assertThat(lookups.addresses("b" + i + ".example", AMPLE)).isNotDone();
        }
        assertThat(lookups.addresses("more.example", AMPLE))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .withMessage("more.example: too many look-ups are waiting");
    }

    /** Only what the hosts file of every machine says. */
    @Test
    void thePlatformKnowsTheLoopbackAddress() {
        NameLookups lookups = new NameLookups(clock);
        opened.add(lookups);
        InetAddress loopback = address("127.0.0.1");
        assertThat(lookups.get().leadsTo("localhost", loopback)).contains(true);
        assertThat(lookups.get().leadsTo("localhost", address("127.0.0.2"))).contains(false);
        assertThat(lookups.get().nameOf(loopback))
                .hasValueSatisfying(name ->
                        assertThat(lookups.get().leadsTo(name, loopback)).contains(true));
    }

    private NameLookups lookups(Duration limit) {
        NameLookups lookups = new NameLookups(clock, service, limit);
        opened.add(lookups);
        return lookups;
    }
}
