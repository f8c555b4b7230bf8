package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.ProxyError;
import dev.gangway.httpclient.BackendRig.Heard;
import dev.gangway.testing.FakeBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are taken, and after which the connection is kept (threats.md, rows 20 to 28). */
class AnswerFormsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 6\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551618\r\n\r\nok",
                "HTTP/1.1 204 No Content\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: +0\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: a\rSet-Cookie: b\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: a\r\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: a\0b\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A : a\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n X-A: a\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: a\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 O\rK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 099 Low\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 600 High\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 998 High\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 2000 Long\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 20 Short\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1  200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n",
                "ICY 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"
            })
    void refusedAndNotKept(String answer) throws Exception {
        Heard heard = answered(answer, 2);
        assertThat(heard.failure()).hasValue(ProxyError.BACKEND_MALFORMED);
        assertThat(heard.status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+2\r\nok\r\n0\r\n\r\n",
                "-2\r\nok\r\n0\r\n\r\n",
                "2\r\nok\r\n0\r\n",
                "2\r\nok\r\n0\r\nX-Sum: 1",
                "2\r\nok\r\n",
                "2\r\nok",
                "2",
                "0x2\r\nok\r\n0\r\n\r\n"
            })
    void chunksThatAreNoneOrCutAreNoWholeAnswer(String content) throws Exception {
        try (FakeBackend fake = FakeBackend.start(call -> {
                    call.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + content);
                    call.close();
                });
                BackendRig rig = new BackendRig()) {
            assertThat(rig.get(fake.port(), "/").failure()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: x, Close\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n2\r\nok\r\n0\r\n\r\n"
            })
    void takenButNotKept(String answer) throws Exception {
        assertThat(answered(answer, 2).content()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200\r\nContent-Length: 02\r\n\r\nok",
                "HTTP/1.1 999 Robots\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok",
                "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "HTTP/1.1 200 G\u00fct\r\nX-A: \u00e4\r\n b\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
            })
    void takenAndKept(String answer) throws Exception {
        assertThat(answered(answer, 1).content()).isEqualTo("ok");
    }

    @Test
    void aHeadThatIsCutIsNoHead() throws Exception {
        for (String cut : new String[] {"HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0", "HTTP/1.1 20"}) {
            try (FakeBackend fake = FakeBackend.start(call -> call.write(cut).close());
                    BackendRig rig = new BackendRig()) {
                assertThat(rig.get(fake.port(), "/").failure()).hasValue(ProxyError.BACKEND_CLOSED);
            }
        }
    }

    @Test
    void headsHaveLimits() throws Exception {
        assertThat(answered(head("X: 1\r\n".repeat(99)), 1).failure()).isEmpty();
        assertThat(answered(head("X: 1\r\n".repeat(120)), 2).failure()).hasValue(ProxyError.BACKEND_MALFORMED);
        assertThat(answered(head("X: " + "a".repeat(8_000) + "\r\n"), 1).failure())
                .isEmpty();
        assertThat(answered(head("X: " + "a".repeat(8_200) + "\r\n"), 2).failure())
                .hasValue(ProxyError.BACKEND_MALFORMED);
        assertThat(answered(head(("X: " + "a".repeat(8_000) + "\r\n").repeat(9)), 2)
                        .failure())
                .hasValue(ProxyError.BACKEND_MALFORMED);
    }

    @Test
    void interimAnswersHaveALimit() throws Exception {
        for (String interim : new String[] {"HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\n\r\n"}) {
            assertThat(answered(interim.repeat(10) + head(""), 1).failure()).isEmpty();
            assertThat(answered(interim.repeat(11) + head(""), 2).failure()).hasValue(ProxyError.BACKEND_MALFORMED);
        }
    }

    private static String head(String lines) {
        return "HTTP/1.1 200 OK\r\n" + lines + "Content-Length: 0\r\n\r\n";
    }

    /** What comes of the answer; the next request on that worker gets its own, on the connection with that number. */
    private static Heard answered(String answer, int nextConnection) throws Exception {
        try (FakeBackend fake = FakeBackend.start(call -> call.write(answer))
                        .on("/own", call -> call.answer("200 OK", "own " + call.connection()));
                BackendRig rig = new BackendRig()) {
            Heard heard = rig.get(fake.port(), "/");
            assertThat(rig.post(fake.port(), "/own", "content").content()).isEqualTo("own " + nextConnection);
            return heard;
        }
    }
}
