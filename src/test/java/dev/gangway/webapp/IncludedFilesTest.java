package dev.gangway.webapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gangway.rules.IncludeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same tree was given to httpd 2.4: these are the files it read, in its order. */
class IncludedFilesTest {

    @TempDir
    Path folder;

    private IncludedFiles files = IncludedFiles.absoluteOnly("unset");

    @BeforeEach
    void write() throws IOException {
        files = IncludedFiles.beside(folder.resolve("rules.conf"));
        for (String name : List.of(
                "a/1.conf",
                "a/10.conf",
                "a/2.conf",
                "a/.hidden.conf",
                "a/x.conf~",
                "a/sub/s.conf",
                "a/d.conf/s.conf",
                "b/1.conf",
                "B/1.conf",
                "single.conf",
                "{a,b}.conf")) {
            Path file = folder.resolve("inc").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "# " + name);
        }
        Files.createDirectories(folder.resolve("none"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inc/single.conf | single.conf",
                "inc/a/../single.conf | single.conf",
                "./inc/a/1.conf | a/1.conf",
                "inc/*/*.conf | B/1.conf a/1.conf a/10.conf a/2.conf a/d.conf/s.conf b/1.conf",
                "inc/*/1.conf | B/1.conf a/1.conf b/1.conf",
                "inc/[ab]/1.con? | a/1.conf b/1.conf",
                "inc/[!ab]/1.conf | B/1.conf",
                "inc/[^a-b]/1.conf | B/1.conf",
                "inc/a | a/.hidden.conf a/1.conf a/10.conf a/2.conf a/d.conf/s.conf a/sub/s.conf a/x.conf~",
                "inc/a/ | a/.hidden.conf a/1.conf a/10.conf a/2.conf a/d.conf/s.conf a/sub/s.conf a/x.conf~",
                "inc/a/* | a/1.conf a/10.conf a/2.conf a/d.conf/s.conf a/sub/s.conf a/x.conf~",
                "inc/a/.*.conf | a/.hidden.conf",
                "inc/a/x* | a/x.conf~",
                "inc/{a,b}.conf | {a,b}.conf",
                "inc/{a,b}* | {a,b}.conf",
            })
    void whatHttpdWouldRead(String pattern, String expected) throws IncludeFailure {
        assertThat(files.find(pattern, false)).containsExactly(in("inc", expected));
        assertThat(files.find(folder + "/" + pattern, true)).containsExactly(in("inc", expected));
    }

    @Test
    void anEmptyDirectoryIsFine() throws IncludeFailure {
        assertThat(files.find("none", false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing.conf",
                "none/*.conf",
                "missing/*.conf",
                "inc/*/nope.conf",
                "inc/single.conf/*",
                "inc/z*/1"
            })
    void nothingFoundIsAFailureUnlessOptional(String pattern) throws IncludeFailure {
        assertThatThrownBy(() -> files.find(pattern, false))
                .isInstanceOf(IncludeFailure.class)
                .hasMessageContaining("expected");
        assertThat(files.find(pattern, true)).isEmpty();
    }

    @Test
    void oneMissingFileAmongDirectoriesIsAFailureToo() throws IncludeFailure {
        assertThatThrownBy(() -> files.find("inc/*/2.conf", false)).hasMessageContaining("2.conf");
        assertThat(files.find("inc/*/2.conf", true)).containsExactly(in("inc", "a/2.conf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "none/../inc/single.conf", "[", "inc/[z-a]/x", "inc/[/x", "inc/[]/x", "a\u0000b"})
    void oddPatternsAreAnsweredOrRefused(String pattern) throws IOException {
        Files.createDirectories(folder.resolve("alone"));
        IncludedFiles alone = IncludedFiles.beside(folder.resolve("alone/rules.conf"));
        try {
            assertThat(alone.find(pattern, true)).isEmpty();
        } catch (IncludeFailure failure) {
            assertThat(failure.text()).contains("expected");
        }
    }

    @Test
    void namesStayAsTheOperatorKnowsThem() throws IncludeFailure {
        IncludedFiles relative = IncludedFiles.beside(Path.of("src/test/resources/pasted-httpd.conf"));
        assertThat(relative.find("pasted-*.conf", false))
                .containsExactly(Path.of("src/test/resources/pasted-httpd.conf").toString());
    }

    @Test
    void aLineReadsNoDisk() throws IOException {
        Path many = Files.createDirectories(folder.resolve("many"));
        for (int file = 0; file <= IncludedFiles.MAX_FILES; file++) {
            Files.createFile(many.resolve("f" + file));
        }
        assertThatThrownBy(() -> files.find("many", true))
                .isInstanceOf(IncludeFailure.class)
                .hasMessageContaining("at most 1000");
    }

    @Test
    void aCircleOfDirectoriesEnds() throws IOException {
        Path circle = Files.createDirectories(folder.resolve("circle"));
        Files.createSymbolicLink(circle.resolve("again"), circle);
        assertThatThrownBy(() -> files.find("circle", true))
                .isInstanceOf(IncludeFailure.class)
                .hasMessageContaining("too deep");
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'#', (byte) 0xFF});
        Path large = Files.write(folder.resolve("large"), new byte[IncludedFiles.MAX_FILE_BYTES + 1]);
        assertThatThrownBy(() -> files.read(binary.toString())).hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> files.read(large.toString())).hasMessageContaining("too large");
        assertThatThrownBy(() -> files.read(folder.resolve("missing").toString()))
                .hasMessageContaining("does not exist");
    }

    @Test
    void readsWhatItFound() throws IncludeFailure {
        String name = files.find("inc/b/1.conf", false).get(0);
        assertThat(files.read(name).text()).isEqualTo("# b/1.conf");
        assertThat(files.read(name).name()).isEqualTo(name);
    }

    @Test
    void existenceOfFilesAndDirectories() throws IncludeFailure {
        assertThat(files.exists("inc/single.conf")).isTrue();
        assertThat(files.exists("inc")).isTrue();
        assertThat(files.exists("inc/missing")).isFalse();
        assertThat(files.exists(folder.resolve("inc").toString())).isTrue();
    }

    private String[] in(String directory, String names) {
        return List.of(names.split(" ", -1)).stream()
                .map(name -> folder.resolve(directory).resolve(name).toString())
                .toArray(String[]::new);
    }
}
