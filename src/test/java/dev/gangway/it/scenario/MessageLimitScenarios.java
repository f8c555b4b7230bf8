package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.Frame;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.WebSocketPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Below {@code /measured/} messages of the client may have 30,000 octets, those of the backend 60,000. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class MessageLimitScenarios {

    private static final int CLIENT = 30_000;
    private static final int BACKEND = 60_000;

    private final HostFixture fixture;

    protected MessageLimitScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void messagesUpToTheLimitPass() throws IOException {
        fixture.backend().on("/measured/echo", WebSocketPeer::echo);
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/measured/echo"));
            String text = "\u20ac".repeat(CLIENT / 3);
            for (int i = 0; i < 3; i++) {
                peer.send(Frame.text(text));
                assertThat(peer.message().text()).isEqualTo(text);
                peer.send(
                        new Frame(Frame.BINARY, false, new byte[CLIENT - 1]),
                        new Frame(Frame.CONTINUATION, true, new byte[1]));
                assertThat(peer.message().payload()).hasSize(CLIENT);
            }
            peer.send(Frame.close(1000, ""));
            assertThat(peer.awaitClose().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void aLargerMessageOfTheClientEndsBothSides() throws Exception {
        BlockingQueue<Frame> closes = new LinkedBlockingQueue<>();
        fixture.backend().on("/measured/client", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            Frame close = backend.awaitClose();
            closes.add(close);
            backend.send(close);
            call.close();
        });
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/measured/client"));
            peer.send(new Frame(Frame.TEXT, false, new byte[CLIENT]), new Frame(Frame.CONTINUATION, true, new byte[1]));
            client.readTimeout(Duration.ofSeconds(2));
            Frame close = peer.awaitClose();
            assertThat(close.closeCode()).isEqualTo(1009);
            assertThat(close.closeReason()).isEqualTo("message larger than ProxyWebsocketMaxMessage client 30000");
            peer.send(close);
            client.readTimeout(Duration.ofSeconds(5)).awaitEnd();
        }
        Frame seen = closes.poll(5, TimeUnit.SECONDS);
        assertThat(seen).isNotNull();
        assertThat(seen.closeCode()).isEqualTo(1001);
        assertThat(line("/measured/client")).contains(" cause=CM code=1009 ").contains(" to-backend=0/");
    }

    @Test
    void aLargerMessageOfTheBackendEndsBothSides() throws Exception {
        BlockingQueue<Frame> closes = new LinkedBlockingQueue<>();
        fixture.backend().on("/measured/backend", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            backend.send(Frame.binary(new byte[BACKEND]), Frame.binary(new byte[BACKEND + 1]));
            closes.add(backend.awaitClose());
            call.close();
        });
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/measured/backend"));
            assertThat(peer.message().payload()).hasSize(BACKEND);
            client.readTimeout(Duration.ofSeconds(2));
            Frame close = peer.message();
            assertThat(close.opcode()).isEqualTo(Frame.CLOSE);
            assertThat(close.closeCode()).isEqualTo(1011);
            peer.send(close);
        }
        Frame seen = closes.poll(5, TimeUnit.SECONDS);
        assertThat(seen).isNotNull();
        assertThat(seen.closeCode()).isEqualTo(1009);
        assertThat(seen.closeReason()).isEqualTo("message larger than ProxyWebsocketMaxMessage backend 60000");
        assertThat(line("/measured/backend")).contains(" cause=BM ").contains(" to-client=1/60000 ");
    }

    /** The one line that tells of the session of this path. */
    private String line(String path) {
        List<String> lines = await("the session's line in the log")
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> fixture.host()
                                .log()
                                .lines()
                                .filter(line ->
                                        line.contains("session ended: ") && line.contains(" request=\"" + path + "\""))
                                .toList(),
                        found -> !found.isEmpty());
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
