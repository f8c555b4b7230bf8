package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.exchange.Failure;
import dev.gangway.exchange.ProxyError;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.BackendTls;
import dev.gangway.testing.RawFrame;
import dev.gangway.testing.RawWebSocket;
import dev.gangway.testing.RawWebSocketBackend;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backends behind TLS: the certificate and its name count. */
@Timeout(60)
final class RelayTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static SSLContext tls;
    private static X509Certificate certificate;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("backend.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "backend",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=backend",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        certificate = (X509Certificate) store.getCertificate("backend");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    }

    private static RawWebSocketBackend backend(RawWebSocketBackend.Script script) throws Exception {
        return new RawWebSocketBackend(
                tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress()), script);
    }

    @Test
    void relaysToABackendWithATrustedCertificate(@TempDir Path base) throws Exception {
        byte[] big = new byte[3 << 20];
        new Random(3).nextBytes(big);
        try (var backend = backend(peer -> {
                    byte[] first = RawFrame.text("first").octets(false);
                    byte[] head = peer.switching().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                    byte[] both = Arrays.copyOf(head, head.length + first.length);
                    System.arraycopy(first, 0, both, head.length, first.length);
                    peer.send(both);
                    peer.echo();
                });
                var rig = new RelayRig(
                                base, new BackendOrigin("https", "127.0.0.1", backend.port()), RelaySettings.defaults())
                        .believing(new BackendTls(true, true, List.of(certificate)));
                var client = RawWebSocket.open("127.0.0.1", rig.port(), "/")) {
            assertThat(client.readMessage().text()).isEqualTo("first");
            for (String text : List.of("hello", "", "x".repeat(100_000))) {
                client.send(RawFrame.text(text));
                assertThat(client.readMessage().text()).isEqualTo(text);
            }
            Thread sender = new Thread(() -> {
                try {
                    client.send(RawFrame.binary(big));
                } catch (java.io.IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            sender.start();
            assertThat(Arrays.mismatch(client.readMessage().payload(), big)).isEqualTo(-1);
            client.send(RawFrame.close(4000, "bye"));
            assertThat(client.readFrame().closeCode()).isEqualTo(4000);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(rig.relays().openRelays()).isZero());
        }
    }

    @Test
    void refusesABackendWithAnUnknownCertificate(@TempDir Path base) throws Exception {
        assertRefused(base, "127.0.0.1", BackendTls.DEFAULT);
    }

    @Test
    void refusesABackendWithAnotherName(@TempDir Path base) throws Exception {
        assertRefused(base, "localhost", new BackendTls(true, true, List.of(certificate)));
    }

    @Test
    void believesWhomTheRulesTrust(@TempDir Path base) throws Exception {
        for (BackendTls policy : List.of(
                new BackendTls(true, true, List.of(certificate)),
                new BackendTls(false, true, List.of()),
                new BackendTls(false, false, List.of()))) {
            assertThat(head(base, "127.0.0.1", policy)).startsWith("HTTP/1.1 101");
        }
        assertThat(head(base, "localhost", new BackendTls(true, false, List.of(certificate))))
                .startsWith("HTTP/1.1 101");
        assertThat(head(base, "localhost", new BackendTls(false, true, List.of())))
                .startsWith("HTTP/1.1 502");
    }

    private static String head(Path base, String host, BackendTls policy) throws Exception {
        try (var backend = backend(peer -> {
                    peer.send(peer.switching().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                    peer.echo();
                });
                var rig = new RelayRig(base, new BackendOrigin("wss", host, backend.port()), RelaySettings.defaults())
                        .believing(policy);
                var client = RawWebSocket.connect("127.0.0.1", rig.port(), "/", List.of())) {
            String head = client.readHead();
            if (head.startsWith("HTTP/1.1 101")) {
                client.send(RawFrame.close(1000, ""));
                client.readFrame();
            }
            return head;
        }
    }

    private static void assertRefused(Path base, String host, BackendTls policy) throws Exception {
        try (var backend = backend(RawWebSocketBackend.Peer::awaitEnd);
                var rig = new RelayRig(base, new BackendOrigin("wss", host, backend.port()), RelaySettings.defaults())
                        .believing(policy);
                var client = RawWebSocket.connect("127.0.0.1", rig.port(), "/", List.of())) {
            assertThat(client.readHead()).startsWith("HTTP/1.1 502");
            assertThat(rig.failures).extracting(Failure::error).containsExactly(ProxyError.BACKEND_TLS);
        }
    }
}
