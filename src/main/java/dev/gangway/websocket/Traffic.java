package dev.gangway.websocket;

import dev.gangway.exchange.SessionObserver;
import java.util.concurrent.atomic.AtomicLong;

/** What passes in one direction, as counted on the backend's connection: user data only. Thread-safe. */
final class Traffic {

    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong octets = new AtomicLong();
    private volatile long last = System.nanoTime();

    /** Counts one data frame. */
    void frame(boolean ofMessagesEnd, int payload) {
        last = System.nanoTime();
        octets.addAndGet(payload);
        if (ofMessagesEnd) {
            messages.incrementAndGet();
        }
    }

    /** When the last frame passed, in the JVM's nanoseconds; at first, when the session began. */
    long last() {
        return last;
    }

    SessionObserver.Passed passed() {
        return new SessionObserver.Passed(messages.get(), octets.get());
    }
}
