package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.exchange.EndCause;
import dev.gangway.exchange.SessionObserver;
import dev.gangway.rules.ParseResult;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import dev.gangway.rules.SocketTimes;
import dev.gangway.testing.RawFrame;
import dev.gangway.testing.RawWebSocket;
import dev.gangway.testing.RawWebSocketBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

/** Pings on both legs, peers that answer none, and idle sessions; each session tells once how it ended. */
@Timeout(60)
final class RelayPulseTest {

    private static RelayRig rig;

    /** What the backend got, pings and Close frames too. */
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

    private static SocketTimes times(String rules) {
        String text = rules + "\nProxyPass / http://b.example/";
        return ((ParseResult.Parsed) RulesParser.parse(List.of(new RulesSource("rules", text))))
                .rules()
                .main()
                .base()
                .sockets();
    }

    private static RawWebSocket open(RawWebSocketBackend backend, String rules) throws IOException {
        rig.origin(RelayRig.origin(backend.port()));
        rig.times(times(rules));
        return RawWebSocket.open("127.0.0.1", rig.port(), "/");
    }

    private RawWebSocketBackend recording() throws IOException {
        return new RawWebSocketBackend(peer -> {
            peer.upgrade();
            while (true) {
                RawFrame frame = peer.read();
                received.add(frame);
                if (frame.opcode() == RawFrame.CLOSE) {
                    peer.send(frame);
                    return;
                }
            }
        });
    }

    private static SessionObserver.Summary ended() throws InterruptedException {
        SessionObserver.Summary summary = rig.ends.poll(10, TimeUnit.SECONDS);
        assertThat(summary).as("how the session ended").isNotNull();
        return summary;
    }

    private RawFrame received() throws InterruptedException {
        RawFrame frame = received.poll(10, TimeUnit.SECONDS);
        assertThat(frame).as("frame of the backend").isNotNull();
        return frame;
    }

