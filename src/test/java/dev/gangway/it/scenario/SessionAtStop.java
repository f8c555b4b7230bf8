package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.Frame;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.WebSocketPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A session that is open when the host is asked to stop: the client gets 1001, the backend's connection ends without a Close
 * frame. Whoever let the container end it first would see a 1001 at the backend. Jetty as a whole cuts its clients'
 * connections before it ends its web applications, so there both sides only must be let go. Confined to the test thread.
 */
final class SessionAtStop implements AutoCloseable {

    private final RawClient client;
    private final CompletableFuture<Frame> clientsEnd;
    private final CompletableFuture<Frame> backendsEnd = new CompletableFuture<>();

    private SessionAtStop(HostFixture fixture) throws IOException {
        fixture.backend().on("/ws/at-stop", call -> {
            WebSocketPeer backend = WebSocketPeer.accept(call);
            backend.send(Frame.text("open"));
            backendsEnd.complete(backend.awaitClose());
            call.close();
        });
        client = fixture.client();
        WebSocketPeer peer = WebSocketPeer.open(client, fixture.at("/ws/at-stop"));
        assertThat(peer.message().text()).isEqualTo("open");
        clientsEnd = CompletableFuture.supplyAsync(() -> answeredClose(peer));
    }

    static SessionAtStop open(HostFixture fixture) throws IOException {
        return new SessionAtStop(fixture);
    }

    private static Frame answeredClose(WebSocketPeer peer) {
        try {
            Frame close = peer.awaitClose();
            if (close.closeCode() != 1006) {
                peer.send(close);
            }
            return close;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void assertEnded(boolean cutByTheHost) {
        assertThat(clientsEnd.orTimeout(5, TimeUnit.SECONDS).join().closeCode())
                .as("the client's close code at the host's stop")
                .isIn(1001, cutByTheHost ? 1006 : 1001);
        assertThat(backendsEnd.orTimeout(5, TimeUnit.SECONDS).join().closeCode())
                .as("the backend's close code at the host's stop")
                .isIn(1006, cutByTheHost ? 1001 : 1006);
    }

    @Override
    public void close() {
        client.close();
    }
}
