package dev.gangway.httpclient;

import static dev.gangway.testing.H2Peer.CONTINUATION;
import static dev.gangway.testing.H2Peer.DATA;
import static dev.gangway.testing.H2Peer.END_HEADERS;
import static dev.gangway.testing.H2Peer.GOAWAY;
import static dev.gangway.testing.H2Peer.HEADERS;
import static dev.gangway.testing.H2Peer.PADDED;
import static dev.gangway.testing.H2Peer.PING;
import static dev.gangway.testing.H2Peer.PUSH_PROMISE;
import static dev.gangway.testing.H2Peer.RST_STREAM;
import static dev.gangway.testing.H2Peer.SETTINGS;
import static dev.gangway.testing.H2Peer.WINDOW_UPDATE;
import static dev.gangway.testing.H2Peer.block;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.ProxyError;
import dev.gangway.httpclient.BackendRig.Heard;
import dev.gangway.testing.H2Backend;
import dev.gangway.testing.H2Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no backend should send: the request fails in time and for the right reason, and the next user gets his own answer. */
class H2HostileTest {

    private static final Duration IN_TIME = Duration.ofSeconds(10);
    private static final byte[] NOTHING = {};

    /** @param status of the answer that the client has got by then; 0 for none */
    record Case(String name, int status, ProxyError error, H2Backend.Script script) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        heads(cases);
        frames(cases);
        floods(cases);
        contents(cases);
        return cases.stream();
    }

    private static void heads(List<Case> cases) throws IOException {
        head(cases, "no status", "x", "y");
        head(cases, "status twice", ":status", "200", ":status", "200");
        head(cases, "status of two digits", ":status", "20");
        head(cases, "status with a sign", ":status", "+20");
        head(cases, "status 600", ":status", "600");
        head(cases, "status 101", ":status", "101");
        head(cases, "status after a field", "a", "b", ":status", "200");
        head(cases, "another pseudo-field", ":status", "200", ":path", "/");
        head(cases, "capital in a name", ":status", "200", "Set-Cookie", "a");
        head(cases, "space in a name", ":status", "200", "set cookie", "a");
        head(cases, "colon in a name", ":status", "200", "a:b", "a");
        head(cases, "empty name", ":status", "200", "", "a");
        head(cases, "name beyond ASCII", ":status", "200", "a\u00e4", "a");
        head(cases, "CR LF in a value", ":status", "200", "a", "b\r\nset-cookie: x");
        head(cases, "NUL in a value", ":status", "200", "a", "b\0");
        head(cases, "DEL in a value", ":status", "200", "a", "b\u007f");
        head(cases, "space before a value", ":status", "200", "a", " b");
        head(cases, "connection", ":status", "200", "connection", "close");
        head(cases, "transfer-encoding", ":status", "200", "transfer-encoding", "chunked");
        head(cases, "upgrade", ":status", "200", "upgrade", "websocket");
        head(cases, "keep-alive", ":status", "200", "keep-alive", "timeout=5");
        head(cases, "length twice", ":status", "200", "content-length", "1", "content-length", "1");
        head(cases, "length as list", ":status", "200", "content-length", "1, 1");
        head(cases, "negative length", ":status", "200", "content-length", "-1");
        head(cases, "long length", ":status", "200", "content-length", "9".repeat(30));
        head(cases, "many fields", many(101));
        malformed(cases, "last interim answer", peer -> peer.headers(1, true, ":status", "103"));
        malformed(cases, "last 100", peer -> peer.headers(1, true, ":status", "100"));
        malformed(cases, "eleven interim answers", peer -> {
            for (int i = 0; i < 11; i++) {
                peer.headers(1, false, ":status", "103");
            }
        });
        malformed(
                cases,
                "length without content",
                peer -> peer.headers(1, true, ":status", "200", "content-length", "5"));
        malformed(cases, "long head", peer -> {
            peer.write(HEADERS, 0, 1, block(":status", "200"));
            for (int i = 0; i < 5; i++) {
                peer.write(CONTINUATION, i == 4 ? END_HEADERS : 0, 1, block("a" + i, "v".repeat(15_000)));
            }
        });
    }

    private static String[] many(int fields) {
        String[] lines = new String[2 + 2 * fields];
        lines[0] = ":status";
        lines[1] = "200";
        for (int i = 1; i <= fields; i++) {
            lines[2 * i] = "a" + i;
            lines[2 * i + 1] = "b";
        }
        return lines;
    }

    private static void frames(List<Case> cases) {
        malformed(cases, "frame of 16 MiB", peer -> peer.raw(new byte[] {-1, -1, -1, 2, 0, 0, 0, 0, 0}));
        malformed(cases, "frame of 16 KiB and one", peer -> peer.write(DATA, 0, 1, new byte[16 * 1024 + 1]));
        malformed(cases, "index that is none", peer -> peer.write(HEADERS, END_HEADERS, 1, new byte[] {(byte) 0xFE}));
        malformed(cases, "index zero", peer -> peer.write(HEADERS, END_HEADERS, 1, new byte[] {(byte) 0x80}));
        malformed(cases, "block that breaks off", peer -> peer.write(HEADERS, END_HEADERS, 1, new byte[] {0, 100}));
        malformed(
                cases,
                "table of 1 GiB",
                peer -> peer.write(HEADERS, END_HEADERS, 1, new byte[] {0x3F, -1, -1, -1, -1, 3}));
        malformed(cases, "content before the head", peer -> peer.data(1, false, "x"));
        malformed(cases, "content of stream 0", peer -> peer.data(0, false, "x"));
        malformed(cases, "head of stream 0", peer -> peer.headers(0, true, ":status", "200"));
        malformed(cases, "head of a later stream", peer -> peer.headers(5, true, ":status", "200"));
        malformed(cases, "head of the backend's own stream", peer -> peer.headers(2, true, ":status", "200"));
        malformed(
                cases, "push", peer -> peer.write(PUSH_PROMISE, END_HEADERS, 1, new byte[] {0, 0, 0, 2, (byte) 0x88}));
        malformed(cases, "continuation of nothing", peer -> peer.write(CONTINUATION, END_HEADERS, 1, NOTHING));
        malformed(
                cases,
                "something between continuations",
                peer -> peer.write(HEADERS, 0, 1, block(":status", "200")).write(PING, 0, 0, new byte[8]));
        malformed(
                cases,
                "padding beyond the frame",
                peer -> peer.headers(1, false, ":status", "200").write(DATA, PADDED, 1, new byte[] {9, 0}),
                200);
        malformed(cases, "window update of zero", peer -> peer.number(WINDOW_UPDATE, 1, 0));
        malformed(cases, "window beyond 31 bits", peer -> peer.number(WINDOW_UPDATE, 1, Integer.MAX_VALUE));
        malformed(cases, "short window update", peer -> peer.write(WINDOW_UPDATE, 0, 1, new byte[3]));
        malformed(cases, "settings of five octets", peer -> peer.write(SETTINGS, 0, 0, new byte[5]));
        malformed(cases, "settings of a stream", peer -> peer.write(SETTINGS, 0, 1, NOTHING));
        malformed(
                cases,
                "window by settings beyond 31 bits",
                peer -> peer.write(SETTINGS, 0, 0, new byte[] {0, 4, -1, -1, -1, -1}));
        malformed(cases, "short ping", peer -> peer.write(PING, 0, 0, new byte[7]));
        malformed(cases, "short goaway", peer -> peer.write(GOAWAY, 0, 0, new byte[3]));
        malformed(cases, "reset of a stream that is none", peer -> peer.number(RST_STREAM, 9, 0));
    }

    private static void floods(List<Case> cases) {
        flood(cases, "pings", PING, 0, 8);
        flood(cases, "settings", SETTINGS, 0, 0);
        flood(cases, "ping answers", PING, 0, 8);
        flood(cases, "priorities", 2, 1, 5);
        flood(cases, "unknown frames", 0xEE, 0, 0);
        malformed(cases, "flood of window updates", peer -> {
            for (int i = 0; i < 100_000; i++) {
                peer.number(WINDOW_UPDATE, 1, 1);
            }
        });
        malformed(cases, "flood of continuations", peer -> {
            peer.write(HEADERS, 0, 1, block(":status", "200"));
            for (int i = 0; i < 100_000; i++) {
                peer.write(CONTINUATION, 0, 1, block("a", "b"));
            }
        });
        malformed(cases, "flood of empty continuations", peer -> {
            peer.write(HEADERS, 0, 1, block(":status", "200"));
            for (int i = 0; i < 100_000; i++) {
                peer.write(CONTINUATION, 0, 1, NOTHING);
            }
        });
        malformed(
                cases,
                "flood of empty content",
                peer -> {
                    peer.headers(1, false, ":status", "200");
                    for (int i = 0; i < 100_000; i++) {
                        peer.write(DATA, 0, 1, NOTHING);
                    }
                },
                200);
        malformed(
                cases,
                "content beyond the window",
                peer -> {
                    peer.headers(1, false, ":status", "200");
                    for (int i = 0; i < 1_000; i++) {
                        peer.write(DATA, 0, 1, new byte[1024]);
                    }
                },
                200);
    }

    private static void contents(List<Case> cases) {
        malformed(
                cases,
                "more than its length",
                peer -> peer.headers(1, false, ":status", "200", "content-length", "1")
                        .data(1, true, "ab"),
                200);
        malformed(
                cases,
                "content of a 204",
                peer -> peer.headers(1, false, ":status", "204").data(1, true, "ab"));
        malformed(
                cases,
                "second head",
                peer -> peer.headers(1, false, ":status", "200").headers(1, false, ":status", "200"),
                200);
        malformed(
                cases,
                "status among trailers",
                peer -> peer.headers(1, false, ":status", "200").headers(1, true, ":status", "200"),
                200);
        malformed(
                cases,
                "CR LF in a trailer",
                peer -> peer.headers(1, false, ":status", "200").headers(1, true, "a", "b\r\nc"),
                200);
        cases.add(new Case(
                "less than its length",
                200,
                ProxyError.BACKEND_TRUNCATED,
                peer -> peer.headers(1, false, ":status", "200", "content-length", "5")
                        .data(1, true, "ab")));
        cases.add(new Case(
                "trailers before its length",
                200,
                ProxyError.BACKEND_TRUNCATED,
                peer -> peer.headers(1, false, ":status", "200", "content-length", "5")
                        .headers(1, true, "a", "b")));
        cases.add(new Case(
                "reset within content",
                200,
                ProxyError.BACKEND_TRUNCATED,
                peer -> peer.headers(1, false, ":status", "200").number(RST_STREAM, 1, 0)));
        cases.add(new Case(
                "refused within content",
                200,
                ProxyError.BACKEND_TRUNCATED,
                peer -> peer.headers(1, false, ":status", "200").number(RST_STREAM, 1, H2Peer.REFUSED_STREAM)));
        cases.add(new Case("end within content", 200, ProxyError.BACKEND_TRUNCATED, peer -> {
            peer.headers(1, false, ":status", "200").data(1, false, "ab");
            peer.close();
        }));
        cases.add(new Case("end within a frame", 200, ProxyError.BACKEND_TRUNCATED, peer -> {
            peer.headers(1, false, ":status", "200").raw(new byte[] {0, 0, 9, DATA, 1, 0, 0, 0, 1, 'a'});
            peer.close();
        }));
        cases.add(new Case("end without an answer", 0, ProxyError.BACKEND_CLOSED, H2Peer::close));
        cases.add(new Case(
                "reset without an answer", 0, ProxyError.BACKEND_CLOSED, peer -> peer.number(RST_STREAM, 1, 2)));
        cases.add(new Case("goaway with an error", 0, ProxyError.BACKEND_CLOSED, peer -> peer.number(GOAWAY, 0, 1, 2)));
    }

    private static void head(List<Case> cases, String name, String... lines) {
        malformed(cases, name, peer -> peer.headers(1, true, lines));
    }

    private static void flood(List<Case> cases, String name, int type, int stream, int octets) {
        malformed(cases, "flood of " + name, peer -> {
            for (int i = 0; i < 100_000; i++) {
                peer.write(type, name.endsWith("answers") ? H2Peer.ACK : 0, stream, new byte[octets]);
            }
        });
    }

    private static void malformed(List<Case> cases, String name, H2Backend.Script script) {
        malformed(cases, name, script, 0);
    }

    private static void malformed(List<Case> cases, String name, H2Backend.Script script, int status) {
        cases.add(new Case(name, status, ProxyError.BACKEND_MALFORMED, script));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isNoAnswer(Case hostile) throws Exception {
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    H2Peer.Request request = peer.request();
                    if (request.path().equals("/next")) {
                        peer.answer(request.stream(), "next");
                    } else {
                        hostile.script().run(peer);
                    }
                    peer.await(HEADERS);
                });
                BackendRig rig = new BackendRig()) {
            long begun = System.nanoTime();
            Heard heard = get(rig, backend, "/x");
            assertThat(heard.failure()).contains(hostile.error());
            assertThat(heard.status()).isEqualTo(hostile.status());
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(IN_TIME);
            assertThat(get(rig, backend, "/next")).isEqualTo(new Heard(200, "next", Optional.empty()));
        }
    }

    private static Heard get(BackendRig rig, H2Backend backend, String target) throws Exception {
        return rig.send("h2c", "127.0.0.1", backend.port(), "GET", target, "").heard();
    }
}
