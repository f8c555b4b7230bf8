package dev.gangway.websocket;

import dev.gangway.exchange.ProxyThreads;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

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
    private static final Duration STOP = Duration.ofSeconds(10);

    private final List<ProxyThreads> threads = new ArrayList<>();
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

    /** Runs a task that never blocks; not any more once the pools are closed. */
    void after(Duration delay, Runnable task) {
        if (!clock.isShutdown()) {
            var unused = clock.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Answers to give: what comes before a session is open. */
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
        long deadline = System.nanoTime() + STOP.toNanos();
        for (ProxyThreads pool : threads) {
            if (!pool.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()))) {
                LOG.log(Level.WARNING, "a relay thread did not end in time");
            }
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

    private ThreadPoolExecutor pool(String name, int size) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private ThreadFactory daemons(String name) {
        ProxyThreads made = new ProxyThreads("gangway-ws-" + name);
        threads.add(made);
        return made;
    }
}
