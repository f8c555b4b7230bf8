package dev.gangway.websocket;

import dev.gangway.exchange.EndCause;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One HttpSession of a logged-in user, with the relays that belong to it. Thread-safe; the session is touched on container
 * threads and the pool, never on the clock. A message of the client counts as use, as a request does; what the backend sends
 * doesn't, or a page that nobody looks at would never log out. When the session ends, or has had no use for as long as the
 * container allows, the relays end: containers notice an expiry by themselves up to ten minutes later.
 */
final class Login {

    /** Longest time between a use and the container's knowing of it, and a change of the interval and ours. */
    private static final Duration PERIOD = Duration.ofSeconds(30);

    private final HttpSession session;
    private final SessionTouch touch;
    private final Pools pools;
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean used = new AtomicBoolean();
    private volatile String id;
    private volatile long touched = System.nanoTime();
    private volatile boolean over;

    Login(HttpSession session, Pools pools) {
        this.session = session;
        this.touch = SessionTouch.of(session);
        this.pools = pools;
        this.id = session.getId();
        scheduleLook();
    }

    String id() {
        return id;
    }

    void changedTo(String newId) {
        id = newId;
    }

    void add(Relay relay) {
        relays.add(relay);
    }

    /** Whether it has ended: a session that lives on by a late request needs a new one of these. */
    boolean isOver() {
        return over;
    }

    /** True when no relay is left. */
    boolean remove(Relay relay) {
        relays.remove(relay);
        return relays.isEmpty();
    }

    /** Nobody asks any more. */
    void forget() {
        over = true;
    }

    /** The container has seen a request of the session. */
    void requested() {
        touched = System.nanoTime();
    }

    /** A message came from the client. On a container thread. */
    void message() {
        used.set(true);
        if (System.nanoTime() - touched >= period().toNanos()) {
            touchIfUsed();
        }
    }

    /** Ends the relays when nobody will tell any more that the session has ended. */
    void endUnlessValid() {
        try {
            long unused = session.getCreationTime();
            if (over) {
                ended(EndCause.LOGIN_EXPIRED);
            }
        } catch (IllegalStateException sessionEnded) {
            ended(EndCause.LOGGED_OUT);
        }
    }

    void ended(EndCause cause) {
        over = true;
        List.copyOf(relays).forEach(relay -> relay.loginEnded(cause));
    }

    /** Keeps what the container knows up to date, and ends the relays of an expired session. On a pool thread. */
    private void look() {
        if (over) {
            return;
        }
        touchIfUsed();
        if (left() <= 0) {
            ended(EndCause.LOGIN_EXPIRED);
        } else {
            scheduleLook();
        }
    }

    private void scheduleLook() {
        long nanos = Math.max(0, Math.min(left(), period().toNanos()));
        var unused = pools.clock().schedule(() -> pools.connect(this::look), nanos, TimeUnit.NANOSECONDS);
    }

    private void touchIfUsed() {
        if (used.compareAndSet(true, false)) {
            try {
                touch.touch();
                touched = System.nanoTime();
            } catch (IllegalStateException sessionEnded) {
                ended(EndCause.LOGGED_OUT);
            }
        }
    }

    /** Nanoseconds until the session expires unless it is used; no limit of the container's is for ever. */
    private long left() {
        int seconds = session.getMaxInactiveInterval();
        return seconds <= 0 ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(seconds) - (System.nanoTime() - touched);
    }

    /** Often enough that a use just after a touch is known long before the session expires. */
    private Duration period() {
        int seconds = session.getMaxInactiveInterval();
        Duration tenth = Duration.ofMillis(seconds * 100L);
        return seconds <= 0 || tenth.compareTo(PERIOD) > 0 ? PERIOD : tenth;
    }
}
