package dev.gangway.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The index never loses the rule that the list would find. */
class MappingIndexTest {

    private static final List<String> PIECES = List.of("/", "//", "a", "ab", "b", ".", "%20", "1");

    private final Random random = new Random(7);

    @Test
    void findsWhatTheListFinds() {
        int matched = 0;
        for (int round = 0; round < 200; round++) {
            StringBuilder rules = new StringBuilder();
            for (int rule = 0; rule < 30; rule++) {
                rules.append(rule());
            }
            MappingTable table = RulesText.table(rules.toString());
            List<Mapping> inLine = table.inLine();
            for (int probe = 0; probe < 50; probe++) {
                String path = "/" + text().replace("%20", " ");
                Optional<Mapping> first = inLine.stream()
                        .filter(mapping -> mapping.matches(path, Optional.empty()))
                        .findFirst();
                assertThat(table.first(path, true, Optional.empty()))
                        .as("%s in%n%s", path, rules)
                        .isEqualTo(first);
                matched += first.isPresent() ? 1 : 0;
            }
        }
        assertThat(matched).isBetween(1_000, 9_900);
    }

    @Test
    void answersAPathThatExhaustsAnExclusionAsAmbiguous() {
        String rules = "ProxyPassMatch ^/(?!z)(.*a){9}x$ !\nProxyPass / http://b.example/\n";
        assertThat(RulesText.find(rules, "/" + "a".repeat(4000))).isInstanceOf(Found.Ambiguous.class);
        assertThat(RulesText.find(rules, "/b")).isInstanceOf(Found.Mapped.class);
    }

    private String rule() {
        return switch (random.nextInt(6)) {
            case 0 -> "ProxyPassMatch ^/" + text().replace("%20", "d?") + "+b* !\n";
            case 1 -> "ProxyPassMatch \"^/" + text().replace("%20", " ") + "(x|b|/)\" !\n";
            case 2 -> "ProxyPassMatch ^/" + text().replace("%20", "\\.") + "|^/b/a/ab1 !\n";
            default -> "ProxyPass /" + text().replace("%20", "b").replace(".", "c") + " !\n";
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int piece = 1 + random.nextInt(5); piece > 0; piece--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
