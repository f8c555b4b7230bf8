package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.exchange.EndCause;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.ProxyError;
import dev.gangway.exchange.SessionObserver;
import dev.gangway.testing.RawFrame;
import dev.gangway.testing.RawWebSocket;
import dev.gangway.testing.RawWebSocketBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to sessions and handshakes when the proxy stops, and that nothing stays behind. */
@Timeout(60)
final class RelayStopTest {

    /** What a backend notes when its connection ended without a Close frame. */
    private static final RawFrame CUT = RawFrame.text("connection ended");

    private final BlockingQueue<RawFrame> received = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong sent = new AtomicLong();
    private long looked = -1;
    private RelayRig rig;

    @BeforeEach
    void start(@TempDir Path base) throws LifecycleException {
        RelaySettings defaults = RelaySettings.defaults();
        rig = new RelayRig(
                base,
                RelayRig.origin(1),
                new RelaySettings(
                        defaults.clientPing(), defaults.backendPing(), defaults.stall(), Duration.ofSeconds(2)));
    }

    @AfterEach
    void stop() throws LifecycleException {
        rig.close();
        threads.shutdownNow();
        // at once: a container complains about threads that outlive a context by a moment
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("gangway-ws") || name.startsWith("tyrus"));
    }

    private RawWebSocket open(RawWebSocketBackend backend, String rules) throws IOException {
        rig.origin(RelayRig.origin(backend.port()));
        rig.rules(rules);
        return RawWebSocket.open("127.0.0.1", rig.port(), "/");
    }

    /** Says hello, keeps what it gets, and ends when its connection does. */
    private RawWebSocketBackend recording() throws IOException {
        return new RawWebSocketBackend(peer -> {
            peer.upgrade();
            peer.send(RawFrame.text("hello"));
            try {
                while (true) {
                    RawFrame frame = peer.read();
                    received.add(frame);
                    if (frame.opcode() == RawFrame.CLOSE) {
                        peer.send(frame);
                        return;
                    }
                }
            } catch (IOException ended) {
                received.add(CUT);
            }
        });
    }

    private RawFrame received() throws InterruptedException {
        RawFrame frame = received.poll(10, TimeUnit.SECONDS);
        assertThat(frame).as("frame of the backend").isNotNull();
        return frame;
    }

    private SessionObserver.Summary ended() throws InterruptedException {
        SessionObserver.Summary summary = rig.ends.poll(10, TimeUnit.SECONDS);
        assertThat(summary).as("how the session ended").isNotNull();
        return summary;
    }

    @Test
    void openSessionsGoAwayAndTheirBackendsAreToldNothing() throws Exception {
        try (var backend = recording();
                var client = open(backend, "")) {
            assertThat(client.readMessage().text()).isEqualTo("hello");
            client.send(RawFrame.text("last words"));
            assertThat(received().text()).isEqualTo("last words");
            rig.relays().close();
            assertThat(client.readFrame().closeCode()).isEqualTo(1001);
            assertThat(received()).isSameAs(CUT);
            assertThat(rig.relays().openRelays()).isZero();
            SessionObserver.Summary summary = ended();
            assertThat(summary.cause()).isEqualTo(EndCause.STOPPING);
            assertThat(summary.closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void rulesSayHowEachSideEnds() throws Exception {
        try (var backend = recording();
                var client =
                        open(backend, "ProxyWebsocketDrainClose client 1012\nProxyWebsocketDrainClose backend 1001")) {
            assertThat(client.readMessage().text()).isEqualTo("hello");
            rig.relays().close();
            assertThat(client.readFrame().closeCode()).isEqualTo(1012);
            assertThat(received().closeCode()).isEqualTo(1001);
            assertThat(ended().closeCode()).isEqualTo(1012);
        }
    }

    @Test
    void whatIsQueuedForTheBackendLeavesBeforeItsConnectionEnds() throws Exception {
        CompletableFuture<Void> draining = new CompletableFuture<>();
        byte[] words = new byte[64 * 1024];
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    draining.get(20, TimeUnit.SECONDS);
                    try {
                        while (true) {
                            received.add(peer.read());
                        }
                    } catch (IOException ended) {
                        received.add(CUT);
                    }
                });
                var client = open(backend, "ProxyWebsocketDrainSpread 0")) {
            Thread flood = new Thread(() -> {
                try {
                    while (true) {
                        client.send(RawFrame.binary(words));
                        sent.incrementAndGet();
                    }
                } catch (IOException ended) {
                    // expected here: the proxy has ended the client's connection
                }
            });
            flood.start();
            // nothing passes any more: the queue of the connection is full
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(300))
                    .until(this::standsStill);
            CompletableFuture<Void> drained = CompletableFuture.runAsync(rig.relays()::drain);
            assertThat(client.readFrame().closeCode()).isEqualTo(1001);
            draining.complete(null);
            drained.get(10, TimeUnit.SECONDS);
            SessionObserver.Summary summary = ended();
            await().atMost(Duration.ofSeconds(10)).until(() -> received.contains(CUT));
            assertThat(received.stream().filter(RawFrame::fin).count() - 1)
                    .as("whole messages that the backend got")
                    .isBetween(
                            summary.toBackend().messages() - 1,
                            summary.toBackend().messages());
            client.reset();
            flood.join(10_000);
        }
    }

    /** Whether nothing was sent since the last look. */
    private boolean standsStill() {
        long before = looked;
        looked = sent.get();
        return looked == before;
    }

    @Test
    void endsAreSpreadOverTheRulesTimeAndEachIsPrompt() throws Exception {
        int sessions = 10;
        long spread = 2_000;
        List<RawWebSocket> clients = new ArrayList<>();
        try (var backend = recording()) {
            for (int i = 0; i < sessions; i++) {
                clients.add(open(backend, "ProxyWebsocketDrainSpread " + spread + "ms"));
                assertThat(clients.get(i).readMessage().text()).isEqualTo("hello");
            }
            long began = System.nanoTime();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(rig.relays()::close);
            List<CompletableFuture<Long>> told = clients.stream()
                    .map(client -> CompletableFuture.supplyAsync(() -> millisUntilClose(client, began), threads))
                    .toList();
            List<Long> times = new ArrayList<>();
            for (CompletableFuture<Long> one : told) {
                times.add(one.get(20, TimeUnit.SECONDS));
            }
            times.sort(null);
            for (int i = 0; i < sessions; i++) {
                long turn = spread * i / sessions;
                assertThat(times.get(i)).as("session " + i).isBetween(turn - 5, turn + 1_000);
                assertThat(received()).isSameAs(CUT);
            }
            closed.get(10, TimeUnit.SECONDS);
            assertThat(rig.relays().openRelays()).isZero();
        } finally {
            for (RawWebSocket client : clients) {
                client.close();
            }
        }
    }

    private static long millisUntilClose(RawWebSocket client, long began) {
        try {
            RawFrame close = client.readFrame();
            assertThat(close.closeCode()).isEqualTo(1001);
            return Duration.ofNanos(System.nanoTime() - began).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void peersThatAnswerNothingAreCutInTheEnd() throws Exception {
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    peer.awaitEnd();
                });
                var client = open(backend, "ProxyWebsocketDrainClose backend 1001")) {
            rig.relays().close();
            assertThat(client.ended()).isTrue();
            await().atMost(Duration.ofSeconds(5)).until(() -> backend.open() == 0);
            assertThat(rig.relays().openRelays()).isZero();
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
