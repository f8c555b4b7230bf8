package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.exchange.Failure;
import dev.gangway.exchange.ProxyError;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.testing.RawFrame;
import dev.gangway.testing.RawWebSocket;
import dev.gangway.testing.RawWebSocketBackend;
import dev.gangway.testing.UnixDoor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions with backends on Unix domain sockets. */
@Timeout(60)
final class UnixSocketRelayTest {

    @ParameterizedTest
    @ValueSource(strings = {"http", "ws"})
    void messagesPassBothWays(String scheme, @TempDir Path base) throws Exception {
        Path file = base.resolve("s");
        try (var backend = RawWebSocketBackend.echo();
                var door = UnixDoor.open(file, backend.port());
                var rig = new RelayRig(base, origin(scheme, file), RelaySettings.defaults());
                var client = RawWebSocket.open("127.0.0.1", rig.port(), "/x?y")) {
            for (String text : List.of("hello", "", "x".repeat(300_000))) {
                client.send(RawFrame.text(text));
                assertThat(client.readMessage().text()).isEqualTo(text);
            }
            client.send(RawFrame.close(4000, "bye"));
            assertThat(client.readFrame().closeCode()).isEqualTo(4000);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(rig.relays().openRelays()).isZero());
            assertThat(door.accepted()).isEqualTo(1);
            assertThat(backend.heads())
                    .singleElement()
                    .satisfies(head -> assertThat(head).startsWith("GET /x?y HTTP/1.1\r\n"));
        }
    }

    @Test
    void whereNobodyListensIsUnreachable(@TempDir Path base) throws Exception {
        try (var rig = new RelayRig(base, origin("ws", base.resolve("missing")), RelaySettings.defaults());
                var client = RawWebSocket.connect("127.0.0.1", rig.port(), "/", List.of())) {
            assertThat(client.readHead()).startsWith("HTTP/1.1 503");
            assertThat(rig.failures).extracting(Failure::error).containsExactly(ProxyError.BACKEND_UNREACHABLE);
        }
    }

    /** The name is the backend's own word and is never looked up. */
    private static BackendOrigin origin(String scheme, Path file) {
        return new BackendOrigin(scheme, "app.invalid", 80, Optional.of(file.toString()));
    }
}
