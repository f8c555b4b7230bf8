package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.Failure;
import dev.gangway.exchange.ProxyError;
import dev.gangway.testing.RawFrame;
import dev.gangway.testing.RawWebSocket;
import dev.gangway.testing.RawWebSocketBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to sessions and handshakes when the proxy stops, and that nothing stays behind. */
@Timeout(60)
final class RelayStopTest {

    private RelayRig rig;

    @BeforeEach
    void start(@TempDir Path base) throws LifecycleException {
        RelaySettings defaults = RelaySettings.defaults();
        rig = new RelayRig(
                base,
                RelayRig.origin(1),
                new RelaySettings(
                        defaults.clientPing(), defaults.backendPing(), defaults.stall(), Duration.ofMillis(500)));
    }

    @AfterEach
    void stop() throws LifecycleException {
        rig.close();
        // at once: a container complains about threads that outlive a context by a moment
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("gangway-ws") || name.startsWith("tyrus"));
    }

    @Test
    void openSessionsGoAway() throws Exception {
        CompletableFuture<RawFrame> received = new CompletableFuture<>();
        try (var backend = new RawWebSocketBackend(peer -> {
            peer.upgrade();
            peer.send(RawFrame.text("hello"));
            received.complete(peer.read());
            peer.awaitEnd();
        })) {
            rig.origin(RelayRig.origin(backend.port()));
            try (var client = RawWebSocket.open("127.0.0.1", rig.port(), "/")) {
                assertThat(client.readMessage().text()).isEqualTo("hello");
                rig.relays().close();
                assertThat(client.readFrame().closeCode()).isEqualTo(1001);
                assertThat(received.get(10, TimeUnit.SECONDS).closeCode()).isEqualTo(1001);
                assertThat(rig.relays().openRelays()).isZero();
            }
        }
    }

    @Test
    void handshakesUnderWayAreAnswered() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        try (var backend = new RawWebSocketBackend(peer -> {
            asked.complete(peer.head());
            peer.awaitEnd();
        })) {
            rig.origin(RelayRig.origin(backend.port()));
            try (var client = RawWebSocket.connect("127.0.0.1", rig.port(), "/", List.of())) {
                asked.get(10, TimeUnit.SECONDS);
                rig.relays().close();
                assertThat(client.readHead()).startsWith("HTTP/1.1 503");
                assertThat(rig.failures).extracting(Failure::error).containsExactly(ProxyError.PROXY_STOPPING);
            }
        }
    }
}
