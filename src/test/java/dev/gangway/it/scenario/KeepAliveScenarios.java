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

/** Pings of our own and what becomes of peers that answer none; below {@code /lively/} every 300 ms on both legs. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class KeepAliveScenarios {

    /** Three intervals until a silent peer counts as gone, and a second to react. */
    private static final Duration NOTICED = Duration.ofMillis(3 * 300 + 1000);

    private final HostFixture fixture;
    private final BlockingQueue<Frame> received = new LinkedBlockingQueue<>();

    protected KeepAliveScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void bothLegsArePinged() throws Exception {
        fixture.backend().on("/lively/pinged", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            recordUntilClose(backend, true);
            call.close();
        });
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/lively/pinged"));
            for (int i = 0; i < 5; i++) {
                answerPing(peer);
            }
            peer.send(Frame.close(1000, ""));
            assertThat(peer.awaitClose().closeCode()).isEqualTo(1000);
        }
        assertThat(received).filteredOn(frame -> frame.opcode() == Frame.PING).hasSizeGreaterThanOrEqualTo(2);
        assertThat(line("/lively/pinged"))
                .contains(" cause=CC code=1000 ")
                .containsPattern(" client-rtt=[0-9.]+ms backend-rtt=[0-9.]+ms ")
                .contains(" to-backend=0/0 to-client=0/0 ");
    }

    @Test
    void aClientThatAnswersNothingEndsBothLegs() throws Exception {
        fixture.backend().on("/lively/deaf-client", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            recordUntilClose(backend, true);
            call.close();
        });
        try (RawClient client = fixture.client()) {
            WebSocketPeer.open(client, fixture.at("/lively/deaf-client"));
            Frame close = closeWithin(NOTICED);
            assertThat(close.closeCode()).isEqualTo(1001);
            client.readTimeout(Duration.ofSeconds(2)).awaitEnd();
        }
        assertThat(line("/lively/deaf-client")).contains(" cause=CT code=1006 ").contains(" client-rtt=- ");
    }

    @Test
    void aClientThatReadsNothingOfAFloodEndsBothLegs() throws Exception {
        fixture.backend().on("/lively/flood", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            byte[] octets = new byte[32 * 1024];
            try {
                while (true) {
                    backend.send(Frame.binary(octets));
                }
            } catch (IOException ended) {
                received.add(Frame.close(1006, ""));
            }
        });
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/lively/flood"));
            assertThat(peer.frame().opcode()).isEqualTo(Frame.BINARY);
            // stops reading, as a process does that is stopped; a backend that reads no Close frame is cut after 5 s
            assertThat(closeWithin(NOTICED.plusSeconds(8)).closeCode()).isEqualTo(1006);
            assertThat(line("/lively/flood")).containsPattern(" cause=C[TS] ");
        }
    }

    @Test
    void aBackendThatAnswersNothingEndsBothLegs() throws Exception {
        fixture.backend().on("/lively/deaf-backend", call -> {
            WebSocketPeer.accept(call);
            assertThat(call.awaitPeerEnd(NOTICED)).isTrue();
        });
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/lively/deaf-backend"));
            client.readTimeout(NOTICED);
            assertThat(peer.awaitClose().closeCode()).isEqualTo(1011);
        }
        assertThat(line("/lively/deaf-backend")).contains(" cause=BT ").contains(" backend-rtt=- ");
    }

    @Test
    void aSessionWithoutMessagesEndsByTheRules() throws Exception {
        fixture.backend().on("/lively/idle/", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            recordUntilClose(backend, true);
            call.close();
        });
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/lively/idle/one"));
            peer.send(Frame.text("words"));
            Frame close = peer.awaitClose();
            assertThat(close.closeCode()).isEqualTo(1001);
            peer.send(close);
            assertThat(closeWithin(Duration.ofSeconds(1)).closeCode()).isEqualTo(1001);
        }
        assertThat(line("/lively/idle/one")).contains(" cause=PI ").contains(" to-backend=1/5 to-client=0/0 ");
    }

    @Test
    void eachEndHasItsCause() throws Exception {
        fixture.backend().on("/lively/reset", call -> {
            WebSocketPeer.accept(call).message();
            call.reset();
        });
        fixture.backend().on("/lively/done", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            backend.send(Frame.text("h\u00e9"), Frame.close(4001, "done"));
            backend.awaitClose();
            call.close();
        });
        fixture.backend().on("/lively/broken", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            backend.send(new Frame(3, true, new byte[1]));
            backend.awaitClose();
            call.close();
        });
        fixture.backend().on("/lively/left", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            recordUntilClose(backend, false);
            call.close();
        });
        endedBy("/lively/reset", 1011);
        endedBy("/lively/done", 4001);
        endedBy("/lively/broken", 1011);
        try (RawClient client = fixture.client()) {
            WebSocketPeer.open(client, fixture.at("/lively/left")).send(Frame.text("here"));
            assertThat(received.poll(5, TimeUnit.SECONDS)).isNotNull();
            client.reset();
        }
        assertThat(line("/lively/reset")).contains(" cause=BG code=1006 ");
        assertThat(line("/lively/done")).contains(" cause=BC code=4001 ").contains(" to-client=1/3 ");
        assertThat(line("/lively/broken")).contains(" cause=BV code=1006 ");
        assertThat(line("/lively/left")).contains(" cause=CG code=1006 ").contains(" to-backend=1/4 ");
    }

    private void endedBy(String path, int code) throws IOException {
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at(path));
            peer.send(Frame.text("go"));
            client.readTimeout(Duration.ofSeconds(2));
            Frame close = peer.awaitClose();
            assertThat(close.closeCode()).as(path).isEqualTo(code);
            peer.send(close);
        }
    }

    private static void answerPing(WebSocketPeer peer) throws IOException {
        Frame ping = peer.frame();
        assertThat(ping.opcode()).isEqualTo(Frame.PING);
        peer.send(new Frame(Frame.PONG, true, ping.payload()));
    }

    private void recordUntilClose(WebSocketPeer backend, boolean pongs) throws IOException {
        try {
            while (true) {
                Frame frame = backend.frame();
                received.add(frame);
                if (frame.opcode() == Frame.CLOSE) {
                    backend.send(frame);
                    return;
                }
                if (frame.opcode() == Frame.PING && pongs) {
                    backend.send(new Frame(Frame.PONG, true, frame.payload()));
                }
            }
        } catch (java.io.EOFException | java.net.SocketException ended) {
            received.add(Frame.close(1006, ""));
        }
    }

    private Frame closeWithin(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Frame frame = received.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(frame).as("the backend's end within " + limit).isNotNull();
            if (frame.opcode() == Frame.CLOSE) {
                return frame;
            }
        }
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
