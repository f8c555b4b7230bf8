package dev.gangway.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.standalone.Command.Place;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.WebSocketPeer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits of WebSocket sessions from the client's side: who is counted, what is answered, what the backend sees of it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocketLimitsTest {

    private final FakeBackend backend = FakeBackend.start(WebSocketPeer::echo);
    private final List<RawClient> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(RawClient::close);
        backend.close();
    }

    private EmbeddedTomcat start(String... lines) throws Exception {
        String rules = String.join("\n", lines) + "\nProxyPass / http://" + backend.authority() + "/\n";
        EmbeddedTomcat tomcat = new EmbeddedTomcat(
                "Limits", new Place("127.0.0.1", 0, ""), new GangwayDeployment("gangway.rules", () -> rules));
        tomcat.start();
        return tomcat;
    }

    private RawHead handshake(EmbeddedTomcat tomcat, String... fieldLines) throws IOException {
        RawClient client = RawClient.connect(tomcat.port());
        clients.add(client);
        return client.send(WebSocketPeer.handshake("/ws", fieldLines)).head();
    }

    private void endAll() {
        clients.forEach(RawClient::close);
        clients.clear();
    }

    @Test
    void overTheLimitIsUnavailableAndTouchesNoBackend() throws Exception {
        try (EmbeddedTomcat tomcat = start("ProxyWebsocketMax 2")) {
            assertThat(handshake(tomcat).status()).isEqualTo(101);
            assertThat(handshake(tomcat).status()).isEqualTo(101);
            RawHead refused = handshake(tomcat);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.values("Retry-After")).containsExactly("10");
            assertThat(backend.accepted()).isEqualTo(2);
            endAll();
            await().untilAsserted(() -> assertThat(handshake(tomcat).status()).isEqualTo(101));
        }
    }

    @Test
    void plainRequestsAreNotCounted() throws Exception {
        backend.on("/plain", call -> call.answer("200 OK", "plain"));
        try (EmbeddedTomcat tomcat = start("ProxyWebsocketMax 1", "ProxyWebsocketRate 1/h")) {
            assertThat(handshake(tomcat).status()).isEqualTo(101);
            for (int i = 0; i < 3; i++) {
                assertThat(RawClient.exchange(tomcat.port(), RawClient.request("GET", "/plain"))
                                .text())
                        .isEqualTo("plain");
            }
        }
    }

    @Test
    void clientsAreThoseThatATrustedProxyNames() throws Exception {
        try (EmbeddedTomcat tomcat = start(
                "ProxyWebsocketMaxPerClient 1", "RemoteIPHeader X-Forwarded-For", "RemoteIPTrustedProxy 127.0.0.1")) {
            assertThat(handshake(tomcat, "X-Forwarded-For: 203.0.113.1").status())
                    .isEqualTo(101);
            assertThat(handshake(tomcat, "X-Forwarded-For: 203.0.113.2").status())
                    .isEqualTo(101);
            assertThat(handshake(tomcat, "X-Forwarded-For: 2001:db8::1").status())
                    .isEqualTo(101);
            assertThat(handshake(tomcat, "X-Forwarded-For: 203.0.113.1").status())
                    .isEqualTo(503);
            assertThat(handshake(tomcat, "X-Forwarded-For: 2001:db8::2").status())
                    .isEqualTo(503);
        }
    }

    @Test
    void whatAnyoneElseSaysOfTheClientCountsForNothing() throws Exception {
        try (EmbeddedTomcat tomcat = start("ProxyWebsocketMaxPerClient 1")) {
            assertThat(handshake(tomcat, "X-Forwarded-For: 203.0.113.1").status())
                    .isEqualTo(101);
            assertThat(handshake(tomcat, "X-Forwarded-For: 203.0.113.2").status())
                    .isEqualTo(503);
        }
    }

    @Test
    void handshakesHaveARate() throws Exception {
        try (EmbeddedTomcat tomcat = start("ProxyWebsocketRatePerClient 2/h 1")) {
            assertThat(handshake(tomcat).status()).isEqualTo(101);
            RawHead refused = handshake(tomcat);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(Integer.parseInt(refused.value("Retry-After"))).isBetween(1700, 1800);
            assertThat(backend.accepted()).isEqualTo(1);
        }
    }

    @Test
    void refusedOriginsAndMalformedHandshakesTakeNoPlace() throws Exception {
        try (EmbeddedTomcat tomcat = start("ProxyWebsocketMax 1", "ProxyWebsocketRate 1/h")) {
            assertThat(handshake(tomcat, "Cookie: a=1", "Origin: https://evil.example")
                            .status())
                    .isEqualTo(403);
            assertThat(handshake(tomcat, "Sec-WebSocket-Key: another").status()).isEqualTo(400);
            assertThat(handshake(tomcat).status()).isEqualTo(101);
        }
    }
}
