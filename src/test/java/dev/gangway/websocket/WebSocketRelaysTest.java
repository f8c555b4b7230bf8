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

    @BeforeEach
    void start(@TempDir Path base) throws LifecycleException {
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
            client.sendFrame(RawFrame.TEXT, false, java.util.Arrays.copyOf(text, cut));
            client.sendFrame(RawFrame.PING, true, new byte[] {1});
            client.sendFrame(RawFrame.CONTINUATION, true, java.util.Arrays.copyOfRange(text, cut, text.length));
            byte[] got = client.readMessage().payload();
            int at = java.util.Arrays.mismatch(got, text);
            assertThat(at).isEqualTo(-1);
        }
    }
}
