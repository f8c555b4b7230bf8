package dev.gangway.servlet;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lets many threads touch one exchange's container objects one after the other, without a lock: who comes while another is
 * at work leaves its task there. A lock would deadlock with Tomcat, which calls back with its socket's lock held and takes
 * that lock in {@code isReady}. Thread-safe.
 */
final class Turns {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Consumer<Throwable> onFailure;

    /** @param onFailure told what a task threw; the tasks after it still run */
    Turns(Consumer<Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    /** Runs the task now, or after the tasks that are before it, on the thread that works on those. */
    void run(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() != 0) {
            return;
        }
        do {
            try {
                tasks.remove().run();
            } catch (RuntimeException | Error e) {
                onFailure.accept(e);
            }
        } while (waiting.decrementAndGet() != 0);
    }
}
