package dev.gangway.httpclient;

import dev.gangway.exchange.ProxyThreads;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.net.InetAddressUtils;

/**
 * Looks up host names on threads of its own, once for all who ask for the same name meanwhile, so that a name server that
 * hangs holds one thread for each name. Thread-safe; a look-up that hangs at the close ends with its daemon thread.
 */
final class Names implements AutoCloseable {

    /** The system's look-up, or a test's. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private static final int MAX_THREADS = 16;
    private static final int MAX_WAITING_NAMES = 1_000;
    private static final int IDLE_SECONDS = 10;
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(1);

    private final Lookup lookup;
    private final Map<String, CompletableFuture<List<InetAddress>>> asked = new HashMap<>();
    private final ProxyThreads threads = new ProxyThreads("gangway-http-names");
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING_NAMES),
            threads);

    Names(Lookup lookup) {
        this.lookup = lookup;
        pool.allowCoreThreadTimeOut(true);
    }

    /** All addresses of the host, at least one; fails with UnknownHostException. An address as host needs no look-up. */
    CompletableFuture<List<InetAddress>> addresses(String host) {
        if (InetAddressUtils.isIPv4(host) || InetAddressUtils.isIPv6(host)) {
            return now(host);
        }
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        synchronized (asked) {
            CompletableFuture<List<InetAddress>> earlier = asked.putIfAbsent(host, answer);
            if (earlier != null) {
                return earlier;
            }
        }
        try {
            pool.execute(() -> answer(host, answer));
        } catch (RejectedExecutionException e) {
            forget(host);
            answer.completeExceptionally(new UnknownHostException(host + ": too many look-ups are waiting"));
        }
        return answer;
    }

    private static CompletableFuture<List<InetAddress>> now(String literal) {
        try {
            return CompletableFuture.completedFuture(List.of(InetAddress.getAllByName(literal)));
        } catch (UnknownHostException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answer(String host, CompletableFuture<List<InetAddress>> answer) {
        try {
            List<InetAddress> addresses = List.of(lookup.addresses(host));
            forget(host);
            answer.complete(addresses);
        } catch (UnknownHostException | RuntimeException e) {
            forget(host);
            answer.completeExceptionally(e);
        }
    }

    private void forget(String host) {
        synchronized (asked) {
            asked.remove(host);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        threads.awaitEnd(CLOSE_WAIT);
    }
}
