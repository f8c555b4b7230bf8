package dev.gangway.exchange;

import dev.gangway.rules.ClientNames;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Clients' names for access rules: {@link #get} makes what one request asks. Thread-safe.
 *
 * <p>The platform's name service blocks and can't be interrupted, so it is asked on threads of its own. The container's thread
 * that decides a request waits for the answer: for no longer than {@link #TIME_LIMIT} in all, and beside no more than
 * {@link #MOST_WAITING} others; beyond that the name is unknown at once. An answer that comes late is there for the next
 * request.
 */
public final class NameLookups implements Supplier<ClientNames>, AutoCloseable {

    /** What one request waits at most, for all of its look-ups together. */
    static final Duration TIME_LIMIT = Duration.ofSeconds(2);

    /** Requests that wait for names at once, each with a thread of the container. */
    static final int MOST_WAITING = 32;

    /** Look-ups under way at once. */
    static final int THREADS = 4;

    /** Look-ups that wait for one of the threads. */
    static final int MOST_QUEUED = 64;

    private static final Duration IDLE = Duration.ofSeconds(30);

    /** A thread that the platform keeps for longer outlives us: it is a daemon and holds no more than its question. */
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

    private final ProxyThreads threads = new ProxyThreads("gangway-names");
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            THREADS, THREADS, IDLE.toMillis(), TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(MOST_QUEUED), threads);
    private final RememberedAnswers<InetAddress, Optional<String>> names;
    private final RememberedAnswers<String, List<InetAddress>> addresses;
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final Duration limit;

    /** Asks the platform. */
    public NameLookups() {
        this(new NameService.OfPlatform(), System::nanoTime, TIME_LIMIT);
    }

    NameLookups(NameService service, LongSupplier clock, Duration limit) {
        executor.allowCoreThreadTimeOut(true);
        this.names = new RememberedAnswers<>(service::confirmedNameOf, executor, clock);
        this.addresses = new RememberedAnswers<>(service::addressesOf, executor, clock);
        this.limit = limit;
    }

    @Override
    public ClientNames get() {
        return new RequestNames(names, addresses, places, limit);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        threads.awaitEnd(CLOSE_WAIT);
    }
}
