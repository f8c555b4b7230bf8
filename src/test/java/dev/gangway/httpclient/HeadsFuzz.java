package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.fuzz.Pieces;
import dev.gangway.message.FieldSyntax;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.SessionInputBuffer;

/** A backend's octets before any content: one verdict however they are split, and clean heads with one framing. */
public final class HeadsFuzz {

    private HeadsFuzz() {}

    public static void fuzzerTestOneInput(byte[] octets) {
        List<List<ByteBuffer>> splits = Pieces.of(octets);
        String verdict = verdict(splits.get(0));
        splits.stream().skip(1).forEach(pieces -> assertThat(verdict(pieces)).isEqualTo(verdict));
        if (verdict.startsWith("head ")) {
            String written = verdict.substring("head ".length(), verdict.lastIndexOf('\n') + 1);
            byte[] again = written.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            assertThat(verdict(List.of(ByteBuffer.wrap(again)))).startsWith("head " + written);
        }
    }

    /** The final head as it could be written, and how many octets are left behind it; or why there is none. */
    private static String verdict(List<ByteBuffer> pieces) {
        AnswerParser parser = new AnswerParser(LibraryInput.LIMITS, LibraryInput.askingGuard());
        SessionInputBuffer input = LibraryInput.buffer();
        try {
            HttpResponse head = null;
            for (ByteBuffer piece : pieces) {
                LibraryInput.fill(input, piece);
                while (head == null && input.hasData()) {
                    int before = input.length();
                    head = parser.parse(input, false);
                    if (head != null && head.getCode() < 200) {
                        check(head);
                        parser.reset();
                        head = null;
                    } else if (head == null && input.length() == before) {
                        break;
                    }
                }
                if (head != null) {
                    int left = pieces.stream().mapToInt(ByteBuffer::remaining).sum();
                    return "head " + check(head) + (left + input.length());
                }
            }
            head = parser.parse(input, true);
            assertThat(head).isNull();
            return "nothing";
        } catch (IOException | HttpException refused) {
            return "refused"; // at the end of the connection for another reason than before it
        }
    }

    private static String check(HttpResponse head) {
        assertThat(head.getCode()).matches(code -> (code >= 100 && code < 600) || code == 999);
        StringBuilder text = new StringBuilder("HTTP/1.1 " + head.getCode() + " \n");
        for (Header line : head.getHeaders()) {
            assertThat(FieldSyntax.isToken(line.getName())).isTrue();
            assertThat(FieldSyntax.isValue(line.getValue())).isTrue();
            text.append(line.getName()).append(": ").append(line.getValue()).append('\n');
        }
        assertThat(head.countHeaders("Transfer-Encoding") + head.countHeaders("Content-Length"))
                .isLessThanOrEqualTo(1);
        return text.append('\n').toString();
    }
}
