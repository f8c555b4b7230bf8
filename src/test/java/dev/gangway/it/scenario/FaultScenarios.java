package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.Answers;
import dev.gangway.testing.BackendCall;
import dev.gangway.testing.Ending;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.RawResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each side learns when the other fails: before the response head a status, after it a broken connection. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class FaultScenarios {
    private final HostFixture fixture;

    protected FaultScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void echoByDefault() {
        fixture.backend().on("/", Answers::echoHead);
    }

    @Test
    void refusedConnectionIsUnavailable() throws IOException {
        assertThat(fixture.get("/down/x").status()).isEqualTo(503);
    }

    @Test
    void refusedConnectionDuringAnUploadIsUnavailable() throws IOException {
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("POST", fixture.at("/down/x"), "Content-Length: 3") + "abc");
            assertThat(client.response().status()).isEqualTo(503);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage\r\n\r\n",
                "\r\n\r\n\r\n",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3x\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc",
                "HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n"
            })
    void unusableAnswerIsABadGateway(String answer) throws IOException {
        fixture.backend().on("/unusable", call -> {
            call.write(answer);
            call.halfClose();
            call.awaitPeerEnd(Duration.ofSeconds(5));
        });
        assertThat(fixture.get("/unusable").status()).isEqualTo(502);
    }

    @Test
    void resetBeforeTheHeadIsABadGateway() throws IOException {
        fixture.backend().on("/reset-early", BackendCall::reset);
        assertThat(fixture.get("/reset-early").status()).isEqualTo(502);
    }

    @Test
    void oversizeHeadIsABadGateway() throws IOException {
        String field = "X-Big: " + "x".repeat(4_000) + "\r\n";
        fixture.backend().on("/oversize", call -> {
            call.write("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 1_000; i++) {
                call.write(field);
            }
            call.write("Content-Length: 0\r\n\r\n");
        });
        assertThat(fixture.get("/oversize").status()).isEqualTo(502);
    }

    @Test
    void unaskedSwitchOfProtocolsIsABadGateway() throws IOException {
        fixture.backend().on("/unasked", call -> {
            call.write(BackendCall.head("101 Switching Protocols", "Connection: Upgrade", "Upgrade: websocket"));
            call.awaitPeerEnd(Duration.ofSeconds(5));
        });
        assertThat(fixture.get("/unasked").status()).isEqualTo(502);
    }

    @Test
    void silentBackendIsAGatewayTimeout() throws IOException {
        fixture.hasty().on("/stall", call -> call.awaitPeerEnd(Duration.ofSeconds(10)));
        long start = System.nanoTime();
        assertThat(fixture.get("/hasty/stall").status()).isEqualTo(504);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
        await("the backend connection to end").until(() -> fixture.hasty().active() == 0);
    }

    @Test
    void backendThatFallsSilentAfterTheHeadBreaksTheResponse() throws IOException {
        fixture.hasty().on("/half", call -> {
            call.write(BackendCall.head("200 OK", "Content-Length: 10") + "abc");
            call.awaitPeerEnd(Duration.ofSeconds(10));
        });
        assertBroken("/hasty/half", Duration.ofSeconds(6));
    }

    @Test
    void slowButSteadyBackendIsNoTimeout() throws IOException {
        fixture.hasty().on("/steady", call -> {
            call.write(BackendCall.head("200 OK", "Transfer-Encoding: chunked"));
            for (int i = 0; i < 4; i++) {
                call.pace(Duration.ofMillis(400));
                call.chunk("x");
            }
            call.lastChunk();
        });
        RawResponse response = fixture.get("/hasty/steady");
        assertThat(response.text()).isEqualTo("xxxx");
        assertThat(response.ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void truncatedContentWithLengthIsVisible() throws IOException {
        fixture.backend()
                .on(
                        "/cut-length",
                        call -> call.write(BackendCall.head("200 OK", "Content-Length: 1000") + "abc")
                                .close());
        assertBroken("/cut-length", Duration.ofSeconds(2));
    }

    @Test
    void truncatedChunkedContentIsVisible() throws IOException {
        fixture.backend()
                .on(
                        "/cut-chunked",
                        call -> call.write(BackendCall.head("200 OK", "Transfer-Encoding: chunked"))
                                .chunk("abc")
                                .close());
        assertBroken("/cut-chunked", Duration.ofSeconds(2));
    }

    @Test
    void malformedChunkIsVisible() throws IOException {
        fixture.backend()
                .on(
                        "/bad-chunk",
                        call -> call.write(BackendCall.head("200 OK", "Transfer-Encoding: chunked"))
                                .chunk("abc")
                                .write("zz\r\nabc\r\n0\r\n\r\n")
                                .close());
        assertBroken("/bad-chunk", Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000", "Transfer-Encoding: chunked"})
    void resetWithinTheContentIsVisible(String framing) throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        fixture.backend().on("/reset-late", call -> {
            call.write(BackendCall.head("200 OK", framing) + "3\r\nabc\r\n");
            call.await(seen).reset();
        });
        try (RawClient client = fixture.client().readTimeout(Duration.ofSeconds(2))) {
            client.get(fixture.at("/reset-late"));
            RawHead head = client.head();
            assertThat(head.status()).isEqualTo(200);
            seen.countDown();
            assertThat(client.content(head, OutputStream.nullOutputStream()).visiblyBroken())
                    .isTrue();
        } finally {
            seen.countDown();
        }
    }

    @Test
    void clientThatLeavesWhileContentFlowsFreesTheBackend() throws IOException {
        CountDownLatch ended = new CountDownLatch(1);
        byte[] block = Answers.pattern(64 * 1024);
        fixture.backend().on("/endless", call -> {
            try {
                call.write(BackendCall.head("200 OK", "Content-Length: " + 100L * 1024 * 1024 * 1024));
                while (true) {
                    call.write(block);
                }
            } finally {
                ended.countDown();
            }
        });
        try (RawClient client = fixture.client()) {
            client.get(fixture.at("/endless"));
            client.head();
            client.readExactly(200_000);
            client.reset();
        }
        await("the backend connection to end").atMost(Duration.ofSeconds(5)).until(() -> ended.getCount() == 0);
    }

    @Test
    void clientThatLeavesAQuietStreamFreesTheBackend() throws IOException {
        AtomicReference<Boolean> ended = new AtomicReference<>();
        fixture.backend().on("/quiet", call -> {
            call.write(BackendCall.head("200 OK", "Content-Type: text/event-stream", "Transfer-Encoding: chunked"));
            call.chunk("data: 1\n\n");
            // the next write is what tells a container that its client has gone
            try {
                for (int i = 0; i < 50; i++) {
                    call.pace(Duration.ofMillis(100));
                    call.chunk("data: more\n\n");
                }
                ended.set(false);
            } catch (IOException e) {
                ended.set(true);
            }
        });
        try (RawClient client = fixture.client()) {
            client.get(fixture.at("/quiet"));
            client.head();
            client.chunk();
            client.reset();
        }
        await("the backend connection to end").atMost(Duration.ofSeconds(8)).until(() -> ended.get() != null);
        assertThat(ended.get()).isTrue();
    }

    @Test
    void clientThatLeavesDuringItsUploadFreesTheBackend() throws IOException {
        AtomicReference<Ending> ending = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        fixture.backend().on("/half-upload", call -> {
            call.readExactly(1_000);
            begun.countDown();
            ending.set(call.content(OutputStream.nullOutputStream()));
        });
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("POST", fixture.at("/half-upload"), "Content-Length: 1000000"));
            client.send(Answers.pattern(1_000));
            await().until(() -> begun.getCount() == 0);
            client.reset();
        }
        await("the backend connection to end").atMost(Duration.ofSeconds(5)).until(() -> ending.get() != null);
        assertThat(ending.get().visiblyBroken()).isTrue();
    }

    @Test
    void answerBeforeTheEndOfTheUploadArrivesAtOnce() throws IOException {
        fixture.backend().on("/early", call -> {
            call.readExactly(1_000);
            call.answer("413 Content Too Large", "enough", "Connection: close");
            call.halfClose();
            call.awaitPeerEnd(Duration.ofSeconds(5));
        });
        try (RawClient client = fixture.client().readTimeout(Duration.ofSeconds(5))) {
            client.send(RawClient.request("POST", fixture.at("/early"), "Content-Length: 1000000"));
            client.send(Answers.pattern(2_000));
            RawResponse response = client.response();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.text()).isEqualTo("enough");
        }
    }

    @Test
    void surplusBytesNeverReachTheNextRequest() throws IOException {
        fixture.backend()
                .on(
                        "/surplus",
                        call -> call.write(BackendCall.head("200 OK", "Content-Length: 2") + "ok"
                                + BackendCall.head("200 OK", "Content-Length: 6") + "poison"));
        for (int i = 0; i < 10; i++) {
            assertThat(fixture.get("/surplus").text()).isEqualTo("ok");
            assertThat(fixture.get("/after-surplus").text()).startsWith("GET /after-surplus ");
        }
    }

    @Test
    void staleConnectionIsNoFailure() throws IOException {
        fixture.backend().on("/then-close", call -> {
            call.answer("200 OK", "x");
            call.close();
        });
        for (int i = 0; i < 10; i++) {
            assertThat(fixture.get("/then-close").text()).isEqualTo("x");
            assertThat(fixture.get("/after-close").status()).isEqualTo(200);
        }
    }

    @Test
    void informationalAnswersComeBeforeTheFinalOne() throws IOException {
        fixture.backend().on("/hints", call -> {
            call.write(BackendCall.head("103 Early Hints", "Link: </x.css>; rel=preload"));
            call.answer("200 OK", "final");
        });
        assertThat(fixture.get("/hints").text()).isEqualTo("final");
    }

    @Test
    void failuresOfOneBackendLeaveOthersAlone() throws IOException {
        FakeBackend backend = fixture.backend();
        backend.on("/bad", BackendCall::reset);
        for (int i = 0; i < 10; i++) {
            assertThat(fixture.get("/bad").status()).isEqualTo(502);
            assertThat(fixture.get("/down/x").status()).isEqualTo(503);
            assertThat(fixture.get("/good").status()).isEqualTo(200);
        }
    }

    /** Within the bound the client learns that something is missing: after the head, or instead of it if that was unsent. */
    private void assertBroken(String path, Duration bound) throws IOException {
        try (RawClient client = fixture.client().readTimeout(bound)) {
            client.get(fixture.at(path));
            RawResponse response = client.response();
            assertThat(response.status()).isIn(200, 502, 504);
            if (response.status() == 200) {
                assertThat(response.ending().visiblyBroken()).as("%s", response).isTrue();
            }
        } catch (EOFException | SocketException e) {
            // expected here because a host that has not sent the head yet ends the connection without it
            assertThat(fixture.get("/after-broken").status()).isEqualTo(200);
        }
    }
}
