package dev.gangway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every file under {@code config}: rules text, a line of dashes, what the parser makes of it. With {@code -Dgolden.update}
 * the second half is rewritten; the difference is then the review. A line {@code === name} begins a file to include.
 */
class GoldenConfigTest {

    private static final Path FILES = Path.of("src/test/resources/config");
    private static final String SEPARATOR = "----------";
    private static final Map<String, String> ENVIRONMENT = Map.of("BACKEND_HOST", "env.example", "ODD", "a\nb");

    static Stream<String> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void parsesAsRecorded(String scenario) throws IOException {
        Path file = FILES.resolve(scenario);
        String[] halves = Files.readString(file).split("\n?" + SEPARATOR + "\n", 2);
        String actual = String.join("\n", ModelDump.lines(parse(halves[0]))) + "\n";
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, halves[0] + "\n" + SEPARATOR + "\n" + actual);
            return;
        }
        assertThat(actual).isEqualTo(halves.length == 2 ? halves[1] : "");
    }

    @Test
    void thePastedTextIsAlsoAGoldenFile() throws IOException {
        assertThat(Files.readString(FILES.resolve("pasted.conf.txt")).split("\n" + SEPARATOR + "\n", 2)[0])
                .isEqualToNormalizingNewlines(Files.readString(Path.of("src/test/resources/pasted-httpd.conf"))
                        .stripTrailing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"access-sections", "location-match-access", "remote-ip", "rewrite", "virtual-host-address"})
    void theSameTextMakesEqualRules(String scenario) throws IOException {
        String text = Files.readString(FILES.resolve(scenario + ".conf.txt")).split("\n?" + SEPARATOR, 2)[0];
        assertThat(parse(text)).isInstanceOf(ParseResult.Parsed.class).isEqualTo(parse(text));
        assertThat(parse(text)).hasSameHashCodeAs(parse(text));
    }

    @Test
    void carriageReturnsDoNotMatter() throws IOException {
        String text = Files.readString(Path.of("src/test/resources/pasted-httpd.conf"));
        assertThat(ModelDump.lines(parse(text.replace("\n", "\r\n")))).isEqualTo(ModelDump.lines(parse(text)));
    }

    private static ParseResult parse(String text) {
        return RulesParser.parse(IncludesInMemory.read(text, ENVIRONMENT));
    }
}
