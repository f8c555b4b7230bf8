package dev.gangway.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.GeneratedPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of differences says what the file says that the differential test reads. */
class DifferencesPageTest {

    @Test
    void thePageIsUpToDate() throws IOException {
        GeneratedPage.assertUpToDate("DIFFERENCES.md", text());
    }

    @Test
    void everyKnownDifferenceIsExplainedOnce() {
        assertThat(KnownDifferences.blocks())
                .extracting(KnownDifferences.Explained::id)
                .doesNotHaveDuplicates();
        assertThat(KnownDifferences.explained()).isEqualTo(new KnownDifferences().ids());
    }

    @Test
    void whatNoRequestShowsIsInAGoldenFile() {
        assertThat(KnownDifferences.blocks())
                .flatExtracting(block -> block.checkedBy().stream().toList())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(DifferencesPageTest.class.getResource("/config/" + file))
                        .as(file)
                        .isNotNull());
    }

    private static String text() {
        List<String> lines = new ArrayList<>(
                List.of(
                        "<!-- Generated from known-differences.txt; do not edit."
                                + " mvn test -Dtest=DifferencesPageTest -Ddocs.update=true writes it. -->",
                        "# Differences from httpd",
                        "",
                        "Where Gangway does on purpose what httpd 2.4 does not. A test holds the two against each other, request by"
                                + " request: it fails on a difference that is not here, and on one that is here and no longer occurs."
                                + " Those of a configuration that one of the two refuses are in the golden files of the rules."));
        for (KnownDifferences.Explained difference : KnownDifferences.blocks()) {
            lines.addAll(List.of(
                    "", "## " + difference.id(), "", plain(difference.what()), "", "Why: " + plain(difference.why())));
        }
        return String.join("\n", lines) + "\n";
    }

    /** Nothing that Markdown would read as a tag, emphasis or code. */
    private static String plain(String text) {
        return text.replaceAll("([\\\\*_`<>|])", "\\\\$1");
    }
}
