package dev.gangway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogicalLineTest {

    @Test
    void aLineStandsWhereItsTextBegins() {
        assertThat(read("\n\t  ProxyPass / http://b/"))
                .singleElement()
                .satisfies(line -> assertThat(line.position()).isEqualTo(new Position("rules", 2, 4)));
    }

    @ParameterizedTest
    @CsvSource({"ProxyPass, 2, 3", "/path, 3, 2", "http://, 4, 1", "max=, 4, 11"})
    void aContinuedLineKnowsItsPhysicalLines(String word, int line, int column) {
        LogicalLine joined = read("# first\n  ProxyPass \\\n /path \\\nhttp://b/ max=1\nnext")
                .get(0);
        assertThat(joined.text()).isEqualTo("ProxyPass  /path http://b/ max=1");
        assertThat(joined.position(joined.text().indexOf(word))).isEqualTo(new Position("rules", line, column));
    }

    @Test
    void aWordThatIsContinuedStandsWhereItBegins() {
        LogicalLine joined = read("Proxy\\\nPass / http://b/").get(0);
        assertThat(joined.text()).startsWith("ProxyPass /");
        assertThat(joined.position()).isEqualTo(new Position("rules", 1, 1));
        assertThat(joined.position(joined.text().indexOf('/'))).isEqualTo(new Position("rules", 2, 6));
    }

    @Test
    void blankContinuedLinesBeforeTheTextDoNotCount() {
        assertThat(read("\\\n  \\\n ServerName x").get(0).position()).isEqualTo(new Position("rules", 3, 2));
    }

    @Test
    void anEmptyContinuedLineHoldsNoCharacter() {
        LogicalLine joined = read("ServerName \\\n\\\n\\\nx").get(0);
        assertThat(joined.position(joined.text().indexOf('x'))).isEqualTo(new Position("rules", 4, 1));
        assertThat(joined.position(0)).isEqualTo(new Position("rules", 1, 1));
    }

    @Test
    void aMarkOfTheByteOrderIsNoColumn() {
        assertThat(read("\uFEFFServerName x").get(0).position()).isEqualTo(new Position("rules", 1, 1));
    }

    @Test
    void carriageReturnsEndLinesOnce() {
        assertThat(read("a\r\nb\rc\nd"))
                .extracting(line -> line.position().line())
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void anUnfinishedLastLineCounts() {
        assertThat(read("ServerName \\\n x \\")).extracting(LogicalLine::text).containsExactly("ServerName  x");
    }

    private static List<LogicalLine> read(String text) {
        return LogicalLine.read(new RulesSource("rules", text));
    }
}
