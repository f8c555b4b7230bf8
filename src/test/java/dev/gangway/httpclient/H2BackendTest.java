package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.BackendRequest;
import dev.gangway.exchange.ContentSource;
import dev.gangway.exchange.HttpExchange;
import dev.gangway.exchange.ProxyError;
import dev.gangway.httpclient.BackendRig.Heard;
import dev.gangway.httpclient.BackendRig.Sent;
import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.testing.H2Backend;
import dev.gangway.testing.H2Peer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend by HTTP/2 with prior knowledge. */
class H2BackendTest {

    private final BlockingQueue<H2Peer.Request> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

    @Test
    void theHeadLeavesAsPlannedAndTheConnectionIsKept() throws Exception {
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    while (true) {
                        answerNext(peer);
                    }
                });
                BackendRig rig = new BackendRig()) {
            assertThat(get(rig, backend, "/a//b/..;x/%2f?q=%zz|")).isEqualTo(ok("1 on 1"));
            assertThat(rig.send(
                                    request(backend, "GET", new RequestContent.None(), "X-Latin", "\u00e4\u009c\u0085"),
                                    NONE)
                            .heard())
                    .isEqualTo(ok("3 on 1"));
            assertThat(backend.accepted()).isEqualTo(1);
            assertThat(requests.remove().lines())
                    .isEqualTo(
                            List.of(":method: GET", ":scheme: http", ":authority: b", ":path: /a//b/..;x/%2f?q=%zz|"));
            assertThat(requests.remove().lines()).contains("x-latin: \u00e4\u009c\u0085");
        }
    }

    @Test
    void noFieldEntersATable() throws Exception {
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    for (int i = 0; i < 2; i++) {
                        H2Peer.Frame head = peer.await(H2Peer.HEADERS);
                        notes.add(head.payload());
                        peer.answer(head.stream(), "ok");
                    }
                    peer.await(H2Peer.HEADERS);
                });
                BackendRig rig = new BackendRig()) {
            for (int i = 0; i < 2; i++) {
                rig.send(request(backend, "GET", new RequestContent.None(), "Cookie", "secret-of-one"), NONE)
                        .heard();
                assertThat(notes.remove()).contains("secret-of-one");
            }
        }
    }

    @Test
    void contentGoesBothWays() throws Exception {
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    H2Peer.Request request = peer.request();
                    requests.add(request);
                    peer.number(H2Peer.WINDOW_UPDATE, 0, 1 << 20)
                            .number(H2Peer.WINDOW_UPDATE, request.stream(), 1 << 20);
                    String content = peer.content();
                    peer.headers(request.stream(), false, ":status", "200", "content-length", "" + content.length());
                    for (int at = 0; at < content.length(); at += 10_000) {
                        peer.data(
                                request.stream(), at + 10_000 >= content.length(), content.substring(at, at + 10_000));
                    }
                    peer.await(H2Peer.HEADERS);
                });
                BackendRig rig = new BackendRig()) {
            String content = "0123456789".repeat(12_000);
            assertThat(rig.send("h2c", "127.0.0.1", backend.port(), "POST", "/", content)
                            .heard())
                    .isEqualTo(ok(content));
            assertThat(requests.remove().lines()).contains("content-length: 120000");
        }
    }

    @Test
    void interimAnswersAndTrailersPass() throws Exception {
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    H2Peer.Request request = peer.request();
                    requests.add(request);
                    notes.add(peer.await(H2Peer.DATA).payload());
                    notes.addAll(peer.decode(peer.await(H2Peer.HEADERS)));
                    peer.headers(request.stream(), false, ":status", "100")
                            .headers(request.stream(), false, ":status", "103", "link", "</a>")
                            .headers(request.stream(), false, ":status", "201", "set-cookie", "a=1", "set-cookie", "b")
                            .data(request.stream(), false, "ok")
                            .headers(request.stream(), true, "x-sum", "7");
                    peer.await(H2Peer.HEADERS);
                });
                BackendRig rig = new BackendRig()) {
            Sent sent = rig.send(
                    request(backend, "POST", new RequestContent.Unsized()),
                    source("abc", Fields.of(List.of(new Field("X-Trailer", "t")))));
            assertThat(sent.heard()).isEqualTo(new Heard(201, "ok", Optional.empty()));
            assertThat(sent.events())
                    .containsExactly(
                            "interim 103 link=</a>", "head 201 set-cookie=a=1 set-cookie=b", "trailers x-sum=7");
            assertThat(notes).containsExactly("abc", "x-trailer: t");
            assertThat(requests.remove().lines()).noneMatch(line -> line.contains("transfer-encoding"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD 200", "GET 204", "GET 304"})
    void answersWithoutContentMayEndLater(String methodAndStatus) throws Exception {
        String[] words = methodAndStatus.split(" ", 2);
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    H2Peer.Request request = peer.request();
                    peer.headers(request.stream(), false, ":status", words[1], "content-length", "5")
                            .data(request.stream(), true, "");
                    answerNext(peer);
                    peer.await(H2Peer.HEADERS);
                });
                BackendRig rig = new BackendRig()) {
            Sent sent = rig.send("h2c", "127.0.0.1", backend.port(), words[0], "/", "");
            assertThat(sent.heard()).isEqualTo(new Heard(Integer.parseInt(words[1]), "", Optional.empty()));
            assertThat(sent.events()).containsExactly("head " + words[1] + " content-length=5 without content");
            assertThat(get(rig, backend, "/next")).isEqualTo(ok("3 on 1"));
        }
    }

    @Test
    void whatTheProtocolAddsIsTolerated() throws Exception {
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    peer.write(0x0A, 0, 0, new byte[20]).write(0xF7, 0xFF, 0x8000_0001, new byte[3]);
                    H2Peer.Request request = peer.request();
                    peer.write(H2Peer.PING, 0, 0, new byte[8]);
                    byte[] padded = new byte[202];
                    padded[0] = (byte) 200;
                    padded[1] = 'x';
                    peer.headers(request.stream() | 0x8000_0000, false, ":status", "200");
                    for (int i = 0; i < 2_000; i++) {
                        peer.write(H2Peer.DATA, H2Peer.PADDED, request.stream(), padded);
                    }
                    peer.data(request.stream(), true, "");
                    while (!peer.read().equals(new H2Peer.Frame(H2Peer.PING, H2Peer.ACK, 0, "\0".repeat(8)))) {}
                    notes.add("pong");
                    peer.await(H2Peer.HEADERS);
                });
                BackendRig rig = new BackendRig()) {
            assertThat(get(rig, backend, "/")).isEqualTo(ok("x".repeat(2_000)));
            assertThat(notes.poll(10, TimeUnit.SECONDS)).isEqualTo("pong");
        }
    }

    /** The library forgets what a second frame does not repeat: it would send more than the window holds. */
    @Test
    void settingsHoldUntilTheyAreChanged() throws Exception {
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.write(H2Peer.SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 10});
                    peer.write(H2Peer.SETTINGS, 0, 0, new byte[] {0, 3, 0, 0, 0, 100});
                    H2Peer.Request request = peer.request();
                    notes.add(peer.await(H2Peer.DATA).payload());
                    peer.number(H2Peer.WINDOW_UPDATE, request.stream(), 1000);
                    notes.add(peer.content());
                    peer.answer(request.stream(), "ok");
                    peer.await(H2Peer.HEADERS);
                });
                BackendRig rig = new BackendRig()) {
            assertThat(rig.send("h2c", "127.0.0.1", backend.port(), "POST", "/", "0123456789abcdef")
                            .heard())
                    .isEqualTo(ok("ok"));
            assertThat(notes).containsExactly("0123456789", "abcdef");
        }
    }

    @Test
    void aBackendIsReadAsFarAsTheClientTakesIt() throws Exception {
        int windowAndMore = HttpExchange.WINDOW + 50_000;
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    H2Peer.Request request = peer.request();
                    peer.headers(request.stream(), false, ":status", "200");
                    String piece = "x".repeat(1024);
                    for (int sent = 0; sent < HttpExchange.WINDOW; sent += piece.length()) {
                        peer.data(request.stream(), false, piece);
                    }
                    H2Peer.Frame update = peer.await(H2Peer.WINDOW_UPDATE);
                    while (update.stream() == 0) {
                        update = peer.await(H2Peer.WINDOW_UPDATE);
                    }
                    notes.add("granted " + update.number());
                    for (int i = 0; i < 5; i++) {
                        peer.data(request.stream(), i == 4, "y".repeat(10_000));
                    }
                    peer.await(H2Peer.HEADERS);
                });
                BackendRig rig = new BackendRig()) {
            Sent sent = rig.send("h2c", "127.0.0.1", backend.port(), "GET", "/", "");
            Awaitility.await().until(() -> !sent.events().isEmpty());
            assertThat(notes).isEmpty();
            sent.call().grant(50_000);
            assertThat(sent.heard().content()).hasSize(windowAndMore);
            assertThat(notes).containsExactly("granted 50000");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void contentWaitsForA100ButNotForEver(boolean answered) throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    H2Peer.Request request = peer.request();
                    requests.add(request);
                    asked.complete(null);
                    if (answered) {
                        peer.headers(request.stream(), false, ":status", "100");
                    }
                    notes.add(peer.content());
                    peer.answer(request.stream(), "ok");
                    peer.await(H2Peer.HEADERS);
                });
                BackendRig rig = new BackendRig()) {
            ContentSource source = source("abc", Fields.empty());
            ContentSource patient = target -> {
                assertThat(asked).isDone();
                return source.read(target);
            };
            assertThat(rig.send(
                                    request(backend, "POST", new RequestContent.Sized(3), "Expect", "100-continue"),
                                    patient)
                            .heard())
                    .isEqualTo(ok("ok"));
            assertThat(requests.remove().lines()).contains("expect: 100-continue");
            assertThat(notes).containsExactly("abc");
        }
    }

    @Test
    void aCancelledCallEndsItsOwnConnectionOnly() throws Exception {
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    H2Peer.Request request = peer.request();
                    notes.add(request.path());
                    if (request.path().equals("/parked")) {
                        try {
                            peer.await(H2Peer.DATA);
                        } catch (IOException ended) {
                            notes.add("ended");
                        }
                    } else {
                        peer.headers(request.stream(), false, ":status", "200");
                        notes.add("half");
                        peer.await(H2Peer.WINDOW_UPDATE);
                    }
                });
                BackendRig rig = new BackendRig()) {
            Sent other = rig.send("h2c", "127.0.0.1", backend.port(), "GET", "/other", "");
            assertThat(note()).isEqualTo("/other");
            assertThat(note()).isEqualTo("half");
            Sent parked = rig.send("h2c", "127.0.0.1", backend.port(), "GET", "/parked", "");
            assertThat(note()).isEqualTo("/parked");
            parked.call().cancel();
            assertThat(note()).isEqualTo("ended");
            assertThat(other.outcome()).isNotDone();
            other.call().cancel();
        }
    }

    /** Nothing is sent before the backend's settings are there, so a call that is cancelled waits for them in vain. */
    @Test
    void aBackendWithoutSettingsHoldsNothing() throws Exception {
        try (H2Backend backend = H2Backend.start(peer -> {
                    notes.add("connected");
                    try {
                        peer.await(H2Peer.HEADERS);
                    } catch (IOException ended) {
                        notes.add("ended");
                    }
                });
                BackendRig rig = new BackendRig()) {
            Sent sent = rig.send("h2c", "127.0.0.1", backend.port(), "GET", "/", "");
            assertThat(note()).isEqualTo("connected");
            sent.call().cancel();
            assertThat(note()).isEqualTo("ended");
        }
    }

    @Test
    void anEarlyAnswerStopsTheUpload() throws Exception {
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    H2Peer.Request request = peer.request();
                    peer.headers(request.stream(), false, ":status", "413").data(request.stream(), true, "too long");
                    try {
                        while (true) {
                            assertThat(peer.read().ends()).isFalse();
                        }
                    } catch (IOException ended) {
                        notes.add("ended");
                    }
                });
                BackendRig rig = new BackendRig()) {
            ContentSource endless = target -> 0;
            assertThat(rig.send(request(backend, "POST", new RequestContent.Unsized()), endless)
                            .heard())
                    .isEqualTo(new Heard(413, "too long", Optional.empty()));
            assertThat(note()).isEqualTo("ended");
        }
    }

    @Test
    void anHttp1BackendIsNone() throws Exception {
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.raw("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    peer.await(H2Peer.HEADERS);
                });
                BackendRig rig = new BackendRig()) {
            assertThat(get(rig, backend, "/").failure()).contains(ProxyError.BACKEND_MALFORMED);
        }
    }

    static final ContentSource NONE = target -> ContentSource.END;

    static BackendRequest request(H2Backend backend, String method, RequestContent content, String... field) {
        Fields.Builder fields = Fields.builder().add("Host", "b");
        if (field.length > 0) {
            fields.add(field[0], field[1]);
        }
        return new BackendRequest(
                new BackendOrigin("h2c", "127.0.0.1", backend.port()), method, "/", fields.build(), content);
    }

    static ContentSource source(String content, Fields trailers) {
        ByteBuffer octets = ByteBuffer.wrap(content.getBytes(StandardCharsets.ISO_8859_1));
        return new ContentSource() {
            @Override
            public int read(ByteBuffer target) {
                int count = octets.remaining();
                target.put(octets);
                return count == 0 ? END : count;
            }

            @Override
            public Fields trailers() {
                return trailers;
            }
        };
    }

    private void answerNext(H2Peer peer) throws IOException {
        H2Peer.Request request = peer.request();
        requests.add(request);
        peer.answer(request.stream(), request.stream() + " on " + peer.connection());
    }

    private String note() throws InterruptedException {
        return notes.poll(10, TimeUnit.SECONDS);
    }

    private static Heard get(BackendRig rig, H2Backend backend, String target) throws Exception {
        return rig.send("h2c", "127.0.0.1", backend.port(), "GET", target, "").heard();
    }

    private static Heard ok(String content) {
        return new Heard(200, content, Optional.empty());
    }
}
