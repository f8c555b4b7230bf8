package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.httpclient.BackendRig.Heard;
import dev.gangway.httpclient.BackendRig.Sent;
import dev.gangway.testing.BackendCall;
import dev.gangway.testing.FakeBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody gets what a backend sent unasked on a connection that is kept (threats.md, F1 and row 22). */
class PoolHygieneTest {

    private static final List<String> SURPLUS = List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
            "HTTP/1.1 200 OK\r\nSet-Cookie: evil=1\r\nX-Ig: ",
            "HTTP/1.1 200 OK\r\nSet-Cookie: evil=1\r\n",
            "evil",
            "\r\n");

    private static final List<String> ANSWERS = List.of(
            "GET HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "GET HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
            "GET HTTP/1.1 204 No Content\r\n\r\n",
            "GET HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\n",
            "HEAD HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");

    private static final List<Long> DELAYS = List.of(-1L, 1L, 1_000L);

    static Stream<Arguments> cells() {
        return SURPLUS.stream()
                .flatMap(surplus -> ANSWERS.stream()
                        .flatMap(answer -> DELAYS.stream()
                                .filter(delay -> delay < 1_000 || surplus.equals(SURPLUS.get(1)))
                                .map(delay -> Arguments.of(surplus, answer, delay))));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void surplusIsForNobody(String surplus, String methodAndAnswer, long delay) throws Exception {
        String[] words = methodAndAnswer.split(" ", 2);
        CountDownLatch written = new CountDownLatch(1);
        try (FakeBackend fake = own().on("/dirty", call -> {
                    if (delay < 0) {
                        call.write(words[1] + surplus);
                    } else {
                        call.write(words[1]).pace(Duration.ofMillis(delay)).write(surplus);
                    }
                    written.countDown();
                });
                BackendRig rig = new BackendRig()) {
            Heard first = rig.send("http", "127.0.0.1", fake.port(), words[0], "/dirty", "")
                    .heard();
            assertThat(first.failure()).isEmpty();
            assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(rig.post(fake.port(), "/own/bob", "content").content()).isEqualTo("2 /own/bob");
            assertThat(fake.heads("/own")).hasSize(1);
        }
    }

    @Test
    void theNextRequestMayComeBeforeTheSurplusIsLookedAt() throws Exception {
        try (FakeBackend fake = own().on(
                                "/dirty",
                                call -> call.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" + SURPLUS.get(1)));
                BackendRig rig = new BackendRig()) {
            for (int i = 0; i < 300; i++) {
                assertThat(rig.get(fake.port(), "/dirty/" + i).content()).isEqualTo("ok");
                String target = "/own/" + i;
                assertThat(rig.post(fake.port(), target, "content").content()).endsWith(" " + target);
            }
            assertThat(fake.heads("/own")).hasSize(300);
        }
    }

    @Test
    void usersWhoTakeTurnsGetTheirOwnAnswers() throws Exception {
        try (FakeBackend fake = own().on("/odd", PoolHygieneTest::odd);
                BackendRig rig = new BackendRig()) {
            ExecutorService users = Executors.newFixedThreadPool(4);
            List<Future<Integer>> crossed = new ArrayList<>();
            for (int user = 0; user < 4; user++) {
                crossed.add(users.submit(turns(rig, fake.port(), user)));
            }
            for (Future<Integer> user : crossed) {
                assertThat(user.get(60, TimeUnit.SECONDS)).isZero();
            }
            users.shutdownNow();
        }
    }

    /** Exchanges that end oddly among others whose answers must bear their own tag; returns how many did not. */
    private static Callable<Integer> turns(BackendRig rig, int port, int user) {
        return () -> {
            Random random = new Random(user);
            int crossed = 0;
            for (int i = 0; i < 250; i++) {
                String tag = "/" + user + "/" + i;
                switch (random.nextInt(4)) {
                    case 0 -> rig.get(port, "/odd/" + random.nextInt(4) + tag);
                    case 1 -> {
                        Sent sent = rig.send("http", "127.0.0.1", port, "GET", "/own" + tag, "");
                        sent.call().cancel();
                    }
                    default -> {
                        Heard heard = rig.post(port, "/own" + tag, "content" + tag);
                        crossed += heard.content().endsWith(" /own" + tag) ? 0 : 1;
                    }
                }
            }
            return crossed;
        };
    }

    private static void odd(BackendCall call) throws IOException {
        switch (call.path().charAt("/odd/".length())) {
            case '0' -> call.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" + SURPLUS.get(1));
            case '1' -> call.write("HTTP/1.1 304 Not Modified\r\n\r\n" + SURPLUS.get(0));
            case '2' ->
                call.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok").close();
            default -> call.write("HTTP/1.1 2").reset();
        }
    }

    @Test
    void aKeptConnectionThatTheBackendHasEndedCostsNoUnsafeRequest() throws Exception {
        Semaphore ended = new Semaphore(0);
        try (FakeBackend fake = own().on("/last", call -> {
                    call.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").close();
                    ended.release();
                });
                BackendRig rig = new BackendRig()) {
            for (int i = 0; i < 50; i++) {
                rig.get(fake.port(), "/last");
                assertThat(ended.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
                assertThat(rig.post(fake.port(), "/own/" + i, "content").content())
                        .endsWith(" /own/" + i);
            }
            assertThat(fake.heads("/own")).hasSize(50);
        }
    }

    private static FakeBackend own() {
        return FakeBackend.start(call -> {
            call.content();
            call.answer("200 OK", call.connection() + " " + call.path());
        });
    }
}
