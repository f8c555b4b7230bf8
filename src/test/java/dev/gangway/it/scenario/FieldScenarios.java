package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.Answers;
import dev.gangway.testing.Frame;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.RawResponse;
import dev.gangway.testing.WebSocketPeer;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fields that the rules add and take, on plain exchanges and on opening handshakes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class FieldScenarios {
    private final HostFixture fixture;

    protected FieldScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void scripts() {
        fixture.backend().on("/", Answers::echoHead);
        fixture.backend().on("/ws/ruled", WebSocketPeer::echo);
    }

    @Test
    void aRequestIsEdited() throws IOException {
        RawHead seen = new RawHead(
                fixture.getRuled("/edited", "X-Hidden: 1", "X-Ruled: forged").text());
        assertThat(seen.values("X-Ruled")).containsExactly("yes");
        assertThat(seen.has("X-Hidden")).isFalse();
        assertThat(seen.values("Via")).containsExactly("1.1 " + HostFixture.RULED);
    }

    @Test
    void anAnswerIsEdited() throws IOException {
        fixture.backend()
                .on("/answer", call -> call.answer("200 OK", "", "Via: 1.0 inner", "X-Inner: 1", "X-On-Success: no"));
        RawResponse answer = fixture.getRuled("/answer");
        assertThat(answer.head().values("X-On-Success")).containsExactly("yes");
        assertThat(answer.head().values("X-Always")).containsExactly("yes");
        assertThat(answer.head().has("X-Inner")).isFalse();
        assertThat(String.join(", ", answer.head().values("Via"))).isEqualTo("1.0 inner, 1.1 " + HostFixture.RULED);
    }

    @Test
    void aHandshakeIsEditedAndItsAnswerNamesTheProxy() throws IOException {
        try (RawClient client = fixture.client()) {
            client.send(fixture.ruled(WebSocketPeer.handshake(fixture.at("/ws/ruled"), "X-Hidden: 1")));
            RawHead head = client.head();
            WebSocketPeer peer = WebSocketPeer.opened(client, head);
            assertThat(head.values("Via")).containsExactly("1.1 " + HostFixture.RULED);
            RawHead seen = fixture.backend().heads("/ws/ruled").get(0);
            assertThat(seen.values("X-Ruled")).containsExactly("yes");
            assertThat(seen.has("X-Hidden")).isFalse();
            assertThat(seen.values("Via")).containsExactly("1.1 " + HostFixture.RULED);
            peer.send(Frame.text("x"));
            assertThat(peer.message().text()).isEqualTo("x");
            peer.send(Frame.close(1000, ""));
            assertThat(peer.awaitClose().closeCode()).isEqualTo(1000);
        }
    }
}
