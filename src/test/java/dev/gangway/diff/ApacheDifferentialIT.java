package dev.gangway.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Gangway and Apache httpd with the same rules, asked the same: what differs is explained in known-differences.txt, and
 * what is explained there differs.
 */
@NeedsProgram("apache2")
class ApacheDifferentialIT {
    /** Another seed and more pairs for a longer look: {@code -Ddiff.seed=7 -Ddiff.generated=50000}. */
    private static final long SEED = Long.getLong("diff.seed", 20260101);

    private static final int GENERATED = Integer.getInteger("diff.generated", 1800);
    private static final int RULES = 60;
    private static final int SHOWN_EACH = 150;
    private static final List<String> SLASH_POLICIES =
            List.of("AllowEncodedSlashes NoDecode", "AllowEncodedSlashes On", "MergeSlashes Off");

    private final KnownDifferences known = new KnownDifferences();

    @Test
    void everyDifferenceFromHttpdIsKnown() throws IOException {
        List<Comparison> comparisons = new ArrayList<>();
        try (Pairing pairing = Pairing.start("sets", RuleTexts::sets)) {
            comparisons.addAll(pairing.run(PickedProbes.all(pairing.authority())));
            comparisons.addAll(pairing.run(GeneratedProbes.octets()));
            comparisons.addAll(pairing.run(GeneratedProbes.paths(SEED, GENERATED)));
        }
        try (Pairing pairing = Pairing.start("host", RuleTexts::preservingHost)) {
            comparisons.addAll(pairing.run(PickedProbes.hosts(pairing.authority())));
        }
        try (Pairing pairing = Pairing.start("sections", RuleTexts::sections)) {
            comparisons.addAll(pairing.run(PickedProbes.sections(pairing.authority())));
            comparisons.addAll(pairing.run(GeneratedProbes.paths(SEED, GENERATED / 3, GeneratedProbes.SECTIONS)));
        }
        List<Topic> topics = Stream.of(Topic.all(), GeneratedTopics.of(SEED))
                .flatMap(List::stream)
                .toList();
        try (Pairing pairing = Pairing.start("topics", authority -> Topic.rules(topics, authority))) {
            for (Topic topic : topics) {
                comparisons.addAll(pairing.run(topic.probes(pairing.authority())));
            }
        }
        for (String policy : SLASH_POLICIES) {
            try (Pairing pairing = Pairing.start("slashes", authority -> RuleTexts.slashes(authority, policy))) {
                comparisons.addAll(pairing.run(PickedProbes.slashes()));
                comparisons.addAll(pairing.run(GeneratedProbes.paths(SEED, GENERATED / 6, GeneratedProbes.SLASHES)));
            }
        }
        GeneratedRules rules = GeneratedRules.of(SEED, RULES);
        String[] bases = rules.bases().toArray(String[]::new);
        try (Pairing pairing = Pairing.start("generated", rules::text)) {
            comparisons.addAll(pairing.run(GeneratedProbes.paths(SEED, GENERATED / 2, bases)));
        }
        assertThat(comparisons).hasSizeGreaterThan(3_000);
        // a comparison of error pages would prove nothing
        assertThat(comparisons.stream().filter(both -> both.httpd().reachedBackend()))
                .hasSizeGreaterThan(1_000);

        Map<String, List<Comparison>> byId = new TreeMap<>(comparisons.stream()
                .filter(both -> !both.same())
                .collect(Collectors.groupingBy(both -> known.idOf(both).orElse(""))));
        write(byId);
        List<Comparison> unknown = byId.getOrDefault("", List.of());
        assertThat(unknown.size()).as(() -> table(unknown)).isZero();
        byId.remove("");
        assertThat(byId.keySet())
                .as("known differences that occurred; one that no longer does must leave the file")
                .isEqualTo(known.ids());
    }

    @Test
    void everyKnownDifferenceIsExplained() {
        Set<String> explained = new TreeSet<>(KnownDifferences.explained());
        assertThat(explained).isEqualTo(known.ids());
    }

    /** Every difference with its id, for people. */
    private static void write(Map<String, List<Comparison>> byId) throws IOException {
        StringBuilder text = new StringBuilder();
        byId.forEach((id, comparisons) -> {
            text.append("# ")
                    .append(id.isEmpty() ? "UNEXPLAINED" : id)
                    .append(' ')
                    .append(comparisons.size());
            text.append('\n');
            comparisons.forEach(comparison -> text.append(comparison).append('\n'));
        });
        Files.writeString(Path.of("target", "httpd", "differences.txt"), text);
    }

    private static String table(List<Comparison> differences) {
        return differences.size() + " unexplained differences:\n"
                + differences.stream()
                        .limit(SHOWN_EACH)
                        .map(Comparison::toString)
                        .collect(Collectors.joining("\n"))
                + "\n";
    }
}
