package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.BackendCall;
import dev.gangway.testing.CorpusCase;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.RawProbe;
import dev.gangway.testing.RawResponse;
import dev.gangway.testing.StrictRequest;
import dev.gangway.testing.Tape;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Malformed and ambiguous requests (threats.md rows 1 to 45) against a host, judged by the octets that the backend got:
 * {@link RequestVerdict} says how.
 */
@Tag("corpus")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class RequestCorpusScenarios {
    private static final AtomicInteger FENCES = new AtomicInteger();

    private final HostFixture fixture;

    protected RequestCorpusScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    static Stream<CorpusCase> cases() {
        return RequestCorpus.cases().stream();
    }

    @BeforeEach
    void answerWithWhatWasAsked() {
        fixture.backend().on("/", RequestCorpusScenarios::answer);
    }

    @AfterEach
    void stopRecording() {
        fixture.backend().stopRecording();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isRefusedOrBecomesOneMessage(CorpusCase request) throws IOException {
        String expected = RequestCorpus.expected(request, fixture.host().kind());
        int before = fixture.backend().heads().size();
        Tape tape = fixture.backend().record();
        RawProbe.Seen seen = RawProbe.run(
                fixture.host().port(), request.octets(fixture.contextPath()), RequestVerdict.answers(expected));
        assertThat(seen.ended()).as("connection ended, after %s", seen).isTrue();
        List<StrictRequest> received = received(tape);
        List<RawHead> heads = fixture.backend().heads();
        String verdict = RequestVerdict.of(seen, received, heads.subList(before, heads.size()));
        if (!RequestVerdict.fits(expected, verdict)) {
            assertThat(verdict)
                    .as(
                            "%s\n%s\n answered with %s\n backend got %s",
                            request.id(), brief(request.text()), seen, received)
                    .isEqualTo(expected);
        }
        for (StrictRequest message : received) {
            String raw = message.head().toLowerCase(Locale.ROOT) + message.content();
            assertThat(lower(request.holds()))
                    .as(request.id())
                    .allSatisfy(text -> assertThat(raw).contains(text));
            assertThat(lower(request.lacks()))
                    .as(request.id())
                    .allSatisfy(text -> assertThat(raw).doesNotContain(text));
        }
        assertNextRequestIsItself();
    }

    /** Whatever the request left behind on the connections to the backend meets this one. */
    private void assertNextRequestIsItself() throws IOException {
        String path = "/fence/" + FENCES.incrementAndGet();
        RawResponse answer = fixture.get(path);
        assertThat(answer.head().values(RequestVerdict.ASKED))
                .as("%s", answer)
                .containsExactly("GET " + path + " HTTP/1.1");
    }

    private static List<StrictRequest> received(Tape tape) {
        await("cut messages to end")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(5))
                .until(() -> tape.recorded().stream()
                        .allMatch(each -> each.ended()
                                || StrictRequest.read(each.octets()).stream().allMatch(StrictRequest::complete)));
        return tape.recorded().stream()
                .flatMap(each -> StrictRequest.read(each.octets()).stream())
                .toList();
    }

    private static String brief(String text) {
        return text.length() < 2_000 ? text : text.substring(0, 2_000);
    }

    private static List<String> lower(List<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }

    private static void answer(BackendCall call) throws IOException {
        if (call.head().has("Expect")) {
            call.write(BackendCall.head("100 Continue"));
        }
        byte[] content = call.content();
        String asked =
                RequestVerdict.ASKED + ": " + RequestVerdict.asked(call.head().startLine());
        if (call.head().word(0).equals("HEAD")) {
            call.write(BackendCall.head("200 OK", asked, "Content-Length: 4"));
        } else {
            call.answer("200 OK", "seen " + content.length, asked);
        }
    }
}