    @Test
    void bothLegsArePingedAndTheirRoundTripsAreMeasured() throws Exception {
        BlockingQueue<RawFrame> pings = new LinkedBlockingQueue<>();
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    while (true) {
                        RawFrame frame = peer.read();
                        if (frame.opcode() == RawFrame.PING) {
                            pings.add(frame);
                            peer.send(new RawFrame(RawFrame.PONG, true, frame.payload()));
                        } else {
                            peer.send(frame);
                        }
                    }
                });
                var client = open(backend, "ProxyWebsocketPing client 150ms\nProxyWebsocketPing backend 100ms")) {
            for (int i = 0; i < 6; i++) {
                RawFrame ping = client.readFrame();
                assertThat(ping.opcode()).isEqualTo(RawFrame.PING);
                client.send(new RawFrame(RawFrame.PONG, true, ping.payload()));
            }
            assertThat(pings.size()).isBetween(3, 40);
            client.send(RawFrame.close(1000, ""));
            SessionObserver.Summary summary = ended();
            assertThat(summary.cause()).isEqualTo(EndCause.CLIENT_CLOSED);
            assertThat(summary.clientRoundTrip().orElseThrow()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(5));
            assertThat(summary.backendRoundTrip().orElseThrow()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(5));
            assertThat(summary.duration()).isBetween(Duration.ofMillis(800), Duration.ofSeconds(30));
        }
    }

    @Test
    void zeroSwitchesPingsOff() throws Exception {
        try (var backend = recording();
                var client = open(backend, "ProxyWebsocketPing client 100ms\nProxyWebsocketPing backend 0")) {
            for (int i = 0; i < 5; i++) {
                RawFrame ping = client.readFrame();
                assertThat(ping.opcode()).isEqualTo(RawFrame.PING);
                client.send(new RawFrame(RawFrame.PONG, true, ping.payload()));
            }
            client.send(RawFrame.close(1000, ""));
            assertThat(received().opcode()).as("the backend's first frame").isEqualTo(RawFrame.CLOSE);
            assertThat(ended().clientRoundTrip()).isPresent();
        }
    }

    @Test
    void aClientThatAnswersNoPingEndsBothLegs() throws Exception {
        try (var backend = recording();
                var client = open(backend, "ProxyWebsocketPing client 200ms")) {
            long began = System.nanoTime();
            assertThat(received().closeCode()).isEqualTo(1001);
            // from the first ping, two more
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(550), Duration.ofMillis(1600));
            assertThat(client.ended()).isTrue();
            SessionObserver.Summary summary = ended();
            assertThat(summary.cause()).isEqualTo(EndCause.CLIENT_SILENT);
            assertThat(summary.closeCode()).isEqualTo(1006);
            assertThat(summary.clientRoundTrip()).isEmpty();
        }
    }

    @Test
    void anyFrameOfTheClientIsASignOfLife() throws Exception {
        try (var backend = recording();
                var client = open(backend, "ProxyWebsocketPing client 200ms")) {
            for (int i = 0; i < 6; i++) {
                assertThat(client.readFrame().opcode()).isEqualTo(RawFrame.PING);
                client.send(RawFrame.text("busy " + i));
                assertThat(received().text()).isEqualTo("busy " + i);
            }
            client.send(new RawFrame(RawFrame.PONG, true, new byte[0]));
            client.send(RawFrame.close(1000, ""));
            assertThat(ended().cause()).isEqualTo(EndCause.CLIENT_CLOSED);
        }
    }

    @Test
    void aBackendThatAnswersNoPingEndsBothLegs() throws Exception {
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    peer.awaitEnd();
                });
                var client = open(backend, "ProxyWebsocketPing backend 200ms")) {
            assertThat(client.readFrame().closeCode()).isEqualTo(1011);
            await().atMost(Duration.ofSeconds(1)).until(() -> backend.open() == 0);
            SessionObserver.Summary summary = ended();
            assertThat(summary.cause()).isEqualTo(EndCause.BACKEND_SILENT);
            assertThat(summary.backendRoundTrip()).isEmpty();
        }
    }

    @Test
    void aClientThatIsNotReadIsNotGone() throws Exception {
        // the backend takes nothing, so the client waits for us with its pongs behind its messages
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    if (received.poll(20, TimeUnit.SECONDS) == null) {
                        return;
                    }
                    while (true) {
                        RawFrame frame = peer.read();
                        if (frame.opcode() == RawFrame.CLOSE) {
                            peer.send(frame);
                            return;
                        }
                    }
                });
                var client = open(backend, "ProxyWebsocketPing client 100ms\nProxyWebsocketPing backend 0")) {
            Thread flood = new Thread(() -> {
                try {
                    for (int i = 0; i < 400; i++) {
                        client.send(RawFrame.binary(new byte[64 * 1024]));
                    }
                    client.send(RawFrame.close(1000, ""));
                } catch (IOException e) {
                    received.add(RawFrame.text("flood ended: " + e));
                }
            });
            flood.start();
            for (int i = 0; i < 12; i++) {
                assertThat(client.readFrame().opcode()).isEqualTo(RawFrame.PING);
            }
            received.add(RawFrame.text("read on"));
            flood.join(20_000);
            SessionObserver.Summary summary = ended();
            assertThat(summary.cause()).isEqualTo(EndCause.CLIENT_CLOSED);
            assertThat(summary.toBackend().messages()).isEqualTo(400);
            assertThat(summary.toBackend().octets()).isEqualTo(400L * 64 * 1024);
        }
    }

    @Test
    void aStandstillClientBehindAFloodIsNoticed() throws Exception {
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    while (true) {
                        peer.send(RawFrame.binary(new byte[64 * 1024]));
                    }
                });
                var client = open(backend, "ProxyWebsocketPing client 300ms")) {
            assertThat(client.readFrame().opcode()).isEqualTo(RawFrame.BINARY);
            // no further octet is read
            SessionObserver.Summary summary = ended();
            assertThat(summary.cause()).isEqualTo(EndCause.CLIENT_SILENT);
            await().atMost(Duration.ofSeconds(1)).until(() -> backend.open() == 0);
        }
    }

    @Test
    void idleSessionsEndAndPingsDoNotKeepThem() throws Exception {
        try (var backend = recording();
                var client = open(backend, "ProxyWebsocketPing client 100ms\nProxyWebsocketIdleTimeout 700ms")) {
            client.send(RawFrame.text("words"));
            assertThat(received().text()).isEqualTo("words");
            int pings = 0;
            RawFrame frame = client.readFrame();
            while (frame.opcode() == RawFrame.PING) {
                pings++;
                client.send(new RawFrame(RawFrame.PONG, true, frame.payload()));
                frame = client.readFrame();
            }
            assertThat(pings).isGreaterThanOrEqualTo(3);
            assertThat(frame.closeCode()).isEqualTo(1001);
            client.send(frame);
            assertThat(received().closeCode()).isEqualTo(1001);
            SessionObserver.Summary summary = ended();
            assertThat(summary.cause()).isEqualTo(EndCause.IDLE);
            assertThat(summary.duration()).isBetween(Duration.ofMillis(700), Duration.ofSeconds(5));
            assertThat(summary.toBackend()).isEqualTo(new SessionObserver.Passed(1, 5));
        }
    }

    @Test
    void messagesOfEitherSideKeepASessionFromBeingIdle() throws Exception {
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    RawFrame frame = peer.read();
                    while (frame.opcode() != RawFrame.CLOSE) {
                        if (frame.opcode() == RawFrame.PING) {
                            peer.send(RawFrame.text("tick"));
                        }
                        frame = peer.read();
                    }
                    peer.send(frame);
                });
                var client = open(backend, "ProxyWebsocketPing backend 200ms\nProxyWebsocketIdleTimeout 800ms")) {
            for (int i = 0; i < 8; i++) {
                assertThat(client.readFrame().text()).isEqualTo("tick");
            }
            client.send(RawFrame.close(1000, ""));
            SessionObserver.Summary summary = ended();
            assertThat(summary.cause()).isEqualTo(EndCause.CLIENT_CLOSED);
            assertThat(summary.toClient().messages()).isGreaterThanOrEqualTo(8);
        }
    }
}
