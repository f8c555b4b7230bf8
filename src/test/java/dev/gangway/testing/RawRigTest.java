package dev.gangway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The client against the backend directly: what the rig itself promises. */
class RawRigTest {

    @Test
    void recordsHeadsByteForByteAndKeepsTheConnection() throws IOException {
        try (FakeBackend backend = FakeBackend.start(Answers::echoHead);
                RawClient client = RawClient.connect(backend.port())) {
            String first = "GET /a%20b?x=%2F HTTP/1.1\r\nhOst:  x\r\nX-Latin: \u00e9\r\n\r\n";
            String second = RawClient.request("GET", "/second");
            client.send(first + second);
            assertThat(client.response().text()).isEqualTo(first);
            assertThat(client.response().text()).isEqualTo(second);
            assertThat(backend.heads()).extracting(RawHead::raw).containsExactly(first, second);
            assertThat(backend.accepted()).isEqualTo(1);
        }
    }

    @Test
    void showsPiecesAsTheyCome() throws IOException {
        CountDownLatch second = new CountDownLatch(1);
        try (FakeBackend backend =
                        FakeBackend.start(Answers.chunks("text/plain", new String[] {"one", "two"}, second));
                RawClient client = RawClient.connect(backend.port())) {
            client.get("/");
            assertThat(client.head().chunked()).isTrue();
            assertThat(new String(client.chunk(), ISO_8859_1)).isEqualTo("one");
            second.countDown();
            assertThat(new String(client.chunk(), ISO_8859_1)).isEqualTo("two");
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void tellsEndingsApart() throws IOException {
        try (FakeBackend backend = FakeBackend.start()) {
            backend.on(
                    "/short",
                    call -> call.write(BackendCall.head("200 OK", "Content-Length: 10") + "abc")
                            .close());
            backend.on(
                    "/chunked",
                    call -> call.write(BackendCall.head("200 OK", "Transfer-Encoding: chunked"))
                            .chunk("abc")
                            .close());
            backend.on(
                    "/eof",
                    call -> call.write(BackendCall.head("200 OK") + "abc").close());
            backend.on("/whole", call -> call.answer("200 OK", "abc"));
            AtomicBoolean reset = new AtomicBoolean();
            backend.on("/reset", call -> {
                call.write(BackendCall.head("200 OK", "Content-Length: 10") + "abc");
                call.reset();
                reset.set(true);
            });
            assertThat(ending(backend, "/short")).isEqualTo(Ending.TRUNCATED);
            assertThat(ending(backend, "/chunked")).isEqualTo(Ending.TRUNCATED);
            assertThat(ending(backend, "/eof")).isEqualTo(Ending.CLOSE_DELIMITED);
            assertThat(ending(backend, "/whole")).isEqualTo(Ending.COMPLETE);
            try (RawClient client = RawClient.connect(backend.port())) {
                client.get("/reset");
                await().untilTrue(reset);
                assertThat(client.awaitEnd()).isTrue();
            }
        }
    }

    @Test
    void digestsUploadsOfBothFramings() throws IOException {
        byte[] content = Answers.pattern(200_000);
        try (FakeBackend backend = FakeBackend.start(Answers::uploadDigest);
                RawClient client = RawClient.connect(backend.port())) {
            client.send(RawClient.request("POST", "/", "Content-Length: " + content.length));
            client.send(content);
            assertThat(client.response().text())
                    .isEqualTo("200000 " + Answers.digest(content) + " length=200000 COMPLETE");
            client.send(RawClient.request("POST", "/", "Transfer-Encoding: chunked"));
            client.sendChunk("ab").sendChunk("c").sendChunk("");
            assertThat(client.response().text())
                    .isEqualTo("3 " + Answers.digest("abc".getBytes(ISO_8859_1)) + " chunked COMPLETE");
        }
    }

    @Test
    void downloadComesToItsDigest() throws IOException {
        try (FakeBackend backend = FakeBackend.start(Answers.download(300_001))) {
            RawResponse response = RawClient.exchange(backend.port(), RawClient.request("GET", "/"));
            assertThat(Answers.digest(response.content())).isEqualTo(Answers.downloadDigest(300_001));
        }
    }

    @Test
    void backendSeesThatTheClientLeft() throws IOException {
        AtomicBoolean left = new AtomicBoolean();
        try (FakeBackend backend = FakeBackend.start(call -> left.set(call.awaitPeerEnd(Duration.ofSeconds(5))))) {
            try (RawClient client = RawClient.connect(backend.port())) {
                client.get("/");
                await().until(() -> backend.heads().size() == 1);
                client.reset();
            }
            await().untilTrue(left);
            await().until(() -> backend.open() == 0);
        }
    }

    @Test
    void closeEndsStalledScriptsAndRawConnections() throws IOException {
        FakeBackend stalled = FakeBackend.start(BackendCall::stall);
        FakeBackend raw = FakeBackend.startRaw(RawRigTest::readForever);
        try (RawClient one = RawClient.connect(stalled.port());
                RawClient two = RawClient.connect(raw.port())) {
            one.get("/");
            two.get("/");
            await().until(() -> stalled.heads().size() == 1 && raw.open() == 1);
            stalled.close();
            raw.close();
            one.awaitEnd();
            two.awaitEnd();
            assertThat(stalled.failures()).isEmpty();
        }
    }

    private static void readForever(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // dropped
        }
    }

    private static Ending ending(FakeBackend backend, String target) throws IOException {
        return RawClient.exchange(backend.port(), RawClient.request("GET", target))
                .ending();
    }
}
