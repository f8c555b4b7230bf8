package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.Failure;
import dev.gangway.exchange.ProxyError;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.BackendTls;
import dev.gangway.testing.Certified;
import dev.gangway.testing.RawFrame;
import dev.gangway.testing.RawWebSocket;
import dev.gangway.testing.RawWebSocketBackend;
import dev.gangway.testing.TlsPolicyScenarios;
import dev.gangway.testing.TlsServerSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the rules ask of wss:// backends. */
class RelayTlsPolicyTest extends TlsPolicyScenarios {

    @TempDir
    Path base;

    @Override
    protected Optional<ProxyError> ask(TlsServerSocket server, String host, BackendTls tls) throws Exception {
        try (ServerSocket kept = new Borrowed(server);
                var backend = new RawWebSocketBackend(kept, peer -> {
                    peer.upgrade();
                    peer.echo();
                });
                var rig = new RelayRig(base, new BackendOrigin("wss", host, backend.port()), RelaySettings.defaults())
                        .believing(tls);
                var client = RawWebSocket.connect("127.0.0.1", rig.port(), "/", List.of())) {
            String head = client.readHead();
            if (head.startsWith("HTTP/1.1 101")) {
                client.send(RawFrame.close(1000, ""));
                client.readFrame();
                return Optional.empty();
            }
            assertThat(head).startsWith("HTTP/1.1 502");
            return rig.failures.stream().map(Failure::error).findFirst();
        }
    }

    @Test
    void theReasonIsForTheLog() throws Exception {
        Certified root = Certified.root("root");
        Certified host = root.host("127.0.0.1");
        BackendTls policy = new BackendTls(
                true,
                true,
                true,
                OptionalInt.of(0),
                List.of(root.certificate()),
                List.of(),
                BackendTls.DEFAULT.protocols(),
                List.of());
        try (var backend = new RawWebSocketBackend(
                        new TlsServerSocket(host.serving(host.chain())), RawWebSocketBackend.Peer::awaitEnd);
                var rig = new RelayRig(
                                base, new BackendOrigin("wss", "127.0.0.1", backend.port()), RelaySettings.defaults())
                        .believing(policy);
                var client = RawWebSocket.connect("127.0.0.1", rig.port(), "/", List.of())) {
            assertThat(client.readHead()).startsWith("HTTP/1.1 502").doesNotContain("SSLProxy");
            assertThat(rig.failures)
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.detail())
                            .contains("more certificates than SSLProxyVerifyDepth 0 allows"));
        }
    }

    /** A refusal whose end is its connection's is not to be shortened on the way. */
    @Test
    void aRefusalThatEndsWithoutCloseNotifyHasNoContent() throws Exception {
        Certified root = Certified.root("root");
        Certified host = root.host("127.0.0.1");
        SSLContext context = host.serving(host.chain());
        assertThat(refusal(root, context, true)).startsWith("HTTP/1.1 403").contains("Content-Length: 8");
        assertThat(refusal(root, context, false)).startsWith("HTTP/1.1 403").contains("Content-Length: 0");
    }

    private String refusal(Certified root, SSLContext context, boolean properly) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var rig = new RelayRig(
                                base,
                                new BackendOrigin("wss", "127.0.0.1", server.getLocalPort()),
                                RelaySettings.defaults())
                        .believing(new BackendTls(true, true, List.of(root.certificate())));
                var client = RawWebSocket.connect("127.0.0.1", rig.port(), "/", List.of());
                Socket socket = server.accept();
                SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true)) {
            byte[] head = new byte[4096];
            assertThat(tls.getInputStream().read(head)).isPositive();
            tls.getOutputStream()
                    .write("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\nnot whol"
                            .getBytes(StandardCharsets.US_ASCII));
            if (properly) {
                tls.shutdownOutput();
            } else {
                socket.shutdownOutput();
            }
            return client.readHead();
        }
    }

    /** Stays open when its backend closes. */
    private static final class Borrowed extends ServerSocket {

        private final TlsServerSocket server;

        Borrowed(TlsServerSocket server) throws java.io.IOException {
            this.server = server;
        }

        @Override
        public Socket accept() throws java.io.IOException {
            return server.accept();
        }

        @Override
        public int getLocalPort() {
            return server.getLocalPort();
        }
    }
}
