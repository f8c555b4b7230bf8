package dev.gangway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A pool's threads are dead, not only told to die, when its owner says that it is closed. */
class ProxyThreadsTest {

    private static final int POOLS = 300;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void awaitEndOutlastsTheLastThread() {
        for (int i = 0; i < POOLS; i++) {
            ProxyThreads threads = new ProxyThreads("pool");
            List<Thread> made = new ArrayList<>();
            ExecutorService pool = Executors.newFixedThreadPool(2, task -> {
                Thread thread = threads.newThread(task);
                made.add(thread);
                return thread;
            });
            pool.execute(() -> {});
            pool.execute(() -> {});
            pool.shutdownNow();
            assertThat(threads.awaitEnd(LIMIT)).isTrue();
            assertThat(made).hasSize(2).noneMatch(Thread::isAlive);
        }
    }

    @Test
    void aThreadThatLivesOnIsTold() throws InterruptedException {
        ProxyThreads threads = new ProxyThreads("pool");
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = threads.newThread(() -> awaitQuietly(end));
        thread.start();
        assertThat(threads.awaitEnd(Duration.ZERO)).isFalse();
        end.countDown();
        assertThat(threads.awaitEnd(LIMIT)).isTrue();
    }

    @Test
    void aThreadOfThePoolDoesNotWaitForItself() throws InterruptedException {
        ProxyThreads threads = new ProxyThreads("pool");
        List<Boolean> ended = new ArrayList<>();
        Thread thread = threads.newThread(() -> ended.add(threads.awaitEnd(LIMIT)));
        thread.start();
        thread.join(LIMIT.toMillis());
        assertThat(ended).containsExactly(true);
    }

    @Test
    void namesAndDaemons() {
        ProxyThreads threads = new ProxyThreads("pool");
        assertThat(threads.newThread(() -> {}).getName()).isEqualTo("pool-1");
        Thread second = threads.newThread(() -> {});
        assertThat(second.getName()).isEqualTo("pool-2");
        assertThat(second.isDaemon()).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
