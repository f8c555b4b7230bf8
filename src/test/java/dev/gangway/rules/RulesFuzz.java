package dev.gangway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Rules text with files after lines {@code === name}: rules or problems, never anything else, and always the same ones. */
public final class RulesFuzz {

    private static final Map<String, String> ENVIRONMENT = Map.of("E", "env.example", "ODD", "a\nb", "EMPTY", "");

    private RulesFuzz() {}

    public static void fuzzerTestOneInput(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        RulesText rules = IncludesInMemory.read(text, ENVIRONMENT);
        ParseResult result = RulesParser.parse(rules);
        RulesParserPropertyTest.check(text, rules, result);
        List<String> lines = ModelDump.lines(result);
        assertThat(ModelDump.lines(RulesParser.parse(rules))).isEqualTo(lines);
    }
}
