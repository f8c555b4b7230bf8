package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.Answers;
import dev.gangway.testing.BackendCall;
import dev.gangway.testing.Frame;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.RawResponse;
import dev.gangway.testing.WebSocketPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which opening handshakes are relayed at all, and what the others get. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class HandshakeScenarios {
    private final HostFixture fixture;

    protected HandshakeScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void scripts() {
        fixture.backend().on("/", Answers::echoHead);
        fixture.backend().on("/ws/echo", WebSocketPeer::echo);
        fixture.few().on("/", HandshakeScenarios::end);
    }

    /** What stands in the path says how the session or the attempt ends. */
    private static void end(BackendCall call) throws IOException {
        switch (call.path()) {
            case "/refuses" -> call.answer("403 Forbidden", "no");
            case "/drops" -> call.close();
            case "/stalls" -> call.awaitPeerEnd(Duration.ofSeconds(10));
            case "/babbles" -> call.write("SSH-2.0-OpenSSH\r\n\r\n").close();
            case "/closes" -> {
                WebSocketPeer peer = WebSocketPeer.accept(call);
                peer.send(Frame.close(1001, "bye"));
                peer.awaitClose();
                call.close();
            }
            case "/breaks" -> {
                WebSocketPeer.accept(call);
                call.close();
            }
            case "/late" -> {
                call.pace(Duration.ofMillis(30));
                WebSocketPeer.echo(call);
            }
            default -> WebSocketPeer.echo(call);
        }
    }

    private RawResponse ask(String head) throws IOException {
        return RawClient.exchange(fixture.host().port(), head);
    }

    private String handshake(String path, String... fieldLines) {
        return WebSocketPeer.handshake(fixture.at(path), fieldLines);
    }

    private int seen(String target) {
        return fixture.backend().heads(target).size();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Version: 8", "Version: 14", "Version: 013", "Version: 13, 8", "Version: ", "Other: 13"})
    void anotherVersionIsToldWhichOne(String version) throws IOException {
        int before = seen("/ws/echo");
        RawResponse response = ask(handshake("/ws/echo").replace("Version: 13", version));
        assertThat(response.status()).isEqualTo(426);
        assertThat(response.head().values("Sec-WebSocket-Version")).containsExactly("13");
        assertThat(response.head().values("Upgrade")).containsExactly("websocket");
        assertThat(response.head().value("Connection")).containsIgnoringCase("upgrade");
        assertThat(seen("/ws/echo")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Key: short",
                "Key: ",
                "Key: dGhlIHNhbXBsZSBub25jZQ",
                "Key: dGhlIHNhbXBsZSBub25jZSE+Pg==",
                "Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Other: dGhlIHNhbXBsZSBub25jZQ=="
            })
    void aBrokenKeyIsABadRequest(String key) throws IOException {
        int before = seen("/ws/echo");
        RawResponse response = ask(handshake("/ws/echo").replace("Key: " + WebSocketPeer.KEY, key));
        assertThat(response.status()).isEqualTo(400);
        assertThat(seen("/ws/echo")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, POST",
        "GET, PUT",
        "HTTP/1.1, HTTP/1.0",
        "Upgrade: websocket, Upgrade: h2c",
        "Upgrade: websocket, Other: websocket",
        "Connection: Upgrade, Connection: keep-alive"
    })
    void whatAsksForNoWebSocketIsPlainHttp(String what, String other) throws IOException {
        String head = handshake("/as-plain").replace(what, other);
        if (!head.startsWith("GET")) {
            head = head.replaceFirst("\r\n", "\r\nContent-Length: 0\r\n");
        }
        int before = seen("/as-plain");
        RawResponse response = ask(head);
        if (fixture.host().kind().jetty() && what.startsWith("Connection")) {
            assertThat(response.status()).isEqualTo(400); // Jetty's own: an Upgrade that Connection does not name
            assertThat(seen("/as-plain")).isEqualTo(before);
            return;
        }
        assertThat(response.status()).isEqualTo(200);
        RawHead forwarded = new RawHead(response.text());
        assertThat(forwarded.word(1)).isEqualTo("/as-plain");
        assertThat(forwarded.has("Upgrade")).isFalse();
        assertThat(forwarded.value("Connection")).doesNotContainIgnoringCase("upgrade");
    }

    @Test
    void anotherSitesPageIsRefusedBeforeTheBackendSeesIt() throws IOException {
        int before = seen("/ws/echo");
        for (String origin : new String[] {"https://evil.example", "null", "https://front.example.evil.example"}) {
            RawResponse response = ask(handshake("/ws/echo", "Cookie: a=1", "Origin: " + origin));
            assertThat(response.status()).as(origin).isEqualTo(403);
        }
        assertThat(seen("/ws/echo")).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: a=1",
                "Cookie: a=1\r\nOrigin: http://front.example",
                "Cookie: a=1\r\nOrigin: https://front.example",
                "Origin: https://evil.example"
            })
    void everyOtherPageMayOpenASession(String fieldLines) throws IOException {
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/ws/echo"), fieldLines);
            peer.send(Frame.close(1000, ""));
            assertThat(peer.awaitClose().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void aBackendThatAcceptsNoConnectionIsUnavailable() throws IOException {
        long begun = System.nanoTime();
        assertThat(ask(handshake("/deaf/ws")).status()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    /** Whatever the ends of sessions and attempts, two places are there afterwards and no third. */
    @Test
    void placesComeBackHoweverSessionsEnd() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 30; i++) {
            endSomehow(random);
        }
        List<RawClient> clients = new ArrayList<>();
        try {
            WebSocketPeer first = openSoon(clients);
            WebSocketPeer second = openSoon(clients);
            int accepted = fixture.few().accepted();
            RawResponse third = ask(handshake("/few/ws"));
            assertThat(third.status()).isEqualTo(503);
            assertThat(third.head().values("Retry-After")).containsExactly("10");
            assertThat(fixture.few().accepted())
                    .as("connections to the backend")
                    .isEqualTo(accepted);
            for (WebSocketPeer peer : List.of(first, second)) {
                peer.send(Frame.close(1000, ""));
                assertThat(peer.awaitClose().closeCode()).isEqualTo(1000);
            }
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    /** Each kind of end by itself: with one of the two places still held, no second session could open. */
    @ParameterizedTest
    @ValueSource(
            strings = {"refuses", "drops", "babbles", "stalls", "closes", "breaks", "echo", "resets echo", "resets late"
            })
    void placesComeBackAtOnceAfter(String end) throws IOException {
        openBoth();
        String path = end.substring(end.indexOf(' ') + 1);
        for (int i = 0; i < 4; i++) {
            try (RawClient client = fixture.client()) {
                client.send(handshake("/few/" + path));
                if (path.equals(end)) {
                    client.head();
                } else {
                    client.reset();
                }
            }
            if (i % 2 == 1) {
                openBoth();
            }
        }
    }

    private void openBoth() {
        List<RawClient> clients = new ArrayList<>();
        try {
            openSoon(clients);
            openSoon(clients);
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    private void endSomehow(Random random) throws IOException {
        String[] ends = {"refuses", "drops", "babbles", "closes", "breaks", "echo", "echo", "echo"};
        String end = random.nextInt(12) == 0 ? "stalls" : ends[random.nextInt(ends.length)];
        try (RawClient client = fixture.client()) {
            client.send(handshake("/few/" + end));
            if (random.nextInt(4) == 0) {
                client.reset(); // wherever the handshake is by now
                return;
            }
            RawHead head = client.head();
            if (head.status() == 101 && end.equals("echo")) {
                WebSocketPeer peer = WebSocketPeer.opened(client, head);
                if (random.nextBoolean()) {
                    peer.send(Frame.text("x"));
                    assertThat(peer.message().text()).isEqualTo("x");
                }
                if (random.nextBoolean()) {
                    peer.send(Frame.close(1000, ""));
                    peer.awaitClose();
                }
            }
        }
    }

    /** Nothing here waits for a silent peer: the places are there within milliseconds, if the machine has time. */
    private WebSocketPeer openSoon(List<RawClient> clients) {
        return await("a place to come back")
                .atMost(Duration.ofSeconds(4))
                .until(() -> open(clients), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<WebSocketPeer> open(List<RawClient> clients) throws IOException {
        RawClient client = fixture.client();
        clients.add(client);
        RawHead head = client.send(handshake("/few/echo")).head();
        return head.status() == 101 ? Optional.of(WebSocketPeer.opened(client, head)) : Optional.empty();
    }
}
