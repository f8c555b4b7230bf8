package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.exchange.Failure;
import dev.gangway.exchange.NameService;
import dev.gangway.exchange.ProxyError;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.testing.RawFrame;
import dev.gangway.testing.RawWebSocket;
import dev.gangway.testing.RawWebSocketBackend;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names of backends are looked up beside the threads that sessions need. */
@Timeout(60)
final class BackendNamesTest {

    /** Answers all names but those that hang. */
    private static final class Service implements NameService {

        private final CountDownLatch end = new CountDownLatch(1);
        private final AtomicInteger hanging = new AtomicInteger();
        private final Set<String> threads = ConcurrentHashMap.newKeySet();

        @Override
        public Optional<String> nameOf(InetAddress address) {
            return Optional.empty();
        }

        @Override
        public List<InetAddress> addressesOf(String name) throws UnknownHostException {
            threads.add(Thread.currentThread().getName().replaceAll("[0-9]+$", ""));
            if (name.startsWith("nobody")) {
                throw new UnknownHostException(name);
            }
            if (name.startsWith("hangs")) {
                hanging.incrementAndGet();
                try {
                    assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return List.of(InetAddress.getLoopbackAddress());
        }
    }

    @Test
    void aNameServerThatHangsHoldsNobodyElse(@TempDir Path base) throws Exception {
        Service service = new Service();
        List<RawWebSocket> hung = new ArrayList<>();
        try (var backend = RawWebSocketBackend.echo();
                var rig = new RelayRig(base, new BackendOrigin("ws", "hangs.test", backend.port()), service)) {
            for (int i = 0; i < 40; i++) {
                hung.add(RawWebSocket.connect("127.0.0.1", rig.port(), "/", List.of()));
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> rig.opened.get() == 40);
            rig.origin(new BackendOrigin("ws", "works.test", backend.port()));
            try (var client = RawWebSocket.open("127.0.0.1", rig.port(), "/")) {
                client.send(RawFrame.text("hello"));
                assertThat(client.readMessage().text()).isEqualTo("hello");
                client.send(RawFrame.close(1000, ""));
            }
            for (RawWebSocket client : hung) {
                assertThat(client.readHead()).startsWith("HTTP/1.1 " + ProxyError.BACKEND_UNRESOLVED.status());
                client.close();
            }
            assertThat(rig.failures)
                    .hasSize(40)
                    .allMatch(failure -> failure.error() == ProxyError.BACKEND_UNRESOLVED)
                    .allMatch(failure -> failure.detail().equals("hangs.test: no answer in time"));
            assertThat(service.hanging).as("one for all").hasValue(1);
            assertThat(service.threads).containsExactly("gangway-backend-names-");
            service.end.countDown();
        }
    }

    @Test
    void anUnknownNameIsUnresolved(@TempDir Path base) throws Exception {
        try (var rig = new RelayRig(base, new BackendOrigin("ws", "nobody.test", 80), new Service());
                var client = RawWebSocket.connect("127.0.0.1", rig.port(), "/", List.of())) {
            assertThat(client.readHead()).startsWith("HTTP/1.1 " + ProxyError.BACKEND_UNRESOLVED.status());
            assertThat(rig.failures).extracting(Failure::error).containsExactly(ProxyError.BACKEND_UNRESOLVED);
        }
    }
}
