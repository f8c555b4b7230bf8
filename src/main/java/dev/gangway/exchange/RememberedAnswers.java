package dev.gangway.exchange;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Answers to one kind of question: each is looked for once at a time, whoever asks meanwhile, and kept for a while, be it good
 * or bad. Thread-safe; asking never blocks.
 */
final class RememberedAnswers<Q, A> {

    /** How long an answer holds, from when it was asked for; one that is still being looked for is not asked for again. */
    static final Duration AGE = Duration.ofSeconds(60);

    /** Beyond these the answer that was used the longest ago is forgotten. */
    static final int MOST = 2_000;

    private final Function<Q, A> source;
    private final Executor executor;
    private final LongSupplier clock;
    private final Map<Q, Remembered<A>> answers = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Q, Remembered<A>> eldest) {
            return size() > MOST;
        }
    };

    private record Remembered<A>(CompletableFuture<A> answer, long asked) {}

    /**
     * @param source runs in the executor
     * @param clock in nanoseconds; only differences mean something
     */
    RememberedAnswers(Function<Q, A> source, Executor executor, LongSupplier clock) {
        this.source = source;
        this.executor = executor;
        this.clock = clock;
    }

    /** @throws java.util.concurrent.RejectedExecutionException when the executor takes no more */
    synchronized CompletableFuture<A> ask(Q question) {
        Remembered<A> known = answers.get(question);
        long now = clock.getAsLong();
        if (known != null && (!known.answer().isDone() || now - known.asked() < AGE.toNanos())) {
            return known.answer();
        }
        CompletableFuture<A> answer = CompletableFuture.supplyAsync(() -> source.apply(question), executor);
        answers.put(question, new Remembered<>(answer, now));
        return answer;
    }

    synchronized int size() {
        return answers.size();
    }
}
