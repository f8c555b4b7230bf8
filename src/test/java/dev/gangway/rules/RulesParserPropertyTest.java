package dev.gangway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the text, the parser answers with rules or with problems that say where. Fixed seed. */
class RulesParserPropertyTest {

    private static final int ROUNDS = 3_000;
    private static final String ODD = " \t\"'\\<>$!/:.=%#[]()*+?{}\u00e9\u0001\r0";
    private static final Map<String, String> ENVIRONMENT = Map.of("E", "env.example", "ODD", "a\nb", "EMPTY", "");

    private static final List<String> PREPROCESSED = List.of(
            "=== a",
            "=== b",
            "=== c.conf",
            "Include a",
            "Include b",
            "Include ${A}",
            "IncludeOptional *.conf",
            "IncludeOptional ${NOPE}",
            "Include *",
            "ServerRoot /",
            "Define A",
            "Define A a",
            "Define A ${A}${A}${A}${A}${A}",
            "Define B \"<IfDefine A>\"",
            "Define C ${B}${ODD}",
            "UnDefine A",
            "${A}",
            "${B}",
            "${EMPTY}",
            "ProxyPass /${A} http://${E}/${B}",
            "ProxyPass / http://b/",
            "ProxyPass /a http://${a}/ interpolate max=${A}",
            "<IfDefine A>",
            "<IfDefine !A>",
            "<IfDefine ${A}>",
            "</IfDefine>",
            "</IfDefine>",
            "<IfModule mod_ssl.c>",
            "</IfModule>",
            "<IfVersion >= 2.4>",
            "</IfVersion>",
            "<IfFile a>",
            "<IfFile nope>",
            "</IfFile>",
            "<Location /${A}>",
            "Require all denied",
            "</Location>",
            "<VirtualHost *:80>",
            "</VirtualHost>",
            "<${A}>",
            "ProxyPass /x \\");

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

    @Test
    void filesVariablesAndConditionsNeverBreakTheParser() {
        Random random = new Random(3);
        for (int round = 0; round < ROUNDS / 3; round++) {
            StringBuilder text = new StringBuilder();
            for (int count = random.nextInt(30); count >= 0; count--) {
                String line = PREPROCESSED.get(random.nextInt(PREPROCESSED.size()));
                text.append(random.nextInt(10) == 0 ? mangle(line, random) : line)
                        .append('\n');
            }
            check(text.toString());
        }
    }

    @Test
    void randomTextNeverBreaksTheParser() {
        Random random = new Random(4);
        String characters = ODD + "\\\n\n\n<>${}\"' \u0000\u0085\u2028\ud800ProxyPass Include Define</IfDefine>";
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder();
            for (int count = random.nextInt(60); count >= 0; count--) {
                text.append(characters.charAt(random.nextInt(characters.length())));
            }
            check(text.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 32, true", "1, 33, false", "2, 31, true", "2, 32, false", "17, 32, false", "16, 3, true"})
    void nestingIsBounded(int files, int sections, boolean read) {
        StringBuilder text = new StringBuilder();
        for (int file = 1; file <= files; file++) {
            text.append(file == 1 ? "" : "=== " + file + "\n")
                    .append("<IfModule mod_proxy.c>\n".repeat(sections))
                    .append(file == files ? "ProxyPass / http://b/" : "Include " + (file + 1))
                    .append("\n</IfModule>".repeat(sections))
                    .append('\n');
        }
        ParseResult result = RulesParser.parse(IncludesInMemory.read(text.toString(), ENVIRONMENT));
        assertThat(ModelDump.lines(result))
                .anySatisfy(line -> assertThat(line).startsWith(read ? "mapping" : "problem"))
                .noneSatisfy(line -> assertThat(line).startsWith(read ? "problem" : "mapping"));
    }

    /** An included file that closes its own sections says what it would say in place. */
    @Test
    void includingIsAsGoodAsPasting() throws IOException {
        List<String> lines = linesOfAllGoldenFiles().stream()
                .filter(line -> !line.startsWith("===") && !line.endsWith("\\"))
                .filter(line ->
                        RulesParser.parse(IncludesInMemory.read(line, ENVIRONMENT)) instanceof ParseResult.Parsed)
                .toList();
        Random random = new Random(5);
        int parsed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = lines.get(random.nextInt(lines.size())) + "\n" + lines.get(random.nextInt(lines.size()));
            List<String> pasted = withoutPositions(RulesParser.parse(IncludesInMemory.read(text, ENVIRONMENT)));
            List<String> included = withoutPositions(
                    RulesParser.parse(IncludesInMemory.read("Include all\n=== all\n" + text, ENVIRONMENT)));
            assertThat(included).as(text).isEqualTo(pasted);
            parsed += pasted.stream().anyMatch(line -> line.startsWith("mapping")) ? 1 : 0;
        }
        assertThat(parsed).as("rounds that have something to compare").isGreaterThan(ROUNDS / 10);
    }

    private static List<String> withoutPositions(ParseResult result) {
        return ModelDump.lines(result).stream()
                .map(line -> line.replaceAll("\\b(rules|all)(:[0-9]+)+", "somewhere"))
                .toList();
    }

    private static void check(String text) {
        RulesText rules = IncludesInMemory.read(text, ENVIRONMENT);
        check(text, rules, RulesParser.parse(rules));
    }

    static void check(String text, RulesText rules, ParseResult result) {
        Map<String, String> texts = new HashMap<>(((IncludesInMemory) rules.includes()).files());
        rules.sources().forEach(source -> texts.put(source.name(), source.text()));
        if (result instanceof ParseResult.Refused refused) {
            assertThat(refused.problems()).as(text).isNotEmpty().allSatisfy(problem -> {
                String source = texts.getOrDefault(problem.position().source(), "");
                assertThat(problem.position().line()).isBetween(1, source.split("\r\n|\n|\r", -1).length);
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
        return switch (random.nextInt(4)) {
            case 0 -> line.substring(0, at);
            case 1 -> line.substring(at);
            case 2 -> line.substring(0, at) + ODD.charAt(random.nextInt(ODD.length())) + line.substring(at);
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
