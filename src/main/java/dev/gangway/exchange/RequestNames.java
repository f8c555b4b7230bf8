package dev.gangway.exchange;

import dev.gangway.rules.ClientNames;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The names that one request asks for, see {@link NameLookups}. Mutable, confined to the thread that decides the request. */
final class RequestNames implements ClientNames {

    private final RememberedAnswers<InetAddress, Optional<String>> names;
    private final RememberedAnswers<String, List<InetAddress>> addresses;
    private final Semaphore places;
    private final Duration limit;
    private long leftNanos;
    private String learnt = "";

    /** @param places one for each request that may wait */
    RequestNames(
            RememberedAnswers<InetAddress, Optional<String>> names,
            RememberedAnswers<String, List<InetAddress>> addresses,
            Semaphore places,
            Duration limit) {
        this.names = names;
        this.addresses = addresses;
        this.places = places;
        this.limit = limit;
        this.leftNanos = limit.toNanos();
    }

    @Override
    public Optional<String> nameOf(InetAddress client) {
        Optional<Optional<String>> answer = answer(() -> names.ask(client));
        answer.ifPresent(name -> learnt =
                name.map(known -> ", called " + known).orElse(", who has no name that leads back to the address"));
        return answer.flatMap(name -> name);
    }

    /** No address at all means that none can be had, which is no better than no answer. */
    @Override
    public Optional<Boolean> leadsTo(String name, InetAddress client) {
        Optional<List<InetAddress>> answer = answer(() -> addresses.ask(name));
        answer.filter(List::isEmpty).ifPresent(none -> learnt = ", and " + name + " has no address");
        return answer.filter(all -> !all.isEmpty()).map(all -> all.contains(client));
    }

    @Override
    public String learnt() {
        return learnt;
    }

    private <A> Optional<A> answer(Supplier<CompletableFuture<A>> question) {
        try {
            CompletableFuture<A> answer = question.get();
            if (answer.isDone()) {
                return Optional.of(answer.get());
            }
            if (!places.tryAcquire()) {
                return unknown("too many requests wait for names");
            }
            long begun = System.nanoTime();
            try {
                return Optional.of(answer.get(leftNanos, TimeUnit.NANOSECONDS));
            } finally {
                places.release();
                leftNanos -= System.nanoTime() - begun;
            }
        } catch (TimeoutException late) {
            return unknown("no answer within " + limit.toMillis() + " ms");
        } catch (RejectedExecutionException full) {
            return unknown("too many names are looked up");
        } catch (ExecutionException failed) {
            return unknown("the look-up failed: " + failed.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown("interrupted");
        }
    }

    private <A> Optional<A> unknown(String reason) {
        learnt = ", whose name is unknown: " + reason;
        return Optional.empty();
    }
}
