package dev.gangway.exchange;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Answers to one kind of question: each is looked for once at a time, whoever asks meanwhile, and kept for a while, be it good
 * or bad. Thread-safe; asking never blocks.
 */
final class RememberedAnswers<Q, A> {

    /** May block. */
    @FunctionalInterface
    interface Source<Q, A> {
        A answer(Q question) throws UnknownHostException;
    }

    /** How long clients' names hold. */
    static final Duration AGE = Duration.ofSeconds(60);

    /** Beyond these the answer that was used the longest ago is forgotten. */
    static final int MOST = 2_000;

    private final Source<Q, A> source;
    private final Executor executor;
    private final LongSupplier clock;
    private final Duration age;
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
     * @param age how long an answer holds, from when it was asked for; with none it is for those who asked before it came
     */
    RememberedAnswers(Source<Q, A> source, Executor executor, LongSupplier clock, Duration age) {
        this.source = source;
        this.executor = executor;
        this.clock = clock;
        this.age = age;
    }

    /** @throws java.util.concurrent.RejectedExecutionException when the executor takes no more */
    synchronized CompletableFuture<A> ask(Q question) {
        Remembered<A> known = answers.get(question);
        long now = clock.getAsLong();
        if (known != null && (!known.answer().isDone() || now - known.asked() < age.toNanos())) {
            return known.answer();
        }
        CompletableFuture<A> answer = new CompletableFuture<>();
        executor.execute(() -> find(question, answer));
        answers.put(question, new Remembered<>(answer, now));
        return answer;
    }

    private void find(Q question, CompletableFuture<A> answer) {
        try {
            answer.complete(source.answer(question));
        } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    synchronized int size() {
        return answers.size();
    }
}
