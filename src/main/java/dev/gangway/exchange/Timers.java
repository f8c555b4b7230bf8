package dev.gangway.exchange;

import dev.gangway.balancer.PlaceTimer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one clock of all exchanges: a daemon thread that runs short, non-blocking tasks when they are due. Thread-safe. */
public final class Timers implements PlaceTimer, AutoCloseable {

    private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

    private final ProxyThreads threads = new ProxyThreads("gangway-timer");
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads);

    public Timers() {
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {}; // the proxy stops: whoever waits is told by the stop itself
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Runs the task again and again until close; a task that throws ends its own series. */
    public void every(Duration period, Runnable task) {
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits, within bounds, for the thread to end: a container complains about threads that outlive a context. */
    @Override
    public void close() {
        executor.shutdownNow();
        threads.awaitEnd(CLOSE_WAIT);
    }
}
