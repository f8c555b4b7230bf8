package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.fuzz.Pieces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.nio.ChunkDecoder;
import org.apache.hc.core5.http.nio.SessionInputBuffer;

/** Chunked content: the same however it is split, whole only with its last chunk, and no more than its chunks hold. */
public final class ChunksFuzz {

    private ChunksFuzz() {}

    public static void fuzzerTestOneInput(byte[] octets) {
        List<List<ByteBuffer>> splits = Pieces.of(octets);
        String decoded = decoded(splits.get(0));
        splits.stream().skip(1).forEach(pieces -> assertThat(decoded(pieces)).isEqualTo(decoded));
        if (decoded.startsWith("whole")) {
            assertThat(decoded).isEqualTo(expected(new String(octets, StandardCharsets.ISO_8859_1)));
        }
    }

    /** Content and trailers' end of a whole message, or that it is none. */
    private static String decoded(List<ByteBuffer> pieces) {
        SessionInputBuffer input = LibraryInput.buffer();
        Inflow inflow = new Inflow();
        ChunkDecoder decoder =
                new ChunkDecoder(inflow, new ChunkLines(input), LibraryInput.LIMITS, new BasicHttpTransportMetrics());
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            for (ByteBuffer piece : pieces) {
                inflow.piece = piece;
                while (!decoder.isCompleted() && read(decoder, inflow, input, content)) {
                    assertThat(content.size()).isLessThanOrEqualTo(1 << 20);
                }
            }
            inflow.ended = true;
            while (!decoder.isCompleted() && read(decoder, inflow, input, content)) {
                assertThat(content.size()).isLessThanOrEqualTo(1 << 20);
            }
        } catch (IOException refused) {
            return "refused";
        }
        assertThat(decoder.isCompleted()).isTrue();
        int left =
                input.length() + pieces.stream().mapToInt(ByteBuffer::remaining).sum();
        return "whole " + Arrays.hashCode(content.toByteArray()) + " " + content.size() + " left " + left;
    }

    /** Whether there may be more to read without more octets. */
    private static boolean read(
            ChunkDecoder decoder, Inflow inflow, SessionInputBuffer input, ByteArrayOutputStream content)
            throws IOException {
        ByteBuffer target = ByteBuffer.allocate(64);
        int before = input.length() + inflow.piece.remaining();
        decoder.read(target);
        content.write(target.array(), 0, target.position());
        return target.position() > 0 || input.length() + inflow.piece.remaining() < before;
    }

    /** By another way, with the library's tolerance: bare LF, blanks around a size, extensions of any kind. */
    private static String expected(String text) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = text.indexOf('\n', at);
            assertThat(end).isPositive();
            String line = text.substring(at, end).split(";", 2)[0].strip();
            assertThat(line).matches("[0-9A-Fa-f]{1,16}");
            long size = Long.parseLong(line, 16);
            at = end + 1;
            if (size == 0) {
                break;
            }
            assertThat(size).isLessThan(text.length() - at);
            content.writeBytes(text.substring(at, at + (int) size).getBytes(StandardCharsets.ISO_8859_1));
            at += (int) size;
            end = text.indexOf('\n', at);
            assertThat(text.substring(at, end)).isIn("", "\r");
            at = end + 1;
        }
        String trailer;
        do {
            int end = text.indexOf('\n', at);
            assertThat(end).isNotNegative();
            trailer = text.substring(at, end);
            at = end + 1;
        } while (!trailer.isEmpty() && !trailer.equals("\r"));
        return "whole " + Arrays.hashCode(content.toByteArray()) + " " + content.size() + " left "
                + (text.length() - at);
    }

    /** What comes from the socket. */
    private static final class Inflow implements ReadableByteChannel {

        private ByteBuffer piece = ByteBuffer.allocate(0);
        private boolean ended;

        @Override
        public int read(ByteBuffer target) throws IOException {
            return ended && !piece.hasRemaining()
                    ? -1
                    : LibraryInput.channel(piece).read(target);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
