package dev.gangway.balancer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalInt;

/**
 * The places of one worker: at most {@code max} exchanges at once, later ones wait in order for at most {@code acquire}
 * (mod_proxy's parameters of these names), no more than {@code waiting} of them. No thread waits. Thread-safe; callbacks run outside the lock.
 */
public final class Places {

    private final OptionalInt max;
    private final Duration acquire;
    private final int mostWaiting;
    private final PlaceTimer timer;
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private final ArrayDeque<Waiting> grants = new ArrayDeque<>();
    private boolean handingOut;
    private int taken;

    Places(OptionalInt max, Duration acquire, int mostWaiting, PlaceTimer timer) {
        this.max = max;
        this.acquire = acquire;
        this.mostWaiting = mostWaiting;
        this.timer = timer;
    }

    /** Gets a place now or later: exactly one of the two methods is called, once. */
    public interface Applicant {

        /**
         * A place is there. True takes it, to be given back by {@link Places#release}; false leaves it to the next, because
         * nobody waits for it any more. Must not throw.
         */
        boolean granted();

        /** No place became free in time, or too many wait already. */
        void turnedAway(String reason);
    }

    public void take(Applicant applicant) {
        boolean grantedAtOnce = false;
        boolean full = false;
        Waiting waiting = new Waiting(applicant);
        synchronized (this) {
            if (max.isEmpty() || taken < max.getAsInt()) {
                taken++;
                grantedAtOnce = true;
            } else if (queue.size() >= mostWaiting) {
                full = true;
            } else {
                queue.add(waiting);
                waiting.cancelTimer = timer.after(acquire, () -> expire(waiting));
            }
        }
        if (grantedAtOnce) {
            if (!applicant.granted()) {
                release();
            }
        } else if (full) {
            applicant.turnedAway(mostWaiting + " exchanges wait already");
        }
    }

    /**
     * Gives a place back: the longest waiting exchange gets it. An exchange that ends within {@code granted} gives its place
     * back from there, so places are handed out in a loop, never by recursion.
     */
    public void release() {
        synchronized (this) {
            Waiting next = queue.poll();
            if (next == null) {
                taken--;
                return;
            }
            grants.add(next);
            if (handingOut) {
                return;
            }
            handingOut = true;
        }
        handOut();
    }

    private void handOut() {
        while (true) {
            Waiting next;
            synchronized (this) {
                next = grants.poll();
                if (next == null) {
                    handingOut = false;
                    return;
                }
            }
            next.cancelTimer.run();
            if (!next.applicant.granted()) {
                release(); // only notes the next one, since we are handing out
            }
        }
    }

    /** How many places are taken now. */
    public synchronized int taken() {
        return taken;
    }

    private void expire(Waiting waiting) {
        synchronized (this) {
            if (!queue.remove(waiting)) {
                return;
            }
        }
        waiting.applicant.turnedAway("all " + max.orElse(0) + " places stayed taken for " + acquire.toMillis() + " ms");
    }

    private static final class Waiting {

        private final Applicant applicant;
        private Runnable cancelTimer = () -> {};

        Waiting(Applicant applicant) {
            this.applicant = applicant;
        }
    }
}
