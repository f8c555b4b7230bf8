package dev.gangway.exchange;

import dev.gangway.balancer.PlaceTimer;
import java.time.Duration;

/**
 * Notices that one exchange stands still. Armed with a limit and what to do; every {@code touch} starts the limit anew. An
 * idle timer, never a total. Thread-safe; cheap to touch: the clock's task looks at the last touch when it runs.
 */
final class IdleTimer {

    private final PlaceTimer timers;
    private volatile long touchedNanos;
    private Runnable onIdle = () -> {};
    private long limitNanos;
    private long generation;
    private Runnable cancel = () -> {};

    IdleTimer(PlaceTimer timers) {
        this.timers = timers;
    }

    synchronized void arm(Duration limit, Runnable action) {
        cancel.run();
        touchedNanos = timers.nanoTime();
        limitNanos = limit.toNanos();
        onIdle = action;
        generation++;
        schedule(limitNanos);
    }

    void touch() {
        touchedNanos = timers.nanoTime();
    }

    synchronized void disarm() {
        generation++;
        cancel.run();
        cancel = () -> {};
    }

    private void schedule(long delayNanos) {
        long armed = generation;
        cancel = timers.after(Duration.ofNanos(delayNanos), () -> due(armed));
    }

    private void due(long armed) {
        Runnable action;
        synchronized (this) {
            if (armed != generation) {
                return;
            }
            long left = limitNanos - (timers.nanoTime() - touchedNanos);
            if (left > 0) {
                schedule(left);
                return;
            }
            generation++;
            action = onIdle;
        }
        action.run();
    }
}
