package dev.gangway.it.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.Answers;
import dev.gangway.testing.BackendCall;
import dev.gangway.testing.Frame;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.RawResponse;
import dev.gangway.testing.WebSocketPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening handshakes and the messages after them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class WebSocketScenarios {
    private final HostFixture fixture;

    protected WebSocketScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void scripts() {
        fixture.backend().on("/", Answers::echoHead);
        fixture.backend().on("/ws/echo", WebSocketPeer::echo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/echo", "/socket/echo"})
    void messagesPassBothWays(String path) throws IOException {
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at(path));
            peer.send(Frame.text("h\u00e9llo \u20ac \ud83d\ude00"));
            assertThat(peer.message()).matches(message -> message.opcode() == Frame.TEXT);
            peer.send(Frame.text("h\u00e9llo \u20ac \ud83d\ude00"));
            assertThat(peer.message().text()).isEqualTo("h\u00e9llo \u20ac \ud83d\ude00");
            peer.send(Frame.binary(new byte[] {0, 1, (byte) 0xff}));
            Frame binary = peer.message();
            assertThat(binary.opcode()).isEqualTo(Frame.BINARY);
            assertThat(binary.payload()).isEqualTo(new byte[] {0, 1, (byte) 0xff});
            peer.send(Frame.text(""));
            assertThat(peer.message().text()).isEmpty();
            closeNormally(peer);
        }
    }

    @Test
    void mebibytePassesBothWays() throws IOException {
        byte[] bytes = Answers.pattern(1024 * 1024);
        String text = "\u20ac".repeat(350_000);
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/ws/echo"));
            peer.send(Frame.binary(bytes));
            assertThat(Answers.digest(peer.message().payload())).isEqualTo(Answers.digest(bytes));
            peer.send(Frame.text(text));
            assertThat(peer.message().text()).isEqualTo(text);
            closeNormally(peer);
        }
    }

    @Test
    void fragmentsBecomeTheSameMessage() throws IOException {
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/ws/echo"));
            byte[] euro = "\u20ac".getBytes(UTF_8);
            peer.send(new Frame(Frame.TEXT, false, new byte[] {'a', euro[0]}));
            peer.send(new Frame(Frame.PING, true, new byte[] {'p'}));
            peer.send(new Frame(Frame.CONTINUATION, false, new byte[] {euro[1]}));
            peer.send(new Frame(Frame.CONTINUATION, true, new byte[] {euro[2], 'b'}));
            assertThat(peer.message().text()).isEqualTo("a\u20acb");
            closeNormally(peer);
        }
    }

    @Test
    void manySmallMessagesKeepTheirOrder() throws IOException {
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/ws/echo"));
            for (int i = 0; i < 500; i++) {
                peer.send(Frame.text("message " + i));
            }
            for (int i = 0; i < 500; i++) {
                assertThat(peer.message().text()).isEqualTo("message " + i);
            }
            closeNormally(peer);
        }
    }

    @Test
    void pingIsAnswered() throws IOException {
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/ws/echo"));
            peer.send(new Frame(Frame.PING, true, "are you there".getBytes(UTF_8)));
            Frame pong = peer.frame();
            assertThat(pong.opcode()).isEqualTo(Frame.PONG);
            assertThat(pong.text()).isEqualTo("are you there");
            closeNormally(peer);
        }
    }

    @Test
    void subprotocolIsTheBackendsChoice() throws IOException {
        fixture.backend().on("/ws/chosen", call -> converse(call, "Sec-WebSocket-Protocol: second"));
        try (RawClient client = fixture.client()) {
            client.send(
                    WebSocketPeer.handshake(fixture.at("/ws/chosen"), "Sec-WebSocket-Protocol: first, second, third"));
            RawHead head = client.head();
            closeNormally(WebSocketPeer.opened(client, head));
            assertThat(head.values("Sec-WebSocket-Protocol")).containsExactly("second");
            assertThat(seen("/ws/chosen").value("Sec-WebSocket-Protocol").replace(" ", ""))
                    .isEqualTo("first,second,third");
        }
    }

    @Test
    void noSubprotocolWhenTheBackendChoosesNone() throws IOException {
        try (RawClient client = fixture.client()) {
            client.send(WebSocketPeer.handshake(fixture.at("/ws/echo"), "Sec-WebSocket-Protocol: first"));
            RawHead head = client.head();
            closeNormally(WebSocketPeer.opened(client, head));
            assertThat(head.has("Sec-WebSocket-Protocol")).isFalse();
        }
    }

    @Test
    void fieldsOfTheBackendsHandshakeReachTheClient() throws IOException {
        fixture.backend()
                .on(
                        "/ws/cookie",
                        call -> converse(
                                call,
                                "Set-Cookie: a=1; Expires=Wed, 21 Oct 2099 07:28:00 GMT",
                                "Set-Cookie: b=2",
                                "X-Own: 1"));
        try (RawClient client = fixture.client()) {
            client.send(WebSocketPeer.handshake(fixture.at("/ws/cookie")));
            RawHead head = client.head();
            closeNormally(WebSocketPeer.opened(client, head));
            assertThat(head.values("Set-Cookie")).containsExactly("a=1; Expires=Wed, 21 Oct 2099 07:28:00 GMT", "b=2");
            assertThat(head.values("X-Own")).containsExactly("1");
        }
    }

    @Test
    void fieldsOfTheClientsHandshakeReachTheBackend() throws IOException {
        fixture.backend().on("/ws/fields", call -> converse(call));
        try (RawClient client = fixture.client()) {
            closeNormally(WebSocketPeer.open(
                    client,
                    fixture.at("/ws/fields"),
                    "Origin: http://front.example",
                    "Cookie: a=1; b=\"2\"",
                    "Authorization: Bearer t",
                    "X-Forwarded-For: 6.6.6.6",
                    "X-Own: 1"));
        }
        RawHead seen = seen("/ws/fields");
        assertThat(seen.values("Host")).containsExactly(fixture.backend().authority());
        assertThat(seen.values("Origin")).containsExactly("http://front.example");
        assertThat(seen.values("Cookie")).containsExactly("a=1; b=\"2\"");
        assertThat(seen.values("Authorization")).containsExactly("Bearer t");
        assertThat(seen.values("X-Own")).containsExactly("1");
        assertThat(seen.values("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen.values("X-Forwarded-Host")).containsExactly("front.example");
        assertThat(seen.values("X-Forwarded-Proto")).containsExactly("http");
        assertThat(seen.values("Sec-WebSocket-Version")).containsExactly("13");
        assertThat(seen.values("Sec-WebSocket-Key")).hasSize(1);
        assertThat(seen.has("Sec-WebSocket-Extensions")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/__sockjs__/n=abc/123/s/websocket",
                "/app/__sockjs__/123/sess/websocket",
                "/app/x%20y/__sockjs__/123/s%2B/websocket?q=%2B1&z=a%26b",
                "/websocket/"
            })
    void handshakeTargetReachesTheBackendByteForByte(String target) throws IOException {
        fixture.backend().on("/app/", call -> converse(call));
        fixture.backend().on("/websocket/", call -> converse(call));
        try (RawClient client = fixture.client()) {
            closeNormally(WebSocketPeer.open(client, fixture.at(target)));
        }
        assertThat(fixture.backend().heads()).anyMatch(head -> head.word(1).equals(target));
    }

    @Test
    void refusalReachesTheClientAsItIs() throws IOException {
        fixture.backend()
                .on(
                        "/ws/refused",
                        call -> call.answer(
                                "403 Forbidden", "not for you", "Set-Cookie: login=1", "Content-Type: text/x-own"));
        RawResponse response = handshake("/ws/refused");
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.text()).isEqualTo("not for you");
        assertThat(response.head().values("Set-Cookie")).containsExactly("login=1");
        assertThat(response.head().values("Content-Type")).containsExactly("text/x-own");
        assertThat(response.head().has("Upgrade")).isFalse();
    }

    @Test
    void redirectOfAHandshakeComesBackUnderThePublicPath() throws IOException {
        fixture.backend()
                .on(
                        "/ws/login",
                        call -> call.answer(
                                "302 Found",
                                "",
                                "Location: http://" + fixture.backend().authority() + "/login"));
        RawResponse response = handshake("/ws/login");
        assertThat(response.status()).isEqualTo(302);
        assertThat(response.head().values("Location")).containsExactly("http://front.example" + fixture.at("/login"));
    }

    @Test
    void unreachableBackendIsUnavailable() throws IOException {
        assertThat(handshake("/down/socket").status()).isEqualTo(503);
    }

    @Test
    void silentBackendIsAGatewayTimeout() throws IOException {
        fixture.hasty().on("/ws-stall", call -> call.awaitPeerEnd(java.time.Duration.ofSeconds(10)));
        assertThat(handshake("/hasty/ws-stall").status()).isEqualTo(504);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage\r\n\r\n", "", "HTTP/1.1 101 Switching Protocols\r\n\r\n"})
    void unusableAnswerIsABadGateway(String answer) throws IOException {
        fixture.backend().on("/ws/unusable", call -> {
            call.write(answer);
            call.close();
        });
        assertThat(handshake("/ws/unusable").status()).isEqualTo(502);
    }

    @Test
    void deniedAndExcludedPathsRefuseHandshakes() throws IOException {
        assertThat(handshake("/denied/ws-secret").status()).isEqualTo(403);
        assertThat(handshake("/excluded/ws-secret").status()).isEqualTo(404);
        assertThat(fixture.backend().heads()).noneMatch(head -> head.word(1).contains("ws-secret"));
    }

    @Test
    void otherVersionIsTold() throws IOException {
        String request = WebSocketPeer.handshake(fixture.at("/ws/echo")).replace("Version: 13", "Version: 8");
        RawResponse response = RawClient.exchange(fixture.host().port(), request);
        assertThat(response.status()).isEqualTo(426);
        assertThat(response.head().values("Sec-WebSocket-Version")).containsExactly("13");
    }

    @Test
    void upgradeNoneForwardsAPlainRequest() throws IOException {
        fixture.backend().on("/ws/as-plain", Answers::echoHead);
        RawResponse response = handshake("/plain/as-plain");
        assertThat(response.status()).isEqualTo(200);
        RawHead seen = new RawHead(response.text());
        assertThat(seen.word(1)).isEqualTo("/ws/as-plain");
        assertThat(seen.has("Upgrade")).isFalse();
        assertThat(seen.value("Connection")).doesNotContainIgnoringCase("upgrade");
    }

    @Test
    void plainRequestOnASocketRuleIsForwarded() throws IOException {
        fixture.backend().on("/ws/info", Answers::echoHead);
        assertThat(fixture.get("/socket/info").text()).startsWith("GET /ws/info ");
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("POST", fixture.at("/other/__sockjs__/1/s/xhr_send"), "Content-Length: 0"));
            assertThat(client.response().text()).startsWith("POST /other/__sockjs__/1/s/xhr_send ");
        }
    }

    @Test
    void backendMaySpeakWithItsHandshake() throws IOException {
        fixture.backend().on("/ws/speaks-first", call -> {
            ByteArrayOutputStream segment = new ByteArrayOutputStream();
            segment.writeBytes(WebSocketPeer.switching(call).getBytes(ISO_8859_1));
            segment.writeBytes(WebSocketPeer.octets(false, Frame.text("one"), Frame.text("two")));
            call.write(segment.toByteArray());
            finish(WebSocketPeer.over(call), call);
        });
        for (int i = 0; i < 5; i++) {
            try (RawClient client = fixture.client()) {
                WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/ws/speaks-first"));
                assertThat(peer.message().text()).isEqualTo("one");
                assertThat(peer.message().text()).isEqualTo("two");
                closeNormally(peer);
            }
        }
    }

    @Test
    void clientMaySpeakWithItsHandshake() throws IOException {
        try (RawClient client = fixture.client()) {
            ByteArrayOutputStream segment = new ByteArrayOutputStream();
            segment.writeBytes(WebSocketPeer.handshake(fixture.at("/ws/echo")).getBytes(ISO_8859_1));
            segment.writeBytes(WebSocketPeer.octets(true, Frame.text("early")));
            client.send(segment.toByteArray());
            WebSocketPeer peer = WebSocketPeer.opened(client, client.head());
            assertThat(peer.message().text()).isEqualTo("early");
            closeNormally(peer);
        }
    }

    @Test
    void socketsDrawNoPlaceOfMax() throws IOException {
        fixture.narrow().on("/ws", WebSocketPeer::echo);
        fixture.narrow().on("/beside", call -> call.answer("200 OK", "beside"));
        try (RawClient one = fixture.client();
                RawClient two = fixture.client()) {
            WebSocketPeer first = WebSocketPeer.open(one, fixture.at("/narrow/ws"));
            WebSocketPeer second = WebSocketPeer.open(two, fixture.at("/narrow/ws"));
            assertThat(fixture.get("/narrow/beside").text()).isEqualTo("beside");
            closeNormally(first);
            closeNormally(second);
        }
    }

    /** Lets the client in and waits for its close. */
    private static void converse(BackendCall call, String... fieldLines) throws IOException {
        finish(WebSocketPeer.accept(call, fieldLines), call);
    }

    private static void finish(WebSocketPeer backend, BackendCall call) throws IOException {
        Frame close = backend.awaitClose();
        if (close.closeCode() != 1006) {
            backend.send(close);
        }
        call.close();
    }

    private void closeNormally(WebSocketPeer peer) throws IOException {
        peer.send(Frame.close(1000, "done"));
        assertThat(peer.awaitClose().closeCode()).isEqualTo(1000);
    }

    private RawResponse handshake(String path) throws IOException {
        return RawClient.exchange(fixture.host().port(), WebSocketPeer.handshake(fixture.at(path)));
    }

    private RawHead seen(String target) {
        await().until(() -> !fixture.backend().heads(target).isEmpty());
        List<RawHead> heads = fixture.backend().heads(target);
        return heads.get(heads.size() - 1);
    }
}
