package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.ProxyError;
import dev.gangway.httpclient.BackendRig.Heard;
import dev.gangway.rules.BackendTls;
import dev.gangway.rules.ConnectionSettings;
import dev.gangway.rules.WorkerParameters;
import dev.gangway.testing.H2Backend;
import dev.gangway.testing.H2Peer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the rules make Gangway believe; the certificate is for 127.0.0.1 and vouches for itself. */
class BackendTlsTest {

    private static final String PASSWORD = "changeit";

    private static KeyStore store;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("backend.p12");
        Process keytool = new ProcessBuilder((Path.of(System.getProperty("java.home"), "bin", "keytool")
                                + " -genkeypair -alias b -keyalg EC -dname CN=b -ext san=ip:127.0.0.1 -storetype PKCS12"
                                + " -keystore " + file + " -storepass " + PASSWORD)
                        .split(" ", -1))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
    }

    @Test
    void whoIsUnknownToTheJvmIsRefused() throws Exception {
        assertThat(ask("127.0.0.1", BackendTls.DEFAULT).failure()).contains(ProxyError.BACKEND_TLS);
    }

    @Test
    void whoTheRulesTrustIsBelieved() throws Exception {
        assertThat(ask("127.0.0.1", new BackendTls(true, true, List.of(certificate())))
                        .content())
                .isEqualTo("ok");
    }

    @Test
    void anotherHostsCertificateIsRefusedUnlessNamesAreNotCompared() throws Exception {
        assertThat(ask("localhost", new BackendTls(true, true, List.of(certificate())))
                        .failure())
                .contains(ProxyError.BACKEND_TLS);
        assertThat(ask("localhost", new BackendTls(true, false, List.of(certificate())))
                        .content())
                .isEqualTo("ok");
    }

    @Test
    void withoutVerificationTheNameStillCounts() throws Exception {
        assertThat(ask("127.0.0.1", new BackendTls(false, true, List.of())).content())
                .isEqualTo("ok");
        assertThat(ask("localhost", new BackendTls(false, true, List.of())).failure())
                .contains(ProxyError.BACKEND_TLS);
        assertThat(ask("localhost", new BackendTls(false, false, List.of())).content())
                .isEqualTo("ok");
    }

    @Test
    void h2IsSpokenWhereTlsChoosesIt() throws Exception {
        assertThat(askByHttp2("127.0.0.1", new BackendTls(true, true, List.of(certificate())), "h2", "http/1.1"))
                .isEqualTo(new Heard(200, "ok", Optional.empty()));
        assertThat(askByHttp2("localhost", new BackendTls(true, true, List.of(certificate())), "h2")
                        .failure())
                .contains(ProxyError.BACKEND_TLS);
        assertThat(askByHttp2("127.0.0.1", BackendTls.DEFAULT, "h2").failure()).contains(ProxyError.BACKEND_TLS);
    }

    @Test
    void aBackendThatDoesNotChooseH2IsNoBackend() throws Exception {
        BackendTls trusting = new BackendTls(true, true, List.of(certificate()));
        assertThat(askByHttp2("127.0.0.1", trusting, "http/1.1").failure()).contains(ProxyError.BACKEND_TLS);
        assertThat(askByHttp2("127.0.0.1", trusting).failure()).contains(ProxyError.BACKEND_TLS);
    }

    private static Heard askByHttp2(String host, BackendTls tls, String... protocols) throws Exception {
        SSLServerSocket server = (SSLServerSocket) listen();
        SSLParameters parameters = server.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        server.setSSLParameters(parameters);
        try (H2Backend backend = H2Backend.on(server, peer -> {
                    peer.settings();
                    H2Peer.Request request = peer.request();
                    assertThat(request.lines()).contains(":scheme: https");
                    peer.answer(request.stream(), "ok");
                    peer.await(H2Peer.HEADERS);
                });
                BackendRig rig =
                        new BackendRig(name -> new InetAddress[] {InetAddress.getLoopbackAddress()}, parameters(tls))) {
            return rig.send("h2", host, backend.port(), "GET", "/", "").heard();
        }
    }

    private static WorkerParameters parameters(BackendTls tls) {
        ConnectionSettings settings = ConnectionSettings.DEFAULT;
        return BackendRig.parameters(new ConnectionSettings(
                settings.keepIdle(), settings.answer(), settings.receiveBuffer(), settings.source(), tls));
    }

    private static X509Certificate certificate() throws Exception {
        return (X509Certificate) store.getCertificate("b");
    }

    private static Heard ask(String host, BackendTls tls) throws Exception {
        try (ServerSocket server = listen();
                BackendRig rig =
                        new BackendRig(name -> new InetAddress[] {InetAddress.getLoopbackAddress()}, parameters(tls))) {
            Thread backend = new Thread(() -> answerAll(server));
            backend.setDaemon(true);
            backend.start();
            return rig.send("https", host, server.getLocalPort(), "GET", "/", "")
                    .heard();
        }
    }

    private static ServerSocket listen() throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static void answerAll(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                if (socket.getInputStream().read() >= 0) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
                                    .getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().readAllBytes();
                }
            } catch (IOException e) {
                // expected here because a client that does not believe us breaks off, and the test closes the socket
            }
        }
    }
}
