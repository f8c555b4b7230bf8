package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.RawFrame;
import dev.gangway.testing.RawWebSocket;
import dev.gangway.testing.RawWebSocketBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A side that does not read stops the other one, and costs no memory. */
@Timeout(90)
final class RelayBackPressureTest {

    /** More than the kernel's buffers of four sockets and all queues between them. */
    private static final long MUCH = 200L << 20;

    private static final Duration STALL = Duration.ofSeconds(3);

    private RelayRig rig;

    @BeforeEach
    void start(@TempDir Path base) throws LifecycleException {
        RelaySettings defaults = RelaySettings.defaults();
        rig = new RelayRig(
                base,
                RelayRig.origin(1),
                new RelaySettings(defaults.clientPing(), defaults.backendPing(), STALL, Duration.ofSeconds(1)));
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

    private static void awaitStandstill(AtomicLong counter) {
        AtomicLong before = new AtomicLong(-1);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(700))
                .until(() -> before.getAndSet(counter.get()) == counter.get() && counter.get() > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 60_000})
    void clientThatDoesNotReadStopsTheBackend(int size) throws Exception {
        AtomicLong sent = new AtomicLong();
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    for (int i = 0; sent.get() < MUCH; i++) {
                        byte[] payload = new byte[size];
                        ByteBuffer.wrap(payload).putInt(i);
                        peer.send(RawFrame.binary(payload));
                        sent.addAndGet(size);
                    }
                    peer.send(RawFrame.close(1000, ""));
                    peer.awaitEnd();
                });
                var client = open(backend)) {
            awaitStandstill(sent);
            assertThat(sent.get()).isLessThan(MUCH / 2);
            // another session is not affected
            try (var echo = RawWebSocketBackend.echo();
                    var other = open(echo)) {
                other.send(RawFrame.text("hello"));
                assertThat(other.readMessage().text()).isEqualTo("hello");
            }
            for (int i = 0; i * (long) size < MUCH; i++) {
                RawFrame message = client.readMessage();
                assertThat(message.payload()).hasSize(size);
                assertThat(ByteBuffer.wrap(message.payload()).getInt()).isEqualTo(i);
            }
            assertThat(client.readMessage().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void backendThatReadsLateStopsTheClient() throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch read = new CountDownLatch(1);
        long much = 30L << 20;
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    read.await();
                    long received = 0;
                    while (received < much) {
                        received += peer.read().payload().length;
                    }
                    peer.send(RawFrame.text("all"));
                    peer.echo();
                });
                var client = open(backend)) {
            Thread sender = new Thread(() -> {
                byte[] payload = new byte[64 * 1024];
                try {
                    while (sent.get() < much) {
                        client.send(RawFrame.binary(payload));
                        sent.addAndGet(payload.length);
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            sender.start();
            awaitStandstill(sent);
            assertThat(sent.get()).isLessThan(much);
            read.countDown();
            assertThat(client.readMessage().text()).isEqualTo("all");
        }
    }

    @Test
    void backendThatNeverReadsLosesItsSession() throws Exception {
        try (var backend = new RawWebSocketBackend(peer -> {
                    peer.upgrade();
                    new CountDownLatch(1).await();
                });
                var client = open(backend)) {
            Thread sender = new Thread(() -> {
                try {
                    while (true) {
                        client.send(RawFrame.binary(new byte[64 * 1024]));
                    }
                } catch (IOException ended) {
                    // expected here: the relay gives up
                }
            });
            sender.start();
            RawFrame close = client.readFrame();
            assertThat(close.closeCode()).isEqualTo(1011);
            sender.join(10_000);
        }
    }
}
