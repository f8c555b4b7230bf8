package dev.gangway.it.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.Answers;
import dev.gangway.testing.BackendCall;
import dev.gangway.testing.Ending;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.RawResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How content passes in both directions: framing, streaming, back-pressure. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ContentScenarios {
    private static final long MIB = 1024 * 1024;

    private final HostFixture fixture;

    protected ContentScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void scripts() {
        fixture.backend().on("/", Answers::echoHead);
        fixture.backend().on("/digest", Answers::uploadDigest);
    }

    @Test
    void uploadWithLengthArrivesWithThatLength() throws IOException {
        byte[] content = Answers.pattern(20_000_000);
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("POST", fixture.at("/digest"), "Content-Length: " + content.length));
            client.send(content);
            assertThat(client.response().text())
                    .isEqualTo("20000000 " + Answers.digest(content) + " length=20000000 COMPLETE");
        }
    }

    /** Sizes around the buffers on the way: a container may report the end while its own buffer holds the last octets. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8_191, 8_193, 16_385, 32_767, 32_768, 32_769, 34_007, 40_961, 65_537, 65_894})
    void uploadsOfEverySizeArriveWhole(int size) throws IOException {
        byte[] content = Answers.pattern(size);
        String expected = size + " " + Answers.digest(content) + " length=" + size + " COMPLETE";
        try (RawClient client = fixture.client()) {
            for (int i = 0; i < 5; i++) {
                client.send(RawClient.request("POST", fixture.at("/digest"), "Content-Length: " + size));
                client.send(content);
                assertThat(client.response().text()).isEqualTo(expected);
            }
        }
    }

    @Test
    void uploadPiecesArriveAsTheyAreSent() throws IOException {
        CountDownLatch first = new CountDownLatch(1);
        fixture.backend().on("/pieces", call -> {
            String one = new String(call.readExactly(3), ISO_8859_1);
            first.countDown();
            String two = new String(call.readExactly(3), ISO_8859_1);
            call.answer("200 OK", one + "," + two);
        });
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("POST", fixture.at("/pieces"), "Content-Length: 6") + "one");
            await().atMost(Duration.ofSeconds(5)).until(() -> first.getCount() == 0);
            client.send("two");
            assertThat(client.response().text()).isEqualTo("one,two");
        }
    }

    @Test
    void emptyContentKeepsItsLength() throws IOException {
        assertThat(fixture.exchange("POST", "/digest", "Content-Length: 0").text())
                .isEqualTo("0 " + Answers.digest(new byte[0]) + " length=0 COMPLETE");
    }

    @Test
    void formContentIsNotTouched() throws IOException {
        String form = "a=1&b=%20&c=+";
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request(
                            "POST",
                            fixture.at("/digest"),
                            "Content-Type: application/x-www-form-urlencoded",
                            "Content-Length: " + form.length())
                    + form);
            assertThat(client.response().text()).startsWith("13 " + Answers.digest(form.getBytes(ISO_8859_1)));
        }
    }

    @Test
    void expectContinueIsAnswered() throws IOException {
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("POST", fixture.at("/digest"), "Content-Length: 3", "Expect: 100-continue"));
            assertThat(client.anyHead().status()).isEqualTo(100);
            client.send("abc");
            assertThat(client.response().text()).startsWith("3 " + Answers.digest("abc".getBytes(ISO_8859_1)));
        }
    }

    @Test
    void responsePiecesArriveAsTheyAreSent() throws IOException {
        CountDownLatch second = new CountDownLatch(1);
        fixture.backend().on("/stream", Answers.chunks("text/plain", new String[] {"one", "two"}, second));
        try (RawClient client = fixture.client()) {
            client.get(fixture.at("/stream"));
            assertThat(client.head().chunked()).isTrue();
            assertThat(new String(client.chunk(), ISO_8859_1)).isEqualTo("one");
            second.countDown();
            assertThat(new String(client.chunk(), ISO_8859_1)).isEqualTo("two");
            assertThat(client.chunk()).isEmpty();
        } finally {
            second.countDown();
        }
    }

    @Test
    void headArrivesBeforeAnyContent() throws IOException {
        CountDownLatch content = new CountDownLatch(1);
        fixture.backend().on("/head-first", call -> {
            call.write(BackendCall.head("200 OK", "Content-Length: 9000"));
            call.await(content).write("a".repeat(9000));
        });
        try (RawClient client = fixture.client()) {
            client.get(fixture.at("/head-first"));
            RawHead head = client.head();
            assertThat(head.values("Content-Length")).containsExactly("9000");
            content.countDown();
            assertThat(client.readExactly(9000)).containsOnly('a');
        } finally {
            content.countDown();
        }
    }

    @Test
    void eventStreamArrivesEventByEvent() throws IOException {
        CountDownLatch second = new CountDownLatch(1);
        String[] events = {"data: 1\n\n", "data: 2\n\n"};
        fixture.backend().on("/events", Answers.chunks("text/event-stream", events, second));
        try (RawClient client = fixture.client()) {
            client.get(fixture.at("/events"), "Accept: text/event-stream");
            assertThat(client.head().values("Content-Type")).containsExactly("text/event-stream");
            assertThat(new String(client.chunk(), ISO_8859_1)).isEqualTo(events[0]);
            second.countDown();
            assertThat(new String(client.chunk(), ISO_8859_1)).isEqualTo(events[1]);
        } finally {
            second.countDown();
        }
    }

    @Test
    void responseDelimitedByCloseArrivesWhole() throws IOException {
        fixture.backend()
                .on(
                        "/until-close",
                        call -> call.write(BackendCall.head("200 OK") + "whole").close());
        RawResponse response = fixture.get("/until-close");
        assertThat(response.text()).isEqualTo("whole");
        assertThat(response.ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void encodedContentIsNotDecoded() throws IOException {
        byte[] content = Answers.pattern(1000);
        fixture.backend().on("/gzip", call -> call.answer("200 OK", content, "Content-Encoding: gzip"));
        RawResponse response = fixture.get("/gzip", "Accept-Encoding: gzip");
        assertThat(response.head().values("Content-Encoding")).containsExactly("gzip");
        assertThat(response.head().values("Content-Length")).containsExactly("1000");
        assertThat(response.content()).isEqualTo(content);
    }

    @Test
    void largeDownloadFitsASmallHeap() throws IOException {
        fixture.backend().on("/large", Answers.download(100 * MIB));
        MessageDigest digest = Answers.sha256();
        try (RawClient client = fixture.client()) {
            client.get(fixture.at("/large"));
            RawHead head = client.head();
            assertThat(head.values("Content-Length")).containsExactly(Long.toString(100 * MIB));
            Ending ending = client.content(head, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            assertThat(ending).isEqualTo(Ending.COMPLETE);
        }
        assertThat(Answers.hex(digest)).isEqualTo(Answers.downloadDigest(100 * MIB));
    }

    @Test
    void slowReaderHoldsTheBackendBackAndNobodyElse() throws IOException {
        AtomicLong written = new AtomicLong();
        byte[] block = Answers.pattern(64 * 1024);
        fixture.backend().on("/slow", call -> {
            call.write(BackendCall.head("200 OK", "Content-Length: " + 256 * MIB));
            for (int i = 0; i < 4096; i++) {
                call.write(block);
                written.addAndGet(block.length);
            }
        });
        try (RawClient slow = RawClient.connect(fixture.host().port(), 16 * 1024)) {
            slow.get(fixture.at("/slow"));
            RawHead head = slow.head();
            AtomicLong before = new AtomicLong(-1);
            await("the backend to be held back")
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> before.getAndSet(written.get()) == written.get());
            // a system may take 32 MiB on each side
            assertThat(written.get()).isLessThan(96 * MIB);
            assertThat(fixture.get("/meanwhile").status()).isEqualTo(200);
            MessageDigest digest = Answers.sha256();
            assertThat(slow.content(head, new DigestOutputStream(OutputStream.nullOutputStream(), digest)))
                    .isEqualTo(Ending.COMPLETE);
        }
    }

    @Test
    void deafBackendHoldsTheUploadBack() throws Exception {
        CountDownLatch listen = new CountDownLatch(1);
        fixture.backend().on("/deaf", call -> {
            call.await(listen);
            Answers.uploadDigest(call);
        });
        byte[] block = Answers.pattern(64 * 1024);
        AtomicLong sent = new AtomicLong();
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("POST", fixture.at("/deaf"), "Content-Length: " + 64 * MIB));
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < 1024; i++) {
                        client.send(block);
                        sent.addAndGet(block.length);
                    }
                } catch (IOException e) {
                    sent.set(-1);
                }
            });
            sender.setDaemon(true);
            sender.start();
            AtomicLong before = new AtomicLong(-1);
            await("the upload to be held back")
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> before.getAndSet(sent.get()) == sent.get());
            assertThat(sent.get()).isPositive().isLessThan(32 * MIB);
            assertThat(fixture.get("/meanwhile").status()).isEqualTo(200);
            listen.countDown();
            assertThat(client.response().text()).startsWith(64 * MIB + " ").endsWith("COMPLETE");
            sender.join(5_000);
        } finally {
            listen.countDown();
        }
    }

    @Test
    void parkedRequestsHoldNoThread() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        fixture.backend().on("/parked", call -> call.await(release).answer("200 OK", "released"));
        List<RawClient> parked = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                parked.add(fixture.client().get(fixture.at("/parked/" + i)));
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> fixture.backend().heads("/parked/").size() == 50);
            for (int i = 0; i < 10; i++) {
                assertThat(fixture.get("/meanwhile").status()).isEqualTo(200);
            }
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(
                            () -> assertThat(fixture.host().threadsInGangway()).isEmpty());
            release.countDown();
            for (RawClient client : parked) {
                assertThat(client.response().text()).isEqualTo("released");
            }
        } finally {
            release.countDown();
            parked.forEach(RawClient::close);
        }
    }

    @Test
    void waitingForAPlaceEndsAfterAcquire() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        fixture.narrow().on("/park", call -> call.await(release).answer("200 OK", "released"));
        fixture.narrow().on("/free", call -> call.answer("200 OK", "free"));
        try (RawClient holder = fixture.client()) {
            holder.get(fixture.at("/narrow/park"));
            await().until(() -> !fixture.narrow().heads("/park").isEmpty());
            long start = System.nanoTime();
            assertThat(fixture.get("/narrow/free").status()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(600), Duration.ofSeconds(5));
            assertThat(fixture.narrow().heads("/free")).isEmpty();
            release.countDown();
            assertThat(holder.response().text()).isEqualTo("released");
            assertThat(fixture.get("/narrow/free").text()).isEqualTo("free");
        } finally {
            release.countDown();
        }
    }

    @Test
    void nextInLineGetsTheFreedPlace() throws IOException {
        CountDownLatch release = new CountDownLatch(1);
        fixture.narrow().on("/short", call -> call.await(release).answer("200 OK", "released"));
        fixture.narrow().on("/next", call -> call.answer("200 OK", "next"));
        try (RawClient holder = fixture.client();
                RawClient next = fixture.client()) {
            holder.get(fixture.at("/narrow/short"));
            await().until(() -> !fixture.narrow().heads("/short").isEmpty());
            next.get(fixture.at("/narrow/next"));
            release.countDown();
            assertThat(holder.response().text()).isEqualTo("released");
            assertThat(next.response().text()).isEqualTo("next");
        } finally {
            release.countDown();
        }
    }
}
