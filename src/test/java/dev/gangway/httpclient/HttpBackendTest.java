package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.BackendListener;
import dev.gangway.exchange.BackendRequest;
import dev.gangway.exchange.BackendResponse;
import dev.gangway.exchange.ContentSource;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.NameLookups;
import dev.gangway.exchange.ProxyError;
import dev.gangway.exchange.Timers;
import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.ConnectionSettings;
import dev.gangway.rules.WorkerParameters;
import dev.gangway.testing.FakeBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpBackendTest {

    private static final ContentSource NONE = target -> ContentSource.END;

    private final Timers timers = new Timers();
    private final NameLookups names = new NameLookups(timers);
    private final HttpBackend backend = new HttpBackend(timers, names);

    @AfterEach
    void nothingIsLeft() {
        assertThat(backend.leased()).isZero();
        backend.close();
        names.close();
        timers.close();
        Awaitility.await()
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .noneMatch(thread -> thread.getName().startsWith("gangway-")));
    }

    @Test
    void theHeadLeavesAsPlanned() throws Exception {
        try (FakeBackend fake =
                FakeBackend.start(call -> call.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))) {
            assertThat(send(fake.port(), "/a//b/..;x/%2f?q=%zz|", true).content).isEqualTo("ok");
            assertThat(fake.heads().get(0).raw())
                    .isEqualTo("GET /a//b/..;x/%2f?q=%zz| HTTP/1.1\r\nHost: b\r\nX-Latin: \u00e4\u009c\u0085\r\n"
                            + "Connection: keep-alive\r\n\r\n");
        }
    }

    @Test
    void connectionsAreKeptUnlessTheWorkerSaysOtherwise() throws Exception {
        try (FakeBackend fake =
                FakeBackend.start(call -> call.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))) {
            send(fake.port(), "/1", true);
            send(fake.port(), "/2", true);
            assertThat(fake.accepted()).isEqualTo(1);
            send(fake.port(), "/3", false);
            send(fake.port(), "/4", false);
            assertThat(fake.accepted()).isLessThanOrEqualTo(3).isGreaterThan(1);
            assertThat(fake.heads("/4").get(0).raw()).contains("Connection: close\r\n");
        }
    }

    @Test
    void aDeadKeptConnectionIsReplacedOnce() throws Exception {
        try (FakeBackend fake = FakeBackend.start(call -> {
            if (call.head().raw().startsWith("GET /dies") && call.connection() == 1) {
                call.close();
            } else {
                call.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        })) {
            send(fake.port(), "/1", true);
            assertThat(send(fake.port(), "/dies", true).content).isEqualTo("ok");
            assertThat(fake.heads("/dies")).hasSize(2);
            assertThat(fake.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aFreshConnectionIsNotRepeated() throws Exception {
        try (FakeBackend fake = FakeBackend.start(call -> call.close())) {
            assertThat(send(fake.port(), "/", true).failure).isEqualTo(ProxyError.BACKEND_CLOSED);
            assertThat(fake.heads()).hasSize(1);
        }
    }

    @Test
    void nobodyListeningIsUnreachable() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertThat(send(port, "/", true).failure).isEqualTo(ProxyError.BACKEND_UNREACHABLE);
    }

    @Test
    void whatIsNoHttpIsMalformed() throws Exception {
        try (FakeBackend fake = FakeBackend.start(call -> call.write("garbage\r\nmore\r\n\r\n"))) {
            assertThat(send(fake.port(), "/", true).failure).isEqualTo(ProxyError.BACKEND_MALFORMED);
        }
    }

    @Test
    void contentThatEndsEarlyIsTruncated() throws Exception {
        try (FakeBackend fake = FakeBackend.start(call -> {
            call.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok");
            call.close();
        })) {
            Heard heard = send(fake.port(), "/", true);
            assertThat(heard.failure).isEqualTo(ProxyError.BACKEND_TRUNCATED);
            assertThat(heard.content).isEqualTo("ok");
        }
    }

    private Heard send(int port, String target, boolean reuse) throws Exception {
        Listener listener = new Listener();
        backend.send(
                new BackendRequest(
                        new BackendOrigin("http", "127.0.0.1", port),
                        "GET",
                        target,
                        Fields.of(List.of(new Field("Host", "b"), new Field("X-Latin", "\u00e4\u009c\u0085"))),
                        new RequestContent.None()),
                new WorkerParameters(
                        OptionalInt.empty(),
                        reuse,
                        false,
                        Duration.ofSeconds(1),
                        10,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        ConnectionSettings.DEFAULT,
                        OptionalInt.empty(),
                        OptionalLong.empty()),
                NONE,
                listener);
        return listener.heard.get(10, TimeUnit.SECONDS);
    }

    private record Heard(
            String content,
            @org.jspecify.annotations.Nullable ProxyError failure) {}

    private static final class Listener implements BackendListener {

        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final CompletableFuture<Heard> heard = new CompletableFuture<>();

        @Override
        public void progress() {}

        @Override
        public void head(BackendResponse backendResponse, boolean hasContent) {}

        @Override
        public void content(ByteBuffer octets) {
            byte[] piece = new byte[octets.remaining()];
            octets.get(piece);
            try {
                content.write(piece);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void end() {
            heard.complete(new Heard(content.toString(StandardCharsets.ISO_8859_1), null));
        }

        @Override
        public void failed(Failure failure) {
            heard.complete(new Heard(content.toString(StandardCharsets.ISO_8859_1), failure.error()));
        }
    }
}
