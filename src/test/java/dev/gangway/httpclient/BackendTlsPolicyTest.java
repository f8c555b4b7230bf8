package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.ProxyError;
import dev.gangway.httpclient.BackendRig.Heard;
import dev.gangway.rules.BackendTls;
import dev.gangway.rules.ConnectionSettings;
import dev.gangway.testing.Certified;
import dev.gangway.testing.TlsPolicyScenarios;
import dev.gangway.testing.TlsServerSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules ask of https:// backends, and how their answers end. */
class BackendTlsPolicyTest extends TlsPolicyScenarios {

    private static final String HOST = "127.0.0.1";

    @Override
    protected Optional<ProxyError> ask(TlsServerSocket server, String host, BackendTls tls) throws Exception {
        try (BackendRig rig = rig(tls)) {
            Thread backend = new Thread(() -> answerOne(server));
            backend.setDaemon(true);
            backend.start();
            Heard heard = rig.send("https", host, server.getLocalPort(), "GET", "/", "")
                    .heard();
            assertThat(heard.content()).isEqualTo(heard.failure().isPresent() ? "" : "ok");
            backend.join(TimeUnit.SECONDS.toMillis(20));
            return heard.failure();
        }
    }

    private static void answerOne(ServerSocket server) {
        try (Socket socket = server.accept()) {
            if (socket.getInputStream().read() >= 0) {
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"
                                .getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().readAllBytes();
            }
        } catch (IOException e) {
            // expected here because a client that does not believe us breaks off, or is not believed itself
        }
    }

    @Test
    void contentThatTheConnectionEndsIsWholeOnlyWithCloseNotify() throws Exception {
        String head = "HTTP/1.1 200 OK\r\n\r\n";
        assertThat(answered(head + "part", true)).isEqualTo(new Heard(200, "part", Optional.empty()));
        assertThat(answered(head + "part", false))
                .isEqualTo(new Heard(200, "part", Optional.of(ProxyError.BACKEND_TRUNCATED)));
        assertThat(answered(head, false)).isEqualTo(new Heard(200, "", Optional.of(ProxyError.BACKEND_TRUNCATED)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Content-Length: 4\r\n\r\npart", "Transfer-Encoding: chunked\r\n\r\n4\r\npart\r\n0\r\n\r\n"})
    void contentWithAnEndOfItsOwnNeedsNoCloseNotify(String rest) throws Exception {
        assertThat(answered("HTTP/1.1 200 OK\r\n" + rest, false)).isEqualTo(new Heard(200, "part", Optional.empty()));
    }

    private static Heard answered(String answer, boolean properly) throws Exception {
        Certified root = Certified.root("root");
        Certified host = root.host(HOST);
        SSLContext context = host.serving(host.chain());
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                BackendRig rig = rig(new BackendTls(true, true, List.of(root.certificate())))) {
            BackendRig.Sent sent = rig.send("https", HOST, server.getLocalPort(), "GET", "/", "");
            try (Socket socket = server.accept();
                    SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true)) {
                assertThat(tls.getInputStream().read(new byte[4096])).isPositive();
                tls.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                if (properly) {
                    tls.shutdownOutput();
                } else {
                    socket.shutdownOutput();
                }
                return sent.heard();
            }
        }
    }

    private static BackendRig rig(BackendTls tls) {
        ConnectionSettings settings = ConnectionSettings.DEFAULT;
        return new BackendRig(
                InetAddress::getAllByName,
                BackendRig.parameters(new ConnectionSettings(
                        settings.keepIdle(), settings.answer(), settings.receiveBuffer(), settings.source(), tls)));
    }
}
