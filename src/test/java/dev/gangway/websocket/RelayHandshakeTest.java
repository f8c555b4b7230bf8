package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.rules.BackendOrigin;
import dev.gangway.testing.RawFrame;
import dev.gangway.testing.RawWebSocket;
import dev.gangway.testing.RawWebSocketBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The opening handshake through a relay: what the backend sees, and what the client gets for each answer. */
@Timeout(60)
final class RelayHandshakeTest {

    private static RelayRig rig;

    @BeforeAll
    static void start(@TempDir Path base) throws LifecycleException {
        rig = new RelayRig(base, RelayRig.origin(1), RelaySettings.defaults());
    }

    @AfterAll
    static void stop() throws LifecycleException {
        try {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(rig.relays().openRelays()).isZero());
        } finally {
            rig.close();
        }
    }

    private static RawWebSocket connect(RawWebSocketBackend backend, String... fields) throws IOException {
        rig.origin(RelayRig.origin(backend.port()));
        return RawWebSocket.connect("127.0.0.1", rig.port(), "/websocket/", List.of(fields));
    }

    private static String headFor(RawWebSocketBackend.Script script, String... fields) throws IOException {
        try (var backend = new RawWebSocketBackend(script);
                var client = connect(backend, fields)) {
            return client.readHead();
        }
    }

    @Test
    void sendsTheTargetAndTheFieldsAsPlanned() throws IOException {
        try (var backend = RawWebSocketBackend.echo()) {
            rig.origin(RelayRig.origin(backend.port()));
            try (var client = RawWebSocket.connect(
                    "127.0.0.1", rig.port(), "/a%20b/c?d=%2B&e=%0d", List.of("Cookie: a=1; b=2", "Origin: http://o"))) {
                assertThat(client.readHead()).startsWith("HTTP/1.1 101");
                assertThat(backend.heads().get(0))
                        .startsWith("GET /a%20b/c?d=%2B&e=%0d HTTP/1.1\r\nHost: ")
                        .contains("\r\nCookie: a=1; b=2\r\n", "\r\nOrigin: http://o\r\n")
                        .contains("\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n")
                        .containsOnlyOnce("Sec-WebSocket-Key: ")
                        .doesNotContain(RawWebSocket.KEY, "Extensions", "Protocol: ");
                client.send(RawFrame.close(1000, ""));
                assertThat(client.readFrame().closeCode()).isEqualTo(1000);
            }
        }
    }

    @Test
    void passesTheChosenSubprotocolAndTheCookies() throws IOException {
        String head = headFor(
                peer -> {
                    peer.upgrade(
                            "Sec-WebSocket-Protocol: "
                                    + peer.field("Sec-WebSocket-Protocol").split(", ", -1)[1],
                            "Set-Cookie: a=b; Expires=Wed, 21 Oct 2037 07:28:00 GMT",
                            "Set-Cookie: c=d");
                    peer.echo();
                },
                "Sec-WebSocket-Protocol: one, Two");
        assertThat(head)
                .startsWith("HTTP/1.1 101")
                .contains("Sec-WebSocket-Protocol: Two\r\n")
                .contains("Set-Cookie: a=b; Expires=Wed, 21 Oct 2037 07:28:00 GMT\r\n", "Set-Cookie: c=d\r\n");
    }

    @Test
    void choosesNoSubprotocolWhenTheBackendDoesNot() throws IOException {
        String head = headFor(
                peer -> {
                    peer.upgrade();
                    peer.echo();
                },
                "Sec-WebSocket-Protocol: one");
        assertThat(head).startsWith("HTTP/1.1 101").doesNotContain("Sec-WebSocket-Protocol");
    }

    @Test
    void negotiatesNoExtension() throws IOException {
        try (var backend = RawWebSocketBackend.echo();
                var client = connect(backend, "Sec-WebSocket-Extensions: permessage-deflate")) {
            assertThat(client.readHead()).doesNotContain("permessage-deflate");
            assertThat(backend.heads().get(0)).doesNotContain("permessage-deflate");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 9\r\n\r\nnot today",
                "Transfer-Encoding: chunked\r\n\r\n4;x=y\r\nnot \r\n5\r\ntoday\r\n0\r\nA: b\r\n\r\n",
                "Connection: close\r\n\r\nnot today"
            })
    void relaysARefusalWithFieldsAndContent(String rest) throws IOException {
        try (var backend = new RawWebSocketBackend(peer ->
                        peer.send("HTTP/1.1 403 Forbidden\r\nSet-Cookie: a=b; Expires=Wed, 21 Oct 2037 07:28:00 GMT\r\n"
                                + "Set-Cookie: c=d\r\nLocation: /login\r\nX-Why: because\r\n" + rest));
                var client = connect(backend)) {
            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 403")
                    .contains("Set-Cookie: a=b; Expires=Wed, 21 Oct 2037 07:28:00 GMT\r\n", "Set-Cookie: c=d\r\n")
                    .contains("Location: /login\r\n", "X-Why: because\r\n", "Content-Length: 9\r\n");
            assertThat(client.readContent(9)).isEqualTo("not today");
        }
    }

    @Test
    void relaysARefusalWithoutItsContentWhenThatIsTooLong() throws IOException {
        String head = headFor(peer -> {
            peer.send("HTTP/1.1 404 Not Found\r\nContent-Length: 1000000\r\n\r\n");
            peer.send(new byte[100_000]);
            peer.awaitEnd();
        });
        assertThat(head).startsWith("HTTP/1.1 404").contains("Content-Length: 0");
    }

    @Test
    void skipsInterimAnswers() throws IOException {
        String head = headFor(peer -> {
            peer.send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
            peer.upgrade();
            peer.echo();
        });
        assertThat(head).startsWith("HTTP/1.1 101").doesNotContain("Link");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: AAAA=\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/2 101\r\n\r\n",
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/1.1 403 No\r\n Folded: x\r\n\r\n",
                "HTTP/1.1 403 No\r\nName : x\r\n\r\n",
                "HTTP/1.1 403 No\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"
            })
    void answersBadGatewayToAMalformedAnswer(String answer) throws IOException {
        String head = headFor(peer -> {
            peer.send(answer);
            peer.awaitEnd();
        });
        assertThat(head).startsWith("HTTP/1.1 502");
    }

    @Test
    void answersBadGatewayToWhatWasNotOffered() throws IOException {
        assertThat(headFor(peer -> peer.upgrade("Sec-WebSocket-Protocol: evil"), "Sec-WebSocket-Protocol: good"))
                .startsWith("HTTP/1.1 502");
        assertThat(headFor(peer -> peer.upgrade("Sec-WebSocket-Extensions: permessage-deflate")))
                .startsWith("HTTP/1.1 502");
    }

    @Test
    void answersBadGatewayToAnEndlessHead() throws IOException {
        String head = headFor(peer -> {
            peer.send("HTTP/1.1 200 OK\r\nA: " + "x".repeat(17_000));
            peer.awaitEnd();
        });
        assertThat(head).startsWith("HTTP/1.1 502");
    }

    @Test
    void answersBadGatewayWhenTheBackendClosesOrResets() throws IOException {
        assertThat(headFor(peer -> {})).startsWith("HTTP/1.1 502");
        assertThat(headFor(RawWebSocketBackend.Peer::reset)).startsWith("HTTP/1.1 502");
    }

    @Test
    void answersGatewayTimeoutWhenTheBackendSaysNothing() throws IOException {
        assertThat(headFor(RawWebSocketBackend.Peer::awaitEnd)).startsWith("HTTP/1.1 504");
    }

    @Test
    void answersUnavailableWhenTheBackendRefusesTheConnection() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertUnavailable(RelayRig.origin(port));
    }

    @Test
    void answersUnavailableWhenTheNameDoesNotResolve() throws IOException {
        assertUnavailable(new BackendOrigin("http", "no-such-host.invalid", 80));
    }

    @Test
    void answersBadGatewayWhenTlsFails() throws Exception {
        try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            rig.origin(new BackendOrigin("https", "127.0.0.1", plain.getLocalPort()));
            try (var client = RawWebSocket.connect("127.0.0.1", rig.port(), "/", List.of());
                    var accepted = plain.accept()) {
                accepted.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(client.readHead()).startsWith("HTTP/1.1 502");
            }
        }
    }

    private static void assertUnavailable(BackendOrigin origin) throws IOException {
        rig.origin(origin);
        try (var client = RawWebSocket.connect("127.0.0.1", rig.port(), "/", List.of())) {
            assertThat(client.readHead()).startsWith("HTTP/1.1 503");
        }
    }
}
