package dev.gangway.websocket;

import dev.gangway.exchange.EndCause;
import dev.gangway.exchange.SessionObserver;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is told of a session when it is over. Thread-safe; the first cause that is given holds. */
final class SessionRecord {

    private final SessionObserver.Start start;
    private final long began = System.nanoTime();
    private final Pulse client = new Pulse();
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();

    private record End(EndCause cause, int closeCode) {}

    SessionRecord(SessionObserver.Start start) {
        this.start = start;
    }

    SessionObserver.Start start() {
        return start;
    }

    /** The client's. */
    Pulse client() {
        return client;
    }

    void blame(EndCause cause, CloseStatus status) {
        end.compareAndSet(null, new End(cause, status.code()));
    }

    SessionObserver.Summary summary(BackendConnection connection) {
        End first = end.get();
        End told = first == null ? new End(EndCause.INTERNAL, CloseStatus.ABNORMAL) : first;
        return new SessionObserver.Summary(
                start,
                told.cause(),
                told.closeCode(),
                Duration.ofNanos(System.nanoTime() - began),
                connection.toBackend().passed(),
                connection.toClient().passed(),
                client.roundTrip(),
                connection.pulse().roundTrip());
    }
}
