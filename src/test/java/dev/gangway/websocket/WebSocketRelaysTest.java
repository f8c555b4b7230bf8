package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.RawFrame;
import dev.gangway.testing.RawWebSocket;
import dev.gangway.testing.RawWebSocketBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages through a relay in embedded Tomcat, between two raw peers. */
@Timeout(60)
final class WebSocketRelaysTest {

    private RelayRig rig;
    private Path temporary;

    @BeforeEach
    void start(@TempDir Path base) throws LifecycleException {
        temporary = base;
        rig = new RelayRig(base, RelayRig.origin(1), RelaySettings.defaults());
    }

    @AfterEach
    void stop() throws LifecycleException {
        try {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(rig.relays().openRelays()).isZero());
        } finally {
            rig.close();
        }
    }

    private RawWebSocket open(RawWebSocketBackend backend) throws IOException {
        rig.origin(RelayRig.origin(backend.port()));
        return RawWebSocket.open("127.0.0.1", rig.port(), "/websocket/");
    }

    @Test
    void relaysTextBothWays() throws IOException {
        try (var backend = RawWebSocketBackend.echo();
                var client = open(backend)) {
            for (String text : List.of("hello", "", "grüße 🎈", "x".repeat(70_000))) {
                client.send(RawFrame.text(text));
                RawFrame echoed = client.readMessage();
                assertThat(echoed.opcode()).isEqualTo(RawFrame.TEXT);
                assertThat(echoed.text()).isEqualTo(text);
            }
        }
    }

    @Test
    void relaysBinaryBothWays() throws IOException {
        try (var backend = RawWebSocketBackend.echo();
                var client = open(backend)) {
            for (int size : new int[] {0, 1, 125, 126, 65_535, 65_536, 1 << 20}) {
                byte[] payload = new byte[size];
                new Random(size).nextBytes(payload);
                client.send(RawFrame.binary(payload));
                RawFrame echoed = client.readMessage();
                assertThat(echoed.opcode()).isEqualTo(RawFrame.BINARY);
                assertThat(echoed.payload()).isEqualTo(payload);
            }
        }
    }

    @Test
    void relaysFragmentsOfSplitCharacters() throws IOException {
        try (var backend = RawWebSocketBackend.echo();
                var client = open(backend)) {
            byte[] text = "a🎈ü€".repeat(5_000).getBytes(StandardCharsets.UTF_8);
            int cut = 10_007;
            client.sendFrame(RawFrame.TEXT, false, Arrays.copyOf(text, cut));
            client.sendFrame(RawFrame.PING, true, new byte[] {1});
            client.sendFrame(RawFrame.CONTINUATION, true, Arrays.copyOfRange(text, cut, text.length));
            byte[] got = client.readMessage().payload();
            int at = Arrays.mismatch(got, text);
            assertThat(at).isEqualTo(-1);
        }
    }

    @Test
    void relaysOneBigFrameAndManySmallOnes() throws IOException {
        byte[] big = new byte[5 << 20];
        new Random(1).nextBytes(big);
        String text = "grüße 🎈".repeat(100_000);
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    peer.send(RawFrame.binary(big));
                    peer.send(RawFrame.text(text));
                    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
                    for (int at = 0; at < octets.length; at += 1001) {
                        int end = Math.min(octets.length, at + 1001);
                        peer.send(new RawFrame(
                                at == 0 ? RawFrame.TEXT : RawFrame.CONTINUATION,
                                end == octets.length,
                                Arrays.copyOfRange(octets, at, end)));
                    }
                    peer.send(RawFrame.close(1000, "done"));
                    peer.awaitEnd();
                });
                var client = open(backend)) {
            assertThat(Arrays.mismatch(client.readMessage().payload(), big)).isEqualTo(-1);
            assertThat(client.readMessage().text().equals(text)).isTrue();
            assertThat(client.readMessage().text().equals(text)).isTrue();
            assertThat(client.readMessage().closeReason()).isEqualTo("done");
        }
    }

    @Test
    void relaysWhatTheBackendSaysWithItsSwitch() throws IOException {
        try (var backend = new RawWebSocketBackend(peer -> {
                    byte[] head = peer.switching().getBytes(StandardCharsets.ISO_8859_1);
                    byte[] first = RawFrame.text("first").octets(false);
                    byte[] second = RawFrame.text("second").octets(false);
                    byte[] all = Arrays.copyOf(head, head.length + first.length + second.length);
                    System.arraycopy(first, 0, all, head.length, first.length);
                    System.arraycopy(second, 0, all, head.length + first.length, second.length);
                    peer.send(all);
                    peer.echo();
                });
                var client = open(backend)) {
            assertThat(client.readMessage().text()).isEqualTo("first");
            assertThat(client.readMessage().text()).isEqualTo("second");
            client.send(RawFrame.text("third"));
            assertThat(client.readMessage().text()).isEqualTo("third");
        }
    }

    @Test
    void keepsTheOrderOfMixedMessages() throws IOException {
        int count = 3_000;
        try (var backend = RawWebSocketBackend.echo();
                var client = open(backend)) {
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < count; i++) {
                        client.send(
                                i % 7 == 0
                                        ? RawFrame.binary(new byte[i * 10])
                                        : RawFrame.text(i + "x".repeat(i % 50 == 0 ? 20_000 : i % 100)));
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            sender.start();
            for (int i = 0; i < count; i++) {
                RawFrame message = client.readMessage();
                if (i % 7 == 0) {
                    assertThat(message.payload()).hasSize(i * 10);
                } else {
                    assertThat(message.text()).startsWith(i + "x".repeat(i % 50 == 0 ? 20_000 : i % 100));
                }
            }
        }
    }

    @Test
    void pingsTheClientAndTheBackend() throws Exception {
        rig.close();
        Duration often = Duration.ofMillis(50);
        rig = new RelayRig(
                temporary,
                RelayRig.origin(1),
                new RelaySettings(often, often, Duration.ofSeconds(30), often.multipliedBy(20)));
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    peer.send(RawFrame.text("got " + peer.read().opcode()));
                    peer.echo();
                });
                var client = open(backend)) {
            boolean ping = false;
            boolean told = false;
            while (!ping || !told) {
                RawFrame frame = client.readFrame();
                ping |= frame.opcode() == RawFrame.PING;
                told |= frame.text().equals("got " + RawFrame.PING);
            }
        }
    }
}
