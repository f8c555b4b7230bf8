package dev.gangway.websocket;

import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The relay's threads beside the I/O threads: daemons, bounded, gone when idle. Three pools, so that slow clients cannot
 * keep a close or a new connection waiting. Thread-safe.
 */
final class Pools implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Pools.class.getName());
    private static final int MAX_CONNECTS = 16;
    private static final int MAX_SENDS = 64;
    private static final int MAX_CLOSES = 32;
    private static final int IDLE_SECONDS = 10;
    private static final int STOP_SECONDS = 5;

    private final ScheduledThreadPoolExecutor clock;
    private final ThreadPoolExecutor connects = pool("connect", MAX_CONNECTS);
    private final ThreadPoolExecutor sends = pool("send", MAX_SENDS);
    private final ThreadPoolExecutor closes = pool("close", MAX_CLOSES);

    Pools() {
        clock = new ScheduledThreadPoolExecutor(1, daemons("clock"));
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Timers; their tasks never block. */
    ScheduledExecutorService clock() {
        return clock;
    }

    /** Names to resolve, answers to give: what comes before a session is open. */
    boolean connect(Runnable task) {
        return run(connects, task);
    }

    /** Sends to clients that the container lets us do only by blocking. */
    boolean send(Runnable task) {
        return run(sends, task);
    }

    /** Closes of client sessions, which may block. */
    boolean close(Runnable task) {
        return run(closes, task);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        // what is queued here ends exchanges: it still runs
        connects.shutdown();
        sends.shutdownNow();
        closes.shutdownNow();
        try {
            for (ExecutorService pool : new ExecutorService[] {clock, connects, sends, closes}) {
                if (!pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                    LOG.log(Level.WARNING, "a relay thread did not end in time");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean run(ThreadPoolExecutor pool, Runnable task) {
        try {
            pool.execute(task);
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    private static ThreadPoolExecutor pool(String name, int size) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "gangway-ws-" + name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
