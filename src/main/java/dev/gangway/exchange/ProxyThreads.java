package dev.gangway.exchange;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the daemon threads of one pool and can wait for them to die: an executor calls itself terminated a moment earlier,
 * and a container complains about threads that outlive a context. Thread-safe.
 */
public final class ProxyThreads implements ThreadFactory {

    private final String name;
    private final AtomicInteger number = new AtomicInteger();
    private final Set<Thread> made = ConcurrentHashMap.newKeySet();

    /** Threads are called {@code name-1}, {@code name-2} and so on. */
    public ProxyThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        made.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
        thread.setDaemon(true);
        made.add(thread);
        return thread;
    }

    /**
     * Waits for all of them, after their pool was told to stop. False when one lives on after that time; an interrupt ends
     * the waiting and stays set.
     */
    public boolean awaitEnd(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (Thread thread : made) {
                long left = deadline - System.nanoTime();
                if (thread != Thread.currentThread() && left > 0) {
                    TimeUnit.NANOSECONDS.timedJoin(thread, left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return made.stream().noneMatch(thread -> thread != Thread.currentThread() && thread.isAlive());
    }
}
