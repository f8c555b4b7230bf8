package dev.gangway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files include only so much. */
class InclusionsTest {

    @Test
    void soManyFiles() {
        assertThat(problem("Include a\n".repeat(Inclusions.MAX_FILES) + "=== a\n"))
                .isEmpty();
        assertThat(problem("Include a\n".repeat(Inclusions.MAX_FILES + 1) + "=== a\n"))
                .isEqualTo("Include: \"a\" is one file too many, expected at most 1000");
    }

    @Test
    void soMuchText() {
        String half = "=== a\n" + "#".repeat(Inclusions.MAX_CHARACTERS / 2);
        assertThat(problem("Include a\n".repeat(2) + half)).isEmpty();
        assertThat(problem("Include a\n".repeat(2) + half + "#"))
                .isEqualTo("Include: \"a\" is too much text, expected at most 8388608 characters in all");
    }

    /** Each file and each section counts. */
    @Test
    void soManySectionsAndFilesWithinEachOther() {
        String files = IntStream.range(1, 15)
                .mapToObj(i -> "=== " + i + "\n" + nested(3, "Include " + (i + 1)))
                .collect(Collectors.joining());
        String all = files + "=== 15\n" + nested(3, "ProxyPass / http://b.example/");
        assertThat(problem(nested(3, "Include 1") + all)).isEmpty();
        assertThat(problem(nested(4, "Include 1") + all))
                .isEqualTo("ProxyPass: lies in 65 sections and files, expected at most 64");
        // what one branch has used up is there again for the next
        assertThat(problem(nested(3, "Include 1") + nested(3, "Include 1") + all))
                .isEmpty();
    }

    private static String nested(int sections, String line) {
        return "<IfModule mod_proxy.c>\n".repeat(sections) + line + "\n" + "</IfModule>\n".repeat(sections);
    }

    /** The first; empty when there is none. */
    private static String problem(String text) {
        return RulesParser.parse(IncludesInMemory.read(text, Map.of())) instanceof ParseResult.Refused refused
                ? refused.problems().get(0).text()
                : "";
    }
}
