package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.ProxyError;
import dev.gangway.httpclient.BackendRig.Sent;
import dev.gangway.testing.FakeBackend;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How backends are looked up and connected. */
class DialTest {

    @Test
    void aNameServerThatHangsHoldsNobodyElse() throws Exception {
        CountDownLatch hang = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        BackendRig.Lookup lookup = host -> {
            threads.add(Thread.currentThread().getName());
            if (host.equals("hangs.test")) {
                hanging.incrementAndGet();
                await(hang);
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
        try (FakeBackend fake = FakeBackend.start(call -> call.answer("200 OK", "ok"));
                BackendRig rig = new BackendRig(lookup, BackendRig.parameters(Duration.ofMillis(500)))) {
            List<Sent> waiting = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                waiting.add(rig.send("http", "hangs.test", fake.port(), "GET", "/", ""));
            }
            assertThat(rig.send("http", "works.test", fake.port(), "GET", "/", "")
                            .heard()
                            .content())
                    .isEqualTo("ok");
            for (Sent sent : waiting) {
                assertThat(sent.heard().failure()).hasValue(ProxyError.BACKEND_UNRESOLVED);
            }
            assertThat(hanging).hasValue(1);
            assertThat(threads).allMatch(name -> name.startsWith("gangway-backend-names-"));
            hang.countDown();
        }
        assertThat(hang.getCount()).isZero();
    }

    @Test
    void anUnknownNameIsUnresolved() throws Exception {
        BackendRig.Lookup lookup = host -> {
            throw new UnknownHostException(host);
        };
        try (BackendRig rig = new BackendRig(lookup, BackendRig.parameters(Duration.ofSeconds(5)))) {
            assertThat(rig.send("http", "nobody.test", 80, "GET", "/", "")
                            .heard()
                            .failure())
                    .hasValue(ProxyError.BACKEND_UNRESOLVED);
        }
    }

    @Test
    void allAddressesAreTried() throws Exception {
        BackendRig.Lookup lookup = host ->
                new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), InetAddress.getLoopbackAddress()
                };
        try (FakeBackend fake = FakeBackend.start(call -> call.answer("200 OK", "ok"));
                BackendRig rig = new BackendRig(lookup, BackendRig.parameters(Duration.ofSeconds(5)))) {
            assertThat(rig.send("http", "two.test", fake.port(), "GET", "/", "")
                            .heard()
                            .content())
                    .isEqualTo("ok");
        }
    }

    @Test
    void whoLeavesDuringTheTlsHandshakeLeavesNoSocket() throws Exception {
        int count = 20;
        CountDownLatch greeted = new CountDownLatch(count);
        try (FakeBackend silent = FakeBackend.startRaw(socket -> {
                    socket.getInputStream().read();
                    greeted.countDown();
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                });
                BackendRig rig =
                        new BackendRig(InetAddress::getAllByName, BackendRig.parameters(Duration.ofSeconds(60)))) {
            List<Sent> sent = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sent.add(rig.send("https", "127.0.0.1", silent.port(), "GET", "/", ""));
            }
            assertThat(greeted.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(silent.open()).isEqualTo(count);
            sent.forEach(one -> one.call().cancel());
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> silent.open() == 0);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
