package dev.gangway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the text, the parser answers with rules or with problems that say where. Fixed seed. */
class RulesParserPropertyTest {

    private static final int ROUNDS = 3_000;

    @Test
    void mangledTextNeverBreaksTheParser() throws IOException {
        List<String> lines = linesOfAllGoldenFiles();
        Random random = new Random(20261125);
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder();
            for (int count = random.nextInt(8); count >= 0; count--) {
                text.append(mangle(lines.get(random.nextInt(lines.size())), random))
                        .append('\n');
            }
            check(text.toString());
        }
    }

    private static void check(String text) {
        ParseResult result = RulesParser.parse(List.of(new RulesSource("mangled", text)));
        if (result instanceof ParseResult.Refused refused) {
            assertThat(refused.problems()).as(text).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.position().line())
                        .isBetween(1, (int) text.lines().count());
                assertThat(problem.text()).isNotBlank();
            });
        } else if (result instanceof ParseResult.Parsed parsed) {
            assertThat(parsed.rules().mappings()).as(text).allSatisfy(mapping -> {
                if (mapping.destination() instanceof Destination.Backend backend) {
                    assertThat(parsed.rules().workers())
                            .extracting(WorkerDefinition::name)
                            .doesNotHaveDuplicates()
                            .contains(backend.worker());
                    assertThat(backend.origin().host()).matches("[a-z0-9._-]+|\\[[0-9a-f:.]+\\]");
                }
            });
        }
    }

    private static String mangle(String line, Random random) {
        if (line.isEmpty() || random.nextInt(3) == 0) {
            return line;
        }
        int at = random.nextInt(line.length());
        String odd = " \t\"'\\<>$!/:.=%#[]()*+?{}\u00e9\u0001\r0";
        return switch (random.nextInt(4)) {
            case 0 -> line.substring(0, at);
            case 1 -> line.substring(at);
            case 2 -> line.substring(0, at) + odd.charAt(random.nextInt(odd.length())) + line.substring(at);
            default -> line.substring(0, at) + line.substring(at + 1);
        };
    }

    private static List<String> linesOfAllGoldenFiles() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/config"))) {
            for (Path file : files.sorted().toList()) {
                Files.readString(file)
                        .lines()
                        .takeWhile(line -> !line.startsWith("-----"))
                        .forEach(lines::add);
            }
        }
        return lines;
    }
}
