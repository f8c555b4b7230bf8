package dev.gangway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpooledContentTest {

    @TempDir
    Path folder;

    private final List<OptionalLong> lengths = new ArrayList<>();
    private final List<IOException> broken = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 32_768, 100_000})
    void whatFitsIsSentWithItsLengthAndComesBackAsItWas(int length) throws IOException {
        byte[] octets = octets(length);
        SpoolFiles files = new SpoolFiles(folder);
        try (SpooledContent content = content(new Pieces(octets, length), 200_000, files)) {
            content.pump();
            assertThat(lengths).containsExactly(OptionalLong.of(length));
            assertThat(names()).isEmpty(); // on disk, if at all, without a name
            assertThat(all(content)).isEqualTo(octets);
        }
        assertThat(broken).isEmpty();
        assertThat(files.octets()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 16_384, 50_000, 99_999})
    void whatIsTooMuchGoesOnWithoutALength(long limit) throws IOException {
        byte[] octets = octets(100_000);
        try (SpooledContent content = content(new Pieces(octets, octets.length), limit, new SpoolFiles(folder))) {
            content.pump();
            assertThat(lengths).containsExactly(OptionalLong.empty());
            assertThat(all(content)).isEqualTo(octets);
        }
    }

    @Test
    void aHurryEndsTheWaitAndLosesNothing() throws IOException {
        byte[] octets = octets(40_000);
        Pieces pieces = new Pieces(octets, 30_000);
        try (SpooledContent content = content(pieces, 1 << 20, new SpoolFiles(folder))) {
            content.pump();
            assertThat(lengths).isEmpty();
            content.hurry();
            assertThat(lengths).containsExactly(OptionalLong.empty());
            pieces.available = octets.length;
            content.pump();
            assertThat(lengths).hasSize(1);
            assertThat(all(content)).isEqualTo(octets);
        }
    }

    @Test
    void withoutRoomOnDiskItGoesOnWithoutALength() throws IOException {
        byte[] octets = octets(40_000);
        SpoolFiles files = new SpoolFiles(folder);
        assertThat(files.take(SpoolFiles.MAX_OCTETS)).isTrue();
        try (SpooledContent content = content(new Pieces(octets, octets.length), 1 << 20, files)) {
            content.pump();
            assertThat(lengths).containsExactly(OptionalLong.empty());
            assertThat(all(content)).isEqualTo(octets);
        }
        assertThat(files.octets()).isEqualTo(SpoolFiles.MAX_OCTETS);
    }

    @Test
    void withoutAFolderItGoesOnWithoutALength() throws IOException {
        byte[] octets = octets(40_000);
        SpoolFiles files = new SpoolFiles(folder.resolve("absent"));
        try (SpooledContent content = content(new Pieces(octets, octets.length), 1 << 20, files)) {
            content.pump();
            assertThat(lengths).containsExactly(OptionalLong.empty());
            assertThat(all(content)).isEqualTo(octets);
        }
        assertThat(files.octets()).isZero();
    }

    @Test
    void afterTheCloseNothingIsKeptAndNothingRead() throws IOException {
        SpoolFiles files = new SpoolFiles(folder);
        SpooledContent content = content(new Pieces(octets(40_000), 40_000), 1 << 20, files);
        content.pump();
        assertThat(files.octets()).isEqualTo(32_768);
        content.close();
        content.close();
        assertThat(files.octets()).isZero();
        assertThat(content.read(ByteBuffer.allocate(10))).isZero();
    }

    private SpooledContent content(ContentSource source, long limit, SpoolFiles files) {
        return new SpooledContent(source, limit, files, lengths::add, broken::add);
    }

    private List<Path> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static byte[] all(ContentSource content) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1000);
        for (int read = content.read(buffer); read != ContentSource.END; read = content.read(buffer)) {
            assertThat(read).isPositive().isEqualTo(buffer.position());
            all.write(buffer.array(), 0, read);
            buffer.clear();
        }
        return all.toByteArray();
    }

    private static byte[] octets(int length) {
        byte[] octets = new byte[length];
        new Random(length).nextBytes(octets);
        return octets;
    }

    /** Brings content in pieces of 7,000 octets, as much as is available. */
    private static final class Pieces implements ContentSource {

        private final byte[] octets;
        private int available;
        private int position;

        Pieces(byte[] octets, int available) {
            this.octets = octets;
            this.available = available;
        }

        @Override
        public int read(ByteBuffer target) {
            if (position == octets.length) {
                return END;
            }
            int count = Math.min(Math.min(7_000, target.remaining()), available - position);
            target.put(octets, position, count);
            position += count;
            return count;
        }
    }
}
