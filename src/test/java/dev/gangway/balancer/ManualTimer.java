package dev.gangway.balancer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes when a test says so. Confined to the test's thread. */
public final class ManualTimer implements PlaceTimer {

    private final List<Due> tasks = new ArrayList<>();
    private long nowNanos;

    @Override
    public Runnable after(Duration delay, Runnable task) {
        Due due = new Due(nowNanos + delay.toNanos(), task);
        tasks.add(due);
        return () -> tasks.remove(due);
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    /** Lets time pass; tasks that are due run in the order they were given. */
    public void advance(Duration time) {
        nowNanos += time.toNanos();
        for (Due due : List.copyOf(tasks)) {
            if (due.atNanos <= nowNanos && tasks.remove(due)) {
                due.task.run();
            }
        }
    }

    public int scheduled() {
        return tasks.size();
    }

    private record Due(long atNanos, Runnable task) {}
}
