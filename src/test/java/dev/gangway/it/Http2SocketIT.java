package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.Frame;
import dev.gangway.testing.H2Client;
import dev.gangway.testing.HostKind;
import dev.gangway.testing.HostProcess;
import dev.gangway.testing.HostSetup;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.WebSocketPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** WebSocket by an extended CONNECT (RFC 8441) on connectors with HTTP/2: relayed where it is offered, else not offered. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Http2SocketIT {

    private static final String RULES = """
            ProxyPass /plain/ http://BACKEND/plain/ upgrade=NONE
            ProxyPass / http://BACKEND/
            """;

    private final BlockingQueue<Frame> closes = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @EnumSource(names = {"JETTY120", "JETTY121"})
    void jettyOffersItAndItIsRelayed(HostKind kind) throws Exception {
        try (FakeBackend backend = backend();
                HostProcess host = start(kind, "/gangway", backend)) {
            try (H2Client client = H2Client.connect(host.port())) {
                assertThat(client.settings()).containsEntry(H2Client.ENABLE_CONNECT_PROTOCOL, 1);
                opensAndEchoes(client, backend);
                closesBothWays(client);
                endsWithItsStream(client);
                refusals(client);
                methods(client);
                assertThat(echo(client))
                        .as("the connection is as good as before")
                        .isEqualTo("once more");
            }
            await("sessions to end").atMost(Duration.ofSeconds(10)).until(() -> backend.active() == 0);
            assertThat(backend.failures()).isEmpty();
            assertThat(host.log()).contains(" cause=CC code=4001 ", " cause=BC code=4002 ", " cause=CG code=1006 ");
            assertThat(host.problems(0)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TOMCAT10", "TOMCAT11"})
    void tomcatDoesNotOfferIt(HostKind kind) throws IOException {
        try (FakeBackend backend = backend();
                HostProcess host = start(kind, "/gangway", backend);
                H2Client client = H2Client.connect(host.port())) {
            assertThat(client.settings()).doesNotContainKey(H2Client.ENABLE_CONNECT_PROTOCOL);
            H2Client.Stream page = client.get("/gangway/page");
            assertThat(page.head()).contains(":status: 200");
        }
    }

    @Test
    void theHostThatComesAlongSpeaksNoHttp2() {
        try (FakeBackend backend = backend();
                HostProcess host = start(HostKind.STANDALONE, "", backend)) {
            assertThatThrownBy(() -> H2Client.connect(host.port())).isInstanceOf(IOException.class);
        }
    }

    private FakeBackend backend() {
        return FakeBackend.start()
                .on("/echo", call -> {
                    WebSocketPeer peer = WebSocketPeer.accept(call, "Sec-WebSocket-Protocol: b", "Set-Cookie: s=1");
                    Frame message = peer.message();
                    while (message.opcode() != Frame.CLOSE) {
                        peer.send(message);
                        message = peer.message();
                    }
                    peer.send(message);
                    call.close();
                })
                .on("/left", call -> {
                    WebSocketPeer peer = WebSocketPeer.accept(call).send(Frame.text("hello"));
                    Frame close = peer.awaitClose();
                    closes.add(close);
                    peer.send(close);
                    call.close();
                })
                .on("/ends", call -> {
                    WebSocketPeer peer = WebSocketPeer.accept(call);
                    peer.send(Frame.text("last"), Frame.close(4002, "backend's"));
                    closes.add(peer.awaitClose());
                    call.close();
                })
                .on("/refused", call -> call.answer("403 Forbidden", "not you", "X-Why: login"))
                .on("/ok", call -> call.answer("200 OK", "a page"))
                .on("/page", call -> call.answer("200 OK", "a page"))
                .on("/plain/", call -> call.answer("200 OK", "a page"));
    }

    private static HostProcess start(HostKind kind, String contextPath, FakeBackend backend) {
        HostSetup setup = HostSetup.of(contextPath, RULES.replace("BACKEND", backend.authority()));
        return HostProcess.start(kind, setup.withHttp2());
    }

    private static void opensAndEchoes(H2Client client, FakeBackend backend) throws IOException {
        H2Client.Stream stream = client.socket(
                "/gangway/echo?q=%20x",
                "sec-websocket-protocol",
                "a, b",
                "origin",
                "http://front.example",
                "cookie",
                "c=1",
                "sec-websocket-extensions",
                "permessage-deflate");
        assertThat(stream.head())
                .contains(":status: 200", "sec-websocket-protocol: b", "set-cookie: s=1")
                .noneMatch(line -> line.matches("(upgrade|connection|sec-websocket-(accept|extensions)):.*"));
        RawHead asked = backend.heads("/echo").get(0);
        assertThat(asked.raw()).startsWith("GET /echo?q=%20x HTTP/1.1\r\n");
        assertThat(asked.values("Upgrade")).containsExactly("websocket");
        assertThat(asked.values("Connection")).containsExactly("Upgrade");
        assertThat(asked.values("Sec-WebSocket-Version")).containsExactly("13");
        assertThat(asked.values("Sec-WebSocket-Key")).hasSize(1).doesNotContain("AAAAAAAAAAAAAAAAAAAAAA==");
        assertThat(asked.values("Sec-WebSocket-Protocol")).containsExactly("a, b");
        assertThat(asked.values("Cookie")).containsExactly("c=1");
        WebSocketPeer peer = stream.open();
        String large = "h\u00e9".repeat(15_000);
        for (String text : new String[] {"hello", "", large}) {
            peer.send(Frame.text(text));
            assertThat(peer.message().text()).isEqualTo(text);
        }
        peer.send(Frame.close(4001, "client's"));
        assertThat(peer.awaitClose().closeCode()).isEqualTo(4001);
    }

    private void closesBothWays(H2Client client) throws Exception {
        WebSocketPeer leaves = client.socket("/gangway/left").open();
        leaves.send(Frame.close(3000, "mine"));
        assertThat(next().closeCode()).isEqualTo(3000);
        assertThat(leaves.awaitClose().closeCode()).isEqualTo(3000);
        H2Client.Stream stream = client.socket("/gangway/ends");
        WebSocketPeer ends = stream.open();
        assertThat(ends.message().text()).isEqualTo("last");
        Frame close = ends.message();
        assertThat(close.closeCode()).isEqualTo(4002);
        assertThat(close.closeReason()).isEqualTo("backend's");
        ends.send(close);
        assertThat(next().closeCode()).isEqualTo(4002);
        assertThat(stream.content()).isEmpty();
    }

    private void endsWithItsStream(H2Client client) throws Exception {
        H2Client.Stream stream = client.socket("/gangway/left");
        WebSocketPeer peer = stream.open();
        assertThat(peer.message().text()).as("Jetty has opened it").isEqualTo("hello");
        stream.reset();
        assertThat(next().closeCode()).isEqualTo(1001);
    }

    /** What is no 200 of ours must never look like one: to this method any 2xx opens a tunnel. */
    private static void refusals(H2Client client) throws IOException {
        H2Client.Stream refused = client.socket("/gangway/refused");
        assertThat(refused.head()).contains(":status: 403", "x-why: login", "content-length: 7");
        assertThat(refused.content()).isEqualTo("not you");
        assertThat(client.socket("/gangway/ok").head()).contains(":status: 502");
        assertThat(client.socket("/gangway/plain/").head()).contains(":status: 405");
        assertThat(client.socket("/gangway/echo", "origin", "http://other.example", "cookie", "c=1")
                        .head())
                .contains(":status: 403");
        List<String> head = new ArrayList<>(List.of(
                ":method",
                "CONNECT",
                ":protocol",
                "websocket",
                ":scheme",
                "http",
                ":path",
                "/gangway/echo",
                ":authority",
                "front.example",
                "sec-websocket-version",
                "12"));
        assertThat(client.request(false, head.toArray(String[]::new)).head()).contains(":status: 400");
    }

    private static void methods(H2Client client) throws IOException {
        assertThat(client.request(
                                false,
                                ":method",
                                "CONNECT",
                                ":protocol",
                                "connect-udp",
                                ":scheme",
                                "http",
                                ":path",
                                "/gangway/echo",
                                ":authority",
                                "front.example",
                                "sec-websocket-version",
                                "13")
                        .head())
                .contains(":status: 405");
        assertThat(client.get("/gangway/page").head()).contains(":status: 200");
    }

    private static String echo(H2Client client) throws IOException {
        WebSocketPeer peer =
                client.socket("/gangway/echo", "sec-websocket-protocol", "b").open();
        peer.send(Frame.text("once more"));
        String echoed = peer.message().text();
        peer.send(Frame.close(1000, ""));
        peer.awaitClose();
        return echoed;
    }

    private Frame next() throws InterruptedException {
        Frame close = closes.poll(5, TimeUnit.SECONDS);
        assertThat(close).isNotNull();
        return close;
    }
}
