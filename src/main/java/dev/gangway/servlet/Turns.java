package dev.gangway.servlet;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets many threads touch one exchange's container objects one after the other, without a lock: who comes while another is
 * at work leaves its task there. A lock would deadlock with Tomcat, which calls back with its socket's lock held and takes
 * that lock in {@code isReady}. Thread-safe.
 */
final class Turns {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Consumer<Throwable> onFailure;
    private volatile @Nullable Thread worker;

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
            worker = Thread.currentThread();
            try {
                tasks.remove().run();
            } catch (RuntimeException | Error e) {
                onFailure.accept(e);
            }
            worker = null;
        } while (waiting.decrementAndGet() != 0);
    }

    /**
     * The same, but comes back only when the task has run: nobody is at work then who came before. Not from within a turn,
     * and not longer than the limit.
     */
    void runAndAwait(Runnable task, Duration limit) {
        if (worker == Thread.currentThread()) {
            run(task);
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        run(() -> {
            task.run();
            done.countDown();
        });
        try {
            boolean unused = done.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
