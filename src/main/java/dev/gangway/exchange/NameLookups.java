package dev.gangway.exchange;

import dev.gangway.balancer.PlaceTimer;
import dev.gangway.rules.ClientNames;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Everything that is looked up: backends' addresses, and clients' names for access rules, of which {@link #get} makes what one
 * request asks. Thread-safe.
 *
 * <p>The platform's name service blocks and can't be interrupted, so it is asked on threads of its own, once for all who ask
 * the same meanwhile. Clients' names have threads apart: whoever runs the name server of a client's address chooses how long
 * it takes. Nobody waits for a backend's address, its asker is called. The container's thread that decides a request waits
 * for a client's name: for no longer than {@link #TIME_LIMIT} in all, and beside no more than {@link #MOST_WAITING} others;
 * beyond that the name is unknown at once. An answer that comes late is there for the next request.
 */
public final class NameLookups implements Supplier<ClientNames>, AutoCloseable {

    /** What one request waits at most, for all of its look-ups together. */
    static final Duration TIME_LIMIT = Duration.ofSeconds(2);

    /** Requests that wait for names at once, each with a thread of the container. */
    static final int MOST_WAITING = 32;

    /** Look-ups of clients under way at once. */
    static final int THREADS = 4;

    /** Look-ups of clients that wait for one of the threads. */
    static final int MOST_QUEUED = 64;

    /** The same for backends, of which each that hangs holds one thread. */
    static final int BACKEND_THREADS = 16;

    static final int MOST_BACKENDS_QUEUED = 1_000;

    private static final Duration IDLE = Duration.ofSeconds(30);

    /** A thread that the platform keeps for longer outlives us: it is a daemon and holds no more than its question. */
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

    private final ProxyThreads clientThreads = new ProxyThreads("gangway-client-names");
    private final ProxyThreads backendThreads = new ProxyThreads("gangway-backend-names");
    private final ThreadPoolExecutor forClients = pool(THREADS, MOST_QUEUED, clientThreads);
    private final ThreadPoolExecutor forBackends = pool(BACKEND_THREADS, MOST_BACKENDS_QUEUED, backendThreads);
    private final RememberedAnswers<InetAddress, Optional<String>> names;
    private final RememberedAnswers<String, List<InetAddress>> addresses;
    private final RememberedAnswers<String, List<InetAddress>> backends;
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final PlaceTimer timer;
    private final Duration limit;

    /** Asks the platform. */
    public NameLookups(PlaceTimer timer) {
        this(timer, new NameService.OfPlatform());
    }

    /** The timer ends what is waited for and says how old answers are. */
    public NameLookups(PlaceTimer timer, NameService service) {
        this(timer, service, TIME_LIMIT);
    }

    NameLookups(PlaceTimer timer, NameService service, Duration limit) {
        this.timer = timer;
        this.limit = limit;
        this.names =
                new RememberedAnswers<>(service::confirmedNameOf, forClients, timer::nanoTime, RememberedAnswers.AGE);
        this.addresses =
                new RememberedAnswers<>(service::addressesIfAny, forClients, timer::nanoTime, RememberedAnswers.AGE);
        // the platform remembers, for as long as it is told to
        this.backends = new RememberedAnswers<>(service::addressesOf, forBackends, timer::nanoTime, Duration.ZERO);
    }

    private static ThreadPoolExecutor pool(int size, int queued, ProxyThreads threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, IDLE.toMillis(), TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(queued), threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public ClientNames get() {
        return new RequestNames(names, addresses, places, limit);
    }

    /**
     * All addresses of a backend's host, at least one; fails with UnknownHostException, after this time at the latest. Never
     * blocks; an address as host needs no look-up.
     *
     * @param host an IPv6 address with its brackets or without
     */
    public CompletableFuture<List<InetAddress>> addresses(String host, Duration patience) {
        if (IPV4.matcher(host).matches() || host.indexOf(':') >= 0) {
            return addressItself(host);
        }
        CompletableFuture<List<InetAddress>> common;
        try {
            common = backends.ask(host);
        } catch (RejectedExecutionException full) {
            return unknown(host, "too many look-ups are waiting");
        }
        // others may wait for the same, each for a time of its own
        CompletableFuture<List<InetAddress>> own = new CompletableFuture<>();
        Runnable inTime = timer.after(
                patience, () -> own.completeExceptionally(new UnknownHostException(host + ": no answer in time")));
        CompletableFuture<?> unused = common.whenComplete((found, problem) -> {
            inTime.run();
            if (problem == null) {
                own.complete(found);
            } else {
                own.completeExceptionally(problem);
            }
        });
        return own;
    }

    private static CompletableFuture<List<InetAddress>> addressItself(String literal) {
        try {
            boolean bare = literal.indexOf(':') >= 0 && !literal.startsWith("[");
            // in brackets the platform takes it for an address or for nothing
            return CompletableFuture.completedFuture(
                    List.of(InetAddress.getAllByName(bare ? "[" + literal + "]" : literal)));
        } catch (UnknownHostException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static CompletableFuture<List<InetAddress>> unknown(String host, String reason) {
        return CompletableFuture.failedFuture(new UnknownHostException(host + ": " + reason));
    }

    @Override
    public void close() {
        forClients.shutdownNow();
        forBackends.shutdownNow();
        clientThreads.awaitEnd(CLOSE_WAIT);
        backendThreads.awaitEnd(CLOSE_WAIT);
    }
}
