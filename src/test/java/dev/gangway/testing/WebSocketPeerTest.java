package dev.gangway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripted ends of a WebSocket connection against each other directly. */
class WebSocketPeerTest {

    @Test
    void acceptKeyIsTheOneOfTheRfc() {
        assertThat(WebSocketPeer.acceptFor(WebSocketPeer.KEY)).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 1_048_576})
    void everyLengthSurvives(int length) throws IOException {
        byte[] bytes = Answers.pattern(length);
        try (FakeBackend backend = FakeBackend.start(WebSocketPeer::echo);
                RawClient client = RawClient.connect(backend.port())) {
            WebSocketPeer peer = WebSocketPeer.open(client, "/");
            peer.send(Frame.binary(bytes));
            assertThat(peer.message().payload()).isEqualTo(bytes);
            peer.send(Frame.close(4999, "end"));
            Frame close = peer.message();
            assertThat(close.closeCode()).isEqualTo(4999);
            assertThat(close.closeReason()).isEqualTo("end");
        }
    }

    @Test
    void fragmentsAndControlFramesAreSeenAsTheyAre() throws IOException {
        try (FakeBackend backend = FakeBackend.start(call -> {
                    WebSocketPeer peer = WebSocketPeer.accept(call);
                    peer.send(new Frame(Frame.TEXT, false, new byte[] {'a'}), new Frame(Frame.PING, true, new byte[0]));
                    peer.send(new Frame(Frame.CONTINUATION, true, new byte[] {'b'}));
                    assertThat(peer.frame().opcode()).isEqualTo(Frame.PONG);
                    call.reset();
                });
                RawClient client = RawClient.connect(backend.port())) {
            WebSocketPeer peer = WebSocketPeer.open(client, "/");
            assertThat(peer.message().text()).isEqualTo("ab");
            assertThat(peer.awaitClose().closeCode()).isEqualTo(1006);
            assertThat(backend.failures()).isEmpty();
        }
    }
}
