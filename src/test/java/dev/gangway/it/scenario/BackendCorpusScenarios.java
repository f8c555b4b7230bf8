package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.BackendCall;
import dev.gangway.testing.CorpusCase;
import dev.gangway.testing.Ending;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.OctetScript;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers of a hostile backend (threats.md rows 20 to 32). Expected is one of
 *
 * <ul>
 *   <li>a status and the content: that answer, complete;
 *   <li>a status alone: Gangway's own page;
 *   <li>{@code broken}: 502, or an answer that visibly breaks off, within a second after the backend's last octet.
 * </ul>
 *
 * And for every case: the next requests on that worker, of other users, get their own answers.
 */
@Tag("corpus")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class BackendCorpusScenarios {
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(1);
    private static final String BROKEN = "broken";
    private static final String HOSTILE = "/hostile/";
    private static final String OWN = "/own/";
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final HostFixture fixture;

    protected BackendCorpusScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    static Stream<CorpusCase> cases() {
        return CorpusCase.readAll("corpus/backends").stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void harmsOnlyItsOwnExchange(CorpusCase hostile) throws IOException {
        boolean hasty = hostile.option().contains("hasty");
        FakeBackend backend = hasty ? fixture.hasty() : fixture.backend();
        String worker = hasty ? "/hasty" : "";
        AtomicLong saidAt = new AtomicLong();
        backend.on(OWN, call -> call.answer("200 OK", "own " + call.path()));
        backend.on(HOSTILE + hostile.id(), call -> {
            try {
                answer(call, hostile);
            } finally {
                saidAt.set(System.nanoTime());
            }
        });
        // leaves a kept connection, so that what the hostile answer leaves behind has somewhere to lie in wait
        assertNextRequestGetsItsOwn(worker);
        assertThat(outcome(hostile, worker + HOSTILE + hostile.id(), saidAt))
                .as(hostile.id())
                .isEqualTo(hostile.expected());
        // whoever comes while the backend still talks gets what it says then: nobody can tell that from an answer
        await("the backend to have said everything")
                .atMost(Duration.ofSeconds(8))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> saidAt.get() != 0);
        assertNextRequestGetsItsOwn(worker);
        assertNextRequestGetsItsOwn(worker);
    }

    private String outcome(CorpusCase hostile, String path, AtomicLong saidAt) throws IOException {
        try (RawClient client = fixture.client().readTimeout(Duration.ofSeconds(10))) {
            client.send(request(hostile.option(), fixture.at(path)));
            RawResponse response = client.response();
            String head = response.head().raw().toLowerCase(Locale.ROOT);
            assertThat(lower(hostile.holds()))
                    .as(hostile.id())
                    .allSatisfy(text -> assertThat(head).contains(text));
            assertThat(lower(hostile.lacks()))
                    .as(hostile.id())
                    .allSatisfy(text -> assertThat(head).doesNotContain(text));
            boolean broken = response.ending().visiblyBroken() || (response.status() == 502 && own(response));
            return hostile.expected().equals(BROKEN) && broken ? inTime(saidAt) : described(response);
        } catch (EOFException | SocketException e) {
            // expected here because a host that has not sent the head yet ends the connection without it
            return inTime(saidAt);
        }
    }

    private static String inTime(AtomicLong saidAt) {
        long late = saidAt.get() == 0 ? 0 : System.nanoTime() - saidAt.get();
        return late < VISIBLE_WITHIN.toNanos() ? BROKEN : BROKEN + " after " + Duration.ofNanos(late);
    }

    private static String described(RawResponse response) {
        if (own(response)) {
            return Integer.toString(response.status());
        }
        String content = response.content().length > 100 ? response.content().length + " octets" : response.text();
        String ending = response.ending() == Ending.COMPLETE ? "" : " [" + response.ending() + "]";
        return (response.status() + " " + content).strip() + ending;
    }

    private static boolean own(RawResponse response) {
        return response.text().contains("<p>Request id: ");
    }

    private void assertNextRequestGetsItsOwn(String worker) throws IOException {
        String path = OWN + NEXT.incrementAndGet();
        RawResponse answer = fixture.get(worker + path);
        assertThat(described(answer)).as("next request").isEqualTo("200 own " + path);
        assertThat(answer.head().raw()).doesNotContain("evil");
    }

    /** {@code UPLOAD} announces more than it sends, {@code POST} is short, the others have no content. */
    private static String request(String option, String target) {
        if (option.contains("UPLOAD")) {
            return RawClient.request("POST", target, "Content-Length: 1000000") + "x".repeat(2_000);
        }
        if (option.contains("POST")) {
            return RawClient.request("POST", target, "Content-Length: 5") + "hello";
        }
        return RawClient.request(option.contains("HEAD") ? "HEAD" : "GET", target);
    }

    private static void answer(BackendCall call, CorpusCase hostile) throws IOException {
        for (OctetScript.Step step : hostile.octets("").steps()) {
            if (step instanceof OctetScript.Send send) {
                call.write(send.latin1());
            } else if (step instanceof OctetScript.Pause pause) {
                call.pace(pause.time());
            } else if (step instanceof OctetScript.HalfClose) {
                call.halfClose();
            } else if (step instanceof OctetScript.Close) {
                call.close();
            } else {
                call.reset();
            }
        }
    }

    private static List<String> lower(List<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }
}
