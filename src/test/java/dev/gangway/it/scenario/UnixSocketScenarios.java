package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.Answers;
import dev.gangway.testing.Frame;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawResponse;
import dev.gangway.testing.WebSocketPeer;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend on a Unix domain socket is one like any other. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class UnixSocketScenarios {
    private final HostFixture fixture;

    protected UnixSocketScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void scripts() {
        fixture.backend().on("/", Answers::echoHead);
        fixture.backend().on("/inside/digest", Answers::uploadDigest);
        fixture.backend().on("/ws/echo", WebSocketPeer::echo);
    }

    @Test
    void theBackendIsCalledByTheUrlsName() throws IOException {
        RawResponse response = fixture.get("/unix/a%2Bb?q");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text())
                .startsWith("GET /inside/a%2Bb?q HTTP/1.1\r\n")
                .contains("\r\nHost: unix.name\r\n");
    }

    @Test
    void contentPassesBothWays() throws IOException {
        byte[] content = Answers.pattern(5_000_000);
        fixture.backend().on("/inside/download", Answers.download(content.length));
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("POST", fixture.at("/unix/digest"), "Content-Length: " + content.length));
            client.send(content);
            assertThat(client.response().text()).startsWith("5000000 " + Answers.digest(content));
        }
        assertThat(Answers.digest(fixture.get("/unix/download").content()))
                .isEqualTo(Answers.downloadDigest(content.length));
    }

    @Test
    void redirectsOfTheNameComeBack() throws IOException {
        fixture.backend()
                .on("/inside/moved", call -> call.answer("302 Found", "", "Location: http://unix.name/inside/x"));
        assertThat(fixture.get("/unix/moved").head().value("Location"))
                .isEqualTo("http://front.example" + fixture.at("/unix/x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/unix-http/echo", "/unix-ws/echo"})
    void webSocketMessagesPassBothWays(String path) throws IOException {
        try (RawClient client = fixture.client()) {
            WebSocketPeer peer = WebSocketPeer.open(client, fixture.at(path));
            for (String text : new String[] {"hello", "", "x".repeat(100_000)}) {
                peer.send(Frame.text(text));
                assertThat(peer.message().text()).isEqualTo(text);
            }
            peer.send(Frame.close(1000, "done"));
            assertThat(peer.awaitClose().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void whereNobodyListensIsUnavailable() throws IOException {
        assertThat(fixture.get("/unix-down/x").status()).isEqualTo(503);
        assertThat(RawClient.exchange(fixture.host().port(), WebSocketPeer.handshake(fixture.at("/unix-down/socket")))
                        .status())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x/unix:/run/evil%7Chttp:evil/", "/x?unix:/run/evil%7Chttp://evil/", "/unix:%7Chttp:evil"})
    void whatARequestBringsIsNoSocket(String path) throws IOException {
        assertThat(fixture.get(path).text())
                .startsWith("GET /")
                .contains("Host: " + fixture.backend().authority());
        String longest = path.replace("evil", "evil" + "A".repeat(2_000));
        assertThat(fixture.get(longest).text())
                .contains("Host: " + fixture.backend().authority());
    }
}
