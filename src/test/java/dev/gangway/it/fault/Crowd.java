package dev.gangway.it.fault;

import dev.gangway.testing.FakeBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Users who exchange at random over kept connections, while some of them and sometimes the backend abort at random. All that
 * happens follows from the seed, up to who comes first. Confined to one thread; {@code go} may be called again.
 */
public final class Crowd implements AutoCloseable {

    private static final int LONGEST_SECONDS = 60;

    private final Door door;
    private final long seed;
    private final int users;
    private final CrowdBackend backend = new CrowdBackend();
    private final ExecutorService threads;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong whole = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private int rounds;

    public Crowd(Door door, FakeBackend fake, int users, long seed) {
        this.door = door;
        this.users = users;
        this.seed = seed;
        this.threads = Executors.newFixedThreadPool(users);
        fake.on("/", backend);
        fake.on("/socket/", backend::echo);
    }

    /** So many exchanges, or as many as there are before {@code enough}. */
    public void go(long exchanges, BooleanSupplier enough) throws InterruptedException {
        rounds++;
        long last = begun.get() + exchanges;
        List<Future<?>> running = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            CrowdUser one = new CrowdUser(door, backend, seed + 1_000L * rounds + user);
            running.add(threads.submit(() -> {
                try (one) {
                    while (begun.incrementAndGet() <= last && !enough.getAsBoolean() && problems.size() < 10) {
                        count(one.exchange());
                    }
                }
                return null;
            }));
        }
        for (Future<?> user : running) {
            try {
                user.get(LONGEST_SECONDS * 20, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                problems.add(e.toString());
            }
        }
    }

    private void count(CrowdUser.Outcome outcome) {
        switch (outcome.kind()) {
            case WHOLE -> whole.incrementAndGet();
            case CUT -> cut.incrementAndGet();
            case SESSION -> sessions.incrementAndGet();
            case WRONG -> problems.add("seed " + seed + ": " + outcome.detail());
        }
    }

    /** What went wrong, the seed with it. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        all.addAll(backend.problems());
        return all;
    }

    public long whole() {
        return whole.get();
    }

    public long cut() {
        return cut.get();
    }

    public long sessions() {
        return sessions.get();
    }

    @Override
    public String toString() {
        return whole + " whole exchanges, " + cut + " cut, " + sessions + " WebSocket sessions";
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
