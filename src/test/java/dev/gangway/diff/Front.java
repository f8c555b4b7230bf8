package dev.gangway.diff;

import dev.gangway.testing.Ending;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Locale;
import java.util.Optional;

/** One server's front door, asked on a connection that is kept as long as the server keeps it. Confined to one thread. */
final class Front implements AutoCloseable {
    private final int port;
    private Optional<RawClient> kept = Optional.empty();

    Front(int port) {
        this.port = port;
    }

    /** Empty when the connection ends without an answer. */
    Optional<RawResponse> ask(Probe probe) throws IOException {
        if (kept.isPresent()) {
            try {
                return Optional.of(exchange(kept.get(), probe));
            } catch (EOFException | SocketException e) {
                close(); // expected here because servers may end an idle connection: ask again on a new one
            }
        }
        RawClient fresh = RawClient.connect(port);
        kept = Optional.of(fresh);
        try {
            return Optional.of(exchange(fresh, probe));
        } catch (EOFException | SocketException e) {
            close();
            return Optional.empty();
        }
    }

    private RawResponse exchange(RawClient client, Probe probe) throws IOException {
        client.send(probe.wire());
        RawResponse response = client.response();
        boolean closes =
                response.head().value("Connection").toLowerCase(Locale.ROOT).contains("close");
        if (closes || response.ending() != Ending.COMPLETE) {
            close();
        }
        return response;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        kept.ifPresent(RawClient::close);
        kept = Optional.empty();
    }
}
