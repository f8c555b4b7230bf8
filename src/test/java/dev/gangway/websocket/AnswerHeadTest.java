package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gangway.exchange.BackendResponse;
import dev.gangway.message.Field;
import dev.gangway.rules.AnswerLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerHeadTest {

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void readsUpToTheEmptyLineAndNoFurther() throws MalformedAnswer {
        ByteBuffer input = octets("HTTP/1.1 101 Switching\r\nA: 1\r\na:\t2 3 \r\nB:\r\nC: \u00fc\r\n\r\nrest");
        BackendResponse head = new AnswerHead(AnswerLimits.DEFAULT).offer(input).orElseThrow();
        assertThat(head.status()).isEqualTo(101);
        assertThat(head.fields().lines())
                .containsExactly(
                        new Field("A", "1"), new Field("a", "2 3"), new Field("B", ""), new Field("C", "\u00fc"));
        assertThat(input.remaining()).isEqualTo(4);
    }

    @Test
    void readsOctetByOctet() throws MalformedAnswer {
        AnswerHead head = new AnswerHead(AnswerLimits.DEFAULT);
        String text = "HTTP/1.0 404\r\nA: b\r\n\r\n";
        for (int i = 0; i < text.length() - 1; i++) {
            assertThat(head.offer(octets(text.substring(i, i + 1)))).isEmpty();
        }
        Optional<BackendResponse> last = head.offer(octets("\n"));
        assertThat(last.orElseThrow().status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "HTTP/1.1 20 OK\r\n",
                "HTTP/1.1 2000 OK\r\n",
                "HTTP/1.1 099 No\r\n",
                "HTTP/1.1 600 No\r\n",
                "HTTP/1.1  200 OK\r\n",
                "HTTP/1.1 +20 OK\r\n",
                "http/1.1 200 OK\r\n",
                "HTTP/2.0 200 OK\r\n",
                "HTTP/1.1 200 O\rK\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n",
                "HTTP/1.1 200 OK\r\n: no name\r\n",
                "HTTP/1.1 200 OK\r\nA : b\r\n",
                "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n",
                "HTTP/1.1 200 OK\r\nA: b\u0000\r\n",
                "HTTP/1.1 200 OK\r\nA: b\rC: d\r\n"
            })
    void refusesWhatTheGrammarDoesNotHave(String text) {
        assertThatExceptionOfType(MalformedAnswer.class)
                .isThrownBy(() -> new AnswerHead(AnswerLimits.DEFAULT).offer(octets(text)));
    }

    @Test
    void refusesTooMuch() {
        assertThatExceptionOfType(MalformedAnswer.class)
                .isThrownBy(() -> new AnswerHead(AnswerLimits.DEFAULT)
                        .offer(octets(
                                "HTTP/1.1 200 OK\r\nA: " + "x".repeat(AnswerLimits.DEFAULT.octets()) + "\r\n\r\n")));
        assertThatExceptionOfType(MalformedAnswer.class)
                .isThrownBy(() -> new AnswerHead(AnswerLimits.DEFAULT)
                        .offer(octets(
                                "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(AnswerLimits.DEFAULT.lines()) + "\r\n")));
    }
}
