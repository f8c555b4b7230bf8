package dev.gangway.balancer;

import java.time.Duration;

/** Runs something once after a while, on a thread of its own; what it returned cancels it. Thread-safe. */
public interface PlaceTimer {

    Runnable after(Duration delay, Runnable task);

    /** The clock it runs by; only differences mean something. */
    long nanoTime();
}
