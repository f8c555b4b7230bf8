package dev.gangway.it.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.Answers;
import dev.gangway.testing.BackendCall;
import dev.gangway.testing.Ending;
import dev.gangway.testing.RawClient;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Content of unknown length: kept back for backends that need one, and what happens when the client stops sending. */
public abstract class UploadScenarios {
    private final HostFixture fixture;

    protected UploadScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void backendAnswersWithWhatItGot() {
        fixture.backend().on("/digest", Answers::uploadDigest);
        fixture.backend().on("/spooled/", Answers::uploadDigest);
        fixture.hasty().on("/", Answers::uploadDigest);
    }

    @Test
    void shortContentIsSentWithALength() throws IOException {
        try (RawClient client = chunked("/digest")) {
            client.sendChunk("piece one").sendChunk("piece two").sendChunk("");
            assertThat(client.response().text())
                    .isEqualTo("18 " + digest("piece onepiece two") + " length=18 COMPLETE");
        }
    }

    @Test
    void emptyContentIsSentWithALength() throws IOException {
        try (RawClient client = chunked("/digest")) {
            client.sendChunk("");
            assertThat(client.response().text()).isEqualTo("0 " + digest("") + " length=0 COMPLETE");
        }
    }

    @Test
    void longContentIsStreamed() throws IOException {
        String content = "0123456789".repeat(2_000);
        try (RawClient client = chunked("/digest")) {
            client.sendChunk(content).sendChunk("");
            assertThat(client.response().text()).isEqualTo("20000 " + digest(content) + " chunked COMPLETE");
        }
    }

    @Test
    void aPauseSendsWhatIsThere() throws IOException {
        CountDownLatch heard = new CountDownLatch(1);
        fixture.backend().on("/pause", call -> {
            String first = new String(call.chunk(), ISO_8859_1);
            heard.countDown();
            String second = new String(call.chunk(), ISO_8859_1);
            call.chunk();
            call.answer("200 OK", first + "," + second);
        });
        try (RawClient client = chunked("/pause")) {
            client.sendChunk("one");
            await().atMost(Duration.ofSeconds(10)).until(() -> heard.getCount() == 0);
            client.sendChunk("two").sendChunk("");
            assertThat(client.response().text()).isEqualTo("one,two");
        }
    }

    @Test
    void aRuleCanAskForTheLengthOfLongContent() throws IOException {
        String content = "0123456789".repeat(10_000);
        try (RawClient client = chunked("/spooled/digest")) {
            client.sendChunk(content).sendChunk(content).sendChunk("");
            assertThat(client.response().text())
                    .isEqualTo("200000 " + digest(content + content) + " length=200000 COMPLETE");
        }
    }

    @Test
    void aRuleThatAsksForTheLengthAnswersExpectations() throws IOException {
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request(
                    "POST", fixture.at("/spooled/digest"), "Transfer-Encoding: chunked", "Expect: 100-continue"));
            assertThat(client.anyHead().status()).isEqualTo(100);
            client.sendChunk("abc").sendChunk("");
            assertThat(client.response().text()).isEqualTo("3 " + digest("abc") + " length=3 COMPLETE");
        }
    }

    @Test
    void whatIsMoreThanTheRulesLimitIsStreamed() throws IOException {
        String content = "0123456789".repeat(40_000);
        try (RawClient client = chunked("/spooled/digest")) {
            client.sendChunk(content).sendChunk("");
            assertThat(client.response().text()).isEqualTo("400000 " + digest(content) + " chunked COMPLETE");
        }
    }

    @Test
    void anEarlyAnswerDoesNotEndTheUploadProperly() throws IOException {
        AtomicReference<Ending> upload = new AtomicReference<>();
        fixture.backend().on("/early", call -> {
            call.chunk();
            call.write(BackendCall.head("413 Content Too Large", "Content-Length: 0"));
            upload.set(call.content(OutputStream.nullOutputStream()));
        });
        try (RawClient client = chunked("/early")) {
            client.sendChunk("0123456789".repeat(4_000));
            assertThat(client.response().status()).isEqualTo(413);
            await().atMost(Duration.ofSeconds(10)).until(() -> upload.get() != null);
            assertThat(upload.get()).isNotEqualTo(Ending.COMPLETE);
        }
    }

    @Test
    void aClientThatStopsSendingIsToBlame() throws IOException {
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("POST", fixture.at("/hasty/paused"), "Content-Length: 10") + "only");
            assertThat(client.response().status()).isEqualTo(408);
        }
    }

    private RawClient chunked(String path) throws IOException {
        RawClient client = fixture.client();
        return client.send(RawClient.request("POST", fixture.at(path), "Transfer-Encoding: chunked"));
    }

    private static String digest(String content) {
        return Answers.digest(content.getBytes(ISO_8859_1));
    }
}
