package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.Frame;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.WebSocketPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the end of one side of a WebSocket session reaches the other; Close frames are the close matrix's. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class WebSocketCloseScenarios {
    private final HostFixture fixture;

    protected WebSocketCloseScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void abruptEndOfTheBackendEndsTheClientAtOnce() throws IOException {
        fixture.backend().on("/ws/reset", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            backend.message();
            call.reset();
        });
        assertAbruptEnd("/ws/reset");
    }

    @Test
    void endOfTheBackendsConnectionWithoutACloseEndsTheClientAtOnce() throws IOException {
        fixture.backend().on("/ws/fin", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            backend.message();
            call.close();
        });
        assertAbruptEnd("/ws/fin");
    }

    @Test
    void abruptEndOfTheClientEndsTheBackendAtOnce() throws Exception {
        BlockingQueue<Frame> closes = new LinkedBlockingQueue<>();
        fixture.backend().on("/ws/left", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            closes.add(backend.message());
            closes.add(backend.awaitClose());
            call.close();
        });
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/ws/left"));
            peer.send(Frame.text("here"));
            assertThat(next(closes).text()).isEqualTo("here");
            client.reset();
        }
        Frame close = closes.poll(2, TimeUnit.SECONDS);
        assertThat(close).isNotNull();
        assertThat(close.closeCode()).isNotEqualTo(1000);
    }

    @Test
    void protocolErrorOfTheClientEndsBothSides() throws Exception {
        BlockingQueue<Frame> closes = new LinkedBlockingQueue<>();
        fixture.backend().on("/ws/broken", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            closes.add(backend.awaitClose());
            call.close();
        });
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/ws/broken"));
            // opcode 3 is reserved
            peer.send(new Frame(3, true, new byte[1]));
            assertThat(peer.awaitClose().closeCode()).isIn(1002, 1006);
        }
        assertThat(next(closes).closeCode()).isNotEqualTo(1000);
    }

    @Test
    void sessionsOutliveTheContainersIdleLimits() throws IOException {
        // what can be seen quickly: a session survives quiet time longer than the rule's own timeout for answers
        fixture.hasty().on("/ws/quiet", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            call.pace(Duration.ofMillis(2_500));
            backend.send(Frame.text("still here"));
            Frame close = backend.awaitClose();
            backend.send(close);
            call.close();
        });
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/hasty/ws/quiet"));
            assertThat(peer.message().text()).isEqualTo("still here");
            peer.send(Frame.close(1000, ""));
            assertThat(peer.awaitClose().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void manySessionsEndTogether() throws IOException {
        fixture.backend().on("/ws/many", WebSocketPeer::echo);
        int sessions = 40;
        RawClient[] clients = new RawClient[sessions];
        WebSocketPeer[] peers = new WebSocketPeer[sessions];
        for (int i = 0; i < sessions; i++) {
            clients[i] = fixture.client();
            peers[i] = WebSocketPeer.open(clients[i], fixture.at("/ws/many"));
        }
        for (int i = 0; i < sessions; i++) {
            peers[i].send(Frame.text("session " + i));
        }
        for (int i = 0; i < sessions; i++) {
            assertThat(peers[i].message().text()).isEqualTo("session " + i);
            clients[i].reset();
        }
        await("the backend's sessions to end")
                .atMost(Duration.ofSeconds(10))
                .until(() -> fixture.backend().active() == 0);
    }

    private void assertAbruptEnd(String path) throws IOException {
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at(path));
            client.readTimeout(Duration.ofSeconds(1));
            peer.send(Frame.text("end now"));
            Frame close = peer.awaitClose();
            assertThat(close.closeCode()).isNotIn(1000, 1005);
        }
    }

    private static Frame next(BlockingQueue<Frame> frames) throws InterruptedException {
        Frame frame = frames.poll(5, TimeUnit.SECONDS);
        assertThat(frame).isNotNull();
        return frame;
    }
}
