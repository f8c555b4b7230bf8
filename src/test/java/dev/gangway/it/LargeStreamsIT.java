package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.BackendCall;
import dev.gangway.testing.CountedContent;
import dev.gangway.testing.Ending;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.HostKind;
import dev.gangway.testing.HostProcess;
import dev.gangway.testing.HostSetup;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawHead;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Content much larger than the heap, down, up and both ways at once, through the packaged WAR. The heap is touched from the
 * start, so the resident memory grows only by what is outside of it. Profile {@code long} sends several GiB on every host.
 */
@Timeout(value = 1800, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeStreamsIT {

    private static final long MIB = 1024 * 1024;
    private static final long SIZE = Long.getLong("stream.mebibytes", 256) * MIB;
    private static final int HEAP_MEGABYTES = Integer.getInteger("stream.heap", 48);
    private static final long WARM_UP = 16 * MIB;
    private static final long GROWTH_KILOBYTES = 48 * 1024;

    static Stream<HostKind> hosts() {
        return Boolean.getBoolean("stream.everywhere") ? Stream.of(HostKind.values()) : Stream.of(HostKind.STANDALONE);
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void passAtConstantMemory(HostKind kind) throws Exception {
        try (FakeBackend backend = FakeBackend.start(LargeStreamsIT::answer)) {
            String rules = "ProxyPass / http://127.0.0.1:" + backend.port() + "/";
            HostSetup setup = HostSetup.of("", rules)
                    .withHeap(HEAP_MEGABYTES)
                    .withJvmOptions("-Xms" + HEAP_MEGABYTES + "m", "-XX:+AlwaysPreTouch");
            try (HostProcess host = HostProcess.start(kind, setup)) {
                for (String way : List.of("down", "up", "echo")) {
                    run(host, way, WARM_UP);
                }
                long before = host.residentKilobytes();
                for (String way : List.of("down", "up", "echo")) {
                    long start = System.nanoTime();
                    List<Long> sampled = run(host, way, SIZE);
                    long most =
                            sampled.stream().mapToLong(Long::longValue).max().orElseThrow();
                    System.out.printf(
                            "%s %s: %d MiB in %d ms, resident %d KiB before, at most %d KiB in %d samples%n",
                            kind,
                            way,
                            SIZE / MIB,
                            (System.nanoTime() - start) / 1_000_000,
                            before,
                            most,
                            sampled.size());
                    assertThat(most - before)
                            .as("growth while content passes %s", way)
                            .isLessThan(GROWTH_KILOBYTES);
                }
                assertThat(host.alive()).isTrue();
                assertThat(host.problems(0)).isEmpty();
            }
            assertThat(backend.failures()).isEmpty();
        }
    }

    /** Sends and receives what the way asks for; returns the host's resident memory from beginning to end. */
    private static List<Long> run(HostProcess host, String way, long size) throws Exception {
        List<Long> samples = new ArrayList<>();
        CompletableFuture<Void> exchange = CompletableFuture.runAsync(() -> exchange(host, way, size));
        while (!exchange.isDone()) {
            samples.add(host.residentKilobytes());
            try {
                exchange.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // expected here because the content still flows
            }
        }
        exchange.get(1, TimeUnit.SECONDS);
        samples.add(host.residentKilobytes());
        return samples;
    }

    private static void exchange(HostProcess host, String way, long size) {
        boolean uploads = !way.equals("down");
        try (RawClient client = RawClient.connect(host.port())) {
            client.send(RawClient.request(
                    uploads ? "POST" : "GET",
                    "/" + way + "?" + size,
                    uploads ? "Content-Length: " + size : "Accept: */*"));
            CompletableFuture<Void> sent = uploads
                    ? CompletableFuture.runAsync(() -> upload(client, size))
                    : CompletableFuture.completedFuture(null);
            RawHead head = client.head();
            CountedContent content = new CountedContent();
            assertThat(client.content(head, content)).isEqualTo(Ending.COMPLETE);
            content.assertSize(way.equals("up") ? 8 : size);
            sent.get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(way, e);
        }
    }

    private static void upload(RawClient client, long size) {
        try {
            CountedContent.write(size, client::send);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(BackendCall call) throws IOException {
        long size = Long.parseLong(call.head().word(1).split("\\?", 2)[1]);
        if (call.path().equals("/up")) {
            CountedContent content = new CountedContent();
            assertThat(call.content(content)).isEqualTo(Ending.COMPLETE);
            content.assertSize(size);
            call.write(BackendCall.head("200 OK", "Content-Length: 8"));
            CountedContent.write(8, call::write);
            return;
        }
        call.write(BackendCall.head("200 OK", "Content-Length: " + size));
        if (call.path().equals("/down")) {
            CountedContent.write(size, call::write);
        } else {
            call.content(new OutputStream() {
                @Override
                public void write(int octet) throws IOException {
                    call.write(new byte[] {(byte) octet});
                }

                @Override
                public void write(byte[] octets, int offset, int length) throws IOException {
                    call.write(octets, offset, length);
                }
            });
        }
    }
}
