package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.RawFrame;
import dev.gangway.testing.RawWebSocket;
import dev.gangway.testing.RawWebSocketBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How relayed sessions end. */
@Timeout(90)
final class RelayCloseTest {

    private static final Duration CLOSING = Duration.ofMillis(500);

    private static RelayRig rig;

    @BeforeAll
    static void start(@TempDir Path base) throws LifecycleException {
        rig = rig(base);
    }

    private static RelayRig rig(Path base) throws LifecycleException {
        RelaySettings defaults = RelaySettings.defaults();
        return new RelayRig(
                base,
                RelayRig.origin(1),
                new RelaySettings(defaults.clientPing(), defaults.backendPing(), defaults.stall(), CLOSING));
    }

    @AfterEach
    void nothingStaysOpen() {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(rig.relays().openRelays()).isZero());
    }

    @AfterAll
    static void stop() throws LifecycleException {
        rig.close();
    }

    private static RawWebSocket open(RawWebSocketBackend backend) throws IOException {
        rig.origin(RelayRig.origin(backend.port()));
        return RawWebSocket.open("127.0.0.1", rig.port(), "/websocket/");
    }

    private static RawFrame got(CompletableFuture<RawFrame> frame) throws Exception {
        return frame.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "1000,",
        "1000,bye",
        "1001,gone",
        "1003,x",
        "1007,x",
        "1008,grüße",
        "1009,x",
        "1011,x",
        "1012,x",
        "1013,later",
        "1014,x",
        "3000,x",
        "4000,bye",
        "4999,x"
    })
    void backendsCodeAndReasonReachTheClient(int code, String reason) throws Exception {
        String text = reason == null ? "" : reason;
        CompletableFuture<RawFrame> answer = new CompletableFuture<>();
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    peer.send(RawFrame.text("last words"));
                    peer.send(RawFrame.close(code, text));
                    answer.complete(peer.read());
                    peer.awaitEnd();
                });
                var client = open(backend)) {
            assertThat(client.readMessage().text()).isEqualTo("last words");
            RawFrame close = client.readFrame();
            assertThat(close.closeCode()).isEqualTo(code);
            assertThat(close.closeReason()).isEqualTo(text);
            client.send(close);
            assertThat(client.ended()).isTrue();
            assertThat(got(answer).closeCode()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({"1000,", "1000,bye", "1001,gone", "1003,x", "1008,grüße", "1011,x", "3000,x", "4000,bye", "4999,x"})
    void clientsCodeAndReasonReachTheBackend(int code, String reason) throws Exception {
        String text = reason == null ? "" : reason;
        CompletableFuture<RawFrame> received = new CompletableFuture<>();
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    peer.read();
                    RawFrame close = peer.read();
                    received.complete(close);
                    peer.send(close);
                });
                var client = open(backend)) {
            client.send(RawFrame.text("last words"));
            client.send(RawFrame.close(code, text));
            assertThat(client.readFrame().closeCode()).isEqualTo(code);
            assertThat(client.ended()).isTrue();
            assertThat(got(received).closeCode()).isEqualTo(code);
            assertThat(got(received).closeReason()).isEqualTo(text);
        }
    }

    @Test
    void closeWithoutCodeBecomesNormalForTheClient() throws Exception {
        CompletableFuture<RawFrame> answer = new CompletableFuture<>();
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    peer.send(new RawFrame(RawFrame.CLOSE, true, new byte[0]));
                    answer.complete(peer.read());
                    peer.awaitEnd();
                });
                var client = open(backend)) {
            RawFrame close = client.readFrame();
            assertThat(close.closeCode()).isEqualTo(1000);
            assertThat(close.closeReason()).isEmpty();
            assertThat(got(answer).payload()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void abruptEndOfTheBackendReachesTheClientAtOnce(boolean reset) throws Exception {
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    peer.send(RawFrame.text("last words"));
                    peer.read();
                    if (reset) {
                        peer.reset();
                    }
                });
                var client = open(backend)) {
            assertThat(client.readMessage().text()).isEqualTo("last words");
            client.send(RawFrame.text("go"));
            client.timeout(1000);
            assertThat(client.readFrame().closeCode()).isEqualTo(1011);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void abruptEndOfTheClientReachesTheBackend(boolean reset) throws Exception {
        CompletableFuture<RawFrame> received = new CompletableFuture<>();
        try (var backend = new RawWebSocketBackend(peer -> {
            peer.upgrade();
            peer.send(RawFrame.text("hello"));
            received.complete(peer.read());
            peer.awaitEnd();
        })) {
            RawWebSocket client = open(backend);
            assertThat(client.readMessage().text()).isEqualTo("hello");
            if (reset) {
                client.reset();
            } else {
                client.close();
            }
            assertThat(got(received).closeCode()).isEqualTo(1001);
            // the backend stays silent: its connection ends none the less
            await().atMost(Duration.ofSeconds(5)).until(() -> backend.open() == 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0xC1,0x01,1002",
        "0x81,0x81,1002",
        "0x83,0x00,1002",
        "0x80,0x00,1002",
        "0x09,0x00,1002",
        "0x88,0x01,1002"
    })
    void backendsViolationEndsBothSides(int first, int second, int code) throws Exception {
        CompletableFuture<RawFrame> received = new CompletableFuture<>();
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    peer.send(new byte[] {(byte) first, (byte) second, 1, 2, 3, 4, 5});
                    received.complete(peer.read());
                    peer.awaitEnd();
                });
                var client = open(backend)) {
            assertThat(client.readFrame().closeCode()).isEqualTo(1011);
            assertThat(got(received).closeCode()).isEqualTo(code);
            await().atMost(Duration.ofSeconds(5)).until(() -> backend.open() == 0);
        }
    }

    @Test
    void backendsBrokenTextEndsBothSides() throws Exception {
        CompletableFuture<RawFrame> received = new CompletableFuture<>();
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    peer.send(new RawFrame(RawFrame.TEXT, true, new byte[] {'a', (byte) 0xff, 'b'}));
                    received.complete(peer.read());
                    peer.awaitEnd();
                });
                var client = open(backend)) {
            assertThat(client.readFrame().closeCode()).isEqualTo(1011);
            assertThat(got(received).closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void silentPeersAreCutAfterTheClose() throws Exception {
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    peer.send(RawFrame.close(1000, ""));
                    peer.awaitEnd();
                });
                var client = open(backend)) {
            assertThat(client.readFrame().closeCode()).isEqualTo(1000);
            await().atMost(Duration.ofSeconds(5)).until(() -> backend.open() == 0);
            assertThat(client.ended()).isTrue();
        }
    }

    /** A prototype lost one close in some hundreds on Tomcat 11. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyShortSessionsAllEnd(boolean clientCloses) throws Exception {
        try (var backend = new RawWebSocketBackend(peer -> {
            peer.upgrade();
            peer.send(peer.read());
            if (!clientCloses) {
                peer.send(RawFrame.close(4001, "done"));
            }
            RawFrame close = peer.read();
            if (clientCloses) {
                peer.send(close);
            }
        })) {
            for (int i = 0; i < 500; i++) {
                try (var client = open(backend)) {
                    client.send(RawFrame.text("session " + i));
                    assertThat(client.readMessage().text()).isEqualTo("session " + i);
                    if (clientCloses) {
                        client.send(RawFrame.close(4001, "done"));
                    }
                    RawFrame close = client.readFrame();
                    assertThat(close.closeCode()).isEqualTo(4001);
                    if (!clientCloses) {
                        client.send(close);
                    }
                    assertThat(client.ended()).isTrue();
                }
            }
            await().atMost(Duration.ofSeconds(5)).until(() -> backend.open() == 0);
        }
    }
}
