package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.exchange.EndCause;
import dev.gangway.exchange.SessionObserver;
import dev.gangway.testing.RawFrame;
import dev.gangway.testing.RawWebSocket;
import dev.gangway.testing.RawWebSocketBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of either side up to and beyond what the rules allow. */
@Timeout(60)
final class RelayMessageLimitTest {

    private static final int LIMIT = 100_000;

    private static final String RULES =
            "ProxyWebsocketMaxMessage client " + LIMIT + "\nProxyWebsocketMaxMessage backend " + LIMIT;

    private static RelayRig rig;

    /** What the backend got. */
    private final BlockingQueue<RawFrame> received = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start(@TempDir Path base) throws LifecycleException {
        RelaySettings defaults = RelaySettings.defaults();
        rig = new RelayRig(
                base,
                RelayRig.origin(1),
                new RelaySettings(
                        defaults.clientPing(), defaults.backendPing(), defaults.stall(), Duration.ofMillis(500)));
    }

    @BeforeEach
    void forgetEarlierSessions() {
        rig.ends.clear();
    }

    @AfterEach
    void nothingStaysOpenAndNothingIsToldTwice() {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(rig.relays().openRelays()).isZero());
        assertThat(rig.ends).isEmpty();
    }

    @AfterAll
    static void stop() throws LifecycleException {
        rig.close();
    }

    private static RawWebSocket open(RawWebSocketBackend backend, String rules) throws IOException {
        rig.origin(RelayRig.origin(backend.port()));
        rig.rules(rules);
        return RawWebSocket.open("127.0.0.1", rig.port(), "/");
    }

    /** Echoes nothing, answers the Close frame, keeps every frame. */
    private RawWebSocketBackend recording() throws IOException {
        return new RawWebSocketBackend(peer -> {
            peer.upgrade();
            RawFrame frame = peer.read();
            while (frame.opcode() != RawFrame.CLOSE) {
                received.add(frame);
                frame = peer.read();
            }
            received.add(frame);
            peer.send(frame);
        });
    }

    private RawFrame received() throws InterruptedException {
        RawFrame frame = received.poll(10, TimeUnit.SECONDS);
        assertThat(frame).as("frame of the backend").isNotNull();
        return frame;
    }

    private static SessionObserver.Summary ended() throws InterruptedException {
        SessionObserver.Summary summary = rig.ends.poll(10, TimeUnit.SECONDS);
        assertThat(summary).as("how the session ended").isNotNull();
        return summary;
    }

    private static String ofLength(int octets) {
        return "€".repeat(octets / 3) + "x".repeat(octets % 3);
    }

    @Test
    void messagesUpToTheLimitPassBothWays() throws Exception {
        try (var backend = RawWebSocketBackend.echo();
                var client = open(backend, RULES)) {
            for (int i = 0; i < 3; i++) {
                client.send(RawFrame.text(ofLength(LIMIT)));
                assertThat(client.readMessage().text()).isEqualTo(ofLength(LIMIT));
                client.send(RawFrame.binary(new byte[LIMIT]));
                assertThat(client.readMessage().payload()).hasSize(LIMIT);
            }
            client.send(RawFrame.close(1000, ""));
            assertThat(ended().cause()).isEqualTo(EndCause.CLIENT_CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLargerMessageOfTheClientEndsTheSession(boolean text) throws Exception {
        try (var backend = recording();
                var client = open(backend, RULES)) {
            client.send(RawFrame.text("small"));
            client.send(text ? RawFrame.text(ofLength(LIMIT + 1)) : RawFrame.binary(new byte[LIMIT + 1]));
            client.timeout(1000);
            RawFrame close = client.readFrame();
            assertThat(close.closeCode()).isEqualTo(1009);
            assertThat(close.closeReason()).isEqualTo("message larger than ProxyWebsocketMaxMessage client " + LIMIT);
            client.send(close);
            assertThat(client.ended()).isTrue();
            assertThat(received().text()).isEqualTo("small");
            assertThat(allowedBeforeTheClose()).isLessThanOrEqualTo(LIMIT);
            SessionObserver.Summary summary = ended();
            assertThat(summary.cause()).isEqualTo(EndCause.CLIENT_TOO_LARGE);
            assertThat(summary.closeCode()).isEqualTo(1009);
            assertThat(summary.toBackend().messages()).isEqualTo(1);
        }
    }

    /** Octets of the message's beginning; its end never came. */
    private int allowedBeforeTheClose() throws InterruptedException {
        int octets = 0;
        RawFrame frame = received();
        while (frame.opcode() != RawFrame.CLOSE) {
            assertThat(frame.fin()).isFalse();
            octets += frame.payload().length;
            frame = received();
        }
        assertThat(frame.closeCode()).isEqualTo(1001);
        return octets;
    }

    @Test
    void fragmentsOfTheClientCountTogether() throws Exception {
        try (var backend = recording();
                var client = open(backend, RULES)) {
            byte[] part = new byte[LIMIT / 4];
            client.sendFrame(RawFrame.BINARY, false, part);
            for (int i = 0; i < 3; i++) {
                client.sendFrame(RawFrame.PING, true, new byte[100]);
                client.sendFrame(RawFrame.CONTINUATION, false, part);
            }
            client.sendFrame(RawFrame.CONTINUATION, false, new byte[0]);
            client.sendFrame(RawFrame.CONTINUATION, true, new byte[1]);
            assertThat(client.readMessage().closeCode()).isEqualTo(1009);
            assertThat(allowedBeforeTheClose()).isEqualTo(LIMIT / 4 * 4);
            assertThat(ended().cause()).isEqualTo(EndCause.CLIENT_TOO_LARGE);
        }
    }

    @Test
    void aClientThatSendsOnAfterTheCloseIsLetGo() throws Exception {
        try (var backend = recording();
                var client = open(backend, RULES)) {
            Thread flood = new Thread(() -> {
                try {
                    client.sendFrame(RawFrame.BINARY, false, new byte[LIMIT + 1]);
                    while (true) {
                        client.sendFrame(RawFrame.CONTINUATION, false, new byte[LIMIT]);
                    }
                } catch (IOException ended) {
                    received.add(RawFrame.text("flood ended"));
                }
            });
            flood.start();
            assertThat(client.readFrame().closeCode()).isEqualTo(1009);
            flood.join(20_000);
            assertThat(flood.isAlive()).isFalse();
            assertThat(ended().cause()).isEqualTo(EndCause.CLIENT_TOO_LARGE);
        }
    }

    @Test
    void aLargerMessageOfTheBackendEndsTheSessionBeforeItsFirstOctet() throws Exception {
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    peer.send(RawFrame.text("small"));
                    // the head is enough: nothing of the frame's content follows
                    byte[] frame = RawFrame.binary(new byte[LIMIT + 1]).octets(false);
                    peer.send(Arrays.copyOf(frame, 10));
                    received.add(peer.read());
                    peer.awaitEnd();
                });
                var client = open(backend, RULES)) {
            client.timeout(1000);
            assertThat(client.readMessage().text()).isEqualTo("small");
            RawFrame close = client.readFrame();
            assertThat(close.closeCode()).isEqualTo(1011);
            client.send(close);
            RawFrame told = received();
            assertThat(told.closeCode()).isEqualTo(1009);
            assertThat(told.closeReason()).isEqualTo("message larger than ProxyWebsocketMaxMessage backend " + LIMIT);
            SessionObserver.Summary summary = ended();
            assertThat(summary.cause()).isEqualTo(EndCause.BACKEND_TOO_LARGE);
            assertThat(summary.toClient()).isEqualTo(new SessionObserver.Passed(1, 5));
            await().atMost(Duration.ofSeconds(2)).until(() -> backend.open() == 0);
        }
    }

    @Test
    void fragmentsOfTheBackendCountTogether() throws Exception {
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    peer.send(new RawFrame(RawFrame.TEXT, false, new byte[LIMIT - 1]));
                    peer.send(new RawFrame(RawFrame.PING, true, new byte[100]));
                    peer.send(new RawFrame(RawFrame.CONTINUATION, false, new byte[1]));
                    peer.send(new RawFrame(RawFrame.CONTINUATION, false, new byte[1]));
                    RawFrame frame = peer.read();
                    while (frame.opcode() != RawFrame.CLOSE) {
                        frame = peer.read();
                    }
                    received.add(frame);
                    peer.send(frame);
                });
                var client = open(backend, RULES)) {
            assertThat(client.readMessage().closeCode()).isEqualTo(1011);
            assertThat(received().closeCode()).isEqualTo(1009);
            assertThat(ended().cause()).isEqualTo(EndCause.BACKEND_TOO_LARGE);
        }
    }

    @Test
    void eachSideHasItsOwnLimit() throws Exception {
        try (var backend = RawWebSocketBackend.echo();
                var client = open(backend, "ProxyWebsocketMaxMessage backend " + LIMIT)) {
            client.send(RawFrame.binary(new byte[LIMIT]));
            assertThat(client.readMessage().payload()).hasSize(LIMIT);
            client.send(RawFrame.binary(new byte[LIMIT + 1]));
            assertThat(client.readMessage().closeCode()).isEqualTo(1011);
            SessionObserver.Summary summary = ended();
            assertThat(summary.cause()).isEqualTo(EndCause.BACKEND_TOO_LARGE);
            assertThat(summary.toBackend().octets()).isEqualTo(2L * LIMIT + 1);
        }
    }
}
