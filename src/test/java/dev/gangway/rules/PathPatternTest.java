package dev.gangway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regular expressions: two engines that say the same, and what they may cost. */
class PathPatternTest {

    @ParameterizedTest
    @ValueSource(strings = {"(a?){900}a{900}", "(.*a){400}b", "((a{0,20}){0,20}){0,5}x"})
    void refusesWhatWouldBeSlow(String regex) {
        assertThatThrownBy(() -> PathPattern.compile(regex)).isInstanceOf(Refusal.class);
    }

    /** The size of a program alone says little: of these only one branch is ever alive. */
    @ParameterizedTest
    @ValueSource(strings = {"^/(%s)/(.*)$", "\\.(%s)$"})
    void takesLongAlternations(String regex) throws Refusal {
        // names with a common beginning would share their instructions
        String names = IntStream.range(0, 60)
                .mapToObj(i -> Integer.toString(1_000 + i * 7_919, 36) + "app")
                .collect(Collectors.joining("|"));
        String text = regex.formatted(names);
        assertThat(Pattern.compile(text).programSize()).isBetween(PatternCost.ALWAYS + 1, PatternCost.NEVER);
        assertThat(PathPattern.compile(text).find("/x.rsapp/x")).isEmpty();
        assertThat(PathPattern.compile(text).find("/rsapp/x.rsapp")).isPresent();
    }

    @Test
    void refusesTheLongestUntried() {
        assertThatThrownBy(() -> PathPattern.compile("^/" + "ab".repeat(PatternCost.NEVER / 2)))
                .isInstanceOf(Refusal.class);
    }

    /** As httpd's ap_pregsub. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$0-$1-$2-$3-$9 | /a-a---",
                "\\$1            | $1",
                "\\\\$1          | \\a",
                "x\\            | x\\",
                "$             | $",
                "$x$/$:        | $x$/$:",
                "$11           | a1",
            })
    void fillsInWhatWasCaptured(String template, String filled) throws Refusal {
        PathPattern.Captures captures =
                PathPattern.compile("^/(a)(b)?").find("/a/c").orElseThrow();
        assertThat(Substitution.fill(template, "/a/c", captures)).isEqualTo(filled);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "(?i)^/APP/ # /app/x # true",
                "^/a/(?<name>[^/]+) # /a/b # true",
                "^/a/(?P<name>[^/]+) # /a/b # true",
                "^/[[:alpha:]]+/[[:digit:]]+$ # /ab/12 # true",
                "^/\\d+/\\w+\\.x$ # /12/a_b.x # true",
                "^/\\Qa.b\\E$ # /a.b # true",
                "^/a(?!dmin) # /admin # false",
                "^/a(?!dmin) # /about # true",
                "^/(.)\\1 # /aa # true",
                "^/(.)\\1 # /ab # false",
                "^/a++b # /aab # true",
                "^/(?!z)a\\$b # /a$b # true",
                "^/(?!z)a[$]b # /a$b # true",
                "^/(?!z)a[b$]c$ # /a$c # true",
                "^/(?!z)a\\\\ # /a\\ # true",
            })
    void readsWhatHttpdReads(String regex, String path, boolean matches) throws Refusal {
        assertThat(PathPattern.compile(regex).find(path).isPresent()).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"^/a/([^/]+)/(.*)$", "^/(?:a|b)/(x)?([^/]+)/(.*)", "/([a-z]+)/(\\d*)(.*)$", "^/(?P<n>.*)/(.*)$"})
    void bothEnginesGiveTheSameGroups(String regex) throws Refusal {
        PathPattern linear = PathPattern.compile(regex);
        PathPattern stepped = PathPattern.compile("(?!never)" + regex);
        assertThat(linear.isStepped()).isFalse();
        assertThat(stepped.isStepped()).isTrue();
        PathPattern.Captures one = linear.find("/a/b/12\n").orElseThrow();
        PathPattern.Captures other = stepped.find("/a/b/12\n").orElseThrow();
        assertThat(other.groupCount()).isEqualTo(one.groupCount());
        for (int group = 0; group <= one.groupCount(); group++) {
            assertThat(other.start(group)).isEqualTo(one.start(group));
            assertThat(other.end(group)).isEqualTo(one.end(group));
        }
    }

    /** What the index goes by: too short costs time, too long would lose a match. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "^/app/(.*)$      # /app/",
                "^/app            # /app",
                "/app             # ''",
                "^                # ''",
                "^/a\\.b\\-c/d+   # /a.b-c/",
                "^/a\\db          # /a",
                "^/a\\            # /a",
                "^/ab?c           # /a",
                "^/ab*c           # /a",
                "^/ab+c           # /a",
                "^/ab{0,2}c       # /a",
                "^/a\\.?c         # /a",
                "^/a.c            # /a",
                "^/a[bc]          # /a",
                "^/a(b|c)d        # /a",
                "^/a(b|c)|^/d     # ''",
                "^/a|/b           # ''",
                "^/a\\|b          # /a|b",
                "^/a\\(|b         # ''",
                "^/a\\)(b|c)      # /a)",
                "^/a(b(c|d))|e    # ''",
                "^/a[|]           # ''",
                "^/a\\Qb|c\\E      # ''",
                "^/a$             # /a",
                "^^/a             # ''",
                "^/a;b=c,d@e:~_-% # /a;b=c,d@e:~_-%",
                "^/\u00e9          # /",
                "^/a\\\u00e9        # /a",
            })
    void knowsHowAMatchBegins(String regex, String beginning) {
        assertThat(LiteralBeginning.of(regex)).isEqualTo(beginning);
    }

    @Test
    void patternsAreEqualByTheirText() throws Refusal {
        PathPattern pattern = PathPattern.compile("^/a");
        assertThat(pattern).isEqualTo(PathPattern.compile("^/a")).hasSameHashCodeAs(PathPattern.compile("^/a"));
        assertThat(pattern).isNotEqualTo(PathPattern.compile("^/b"));
        assertThat(pattern.literalBeginning()).isEqualTo("/a");
    }

    @Test
    void theEndIsTheVeryEndInBothEngines() throws Refusal {
        assertThat(PathPattern.compile("a$").find("a\n")).isEmpty();
        assertThat(PathPattern.compile("(?!b)a$").find("a\n")).isEmpty();
        assertThat(PathPattern.compile("(?!b)[a]$").find("a\n")).isEmpty();
        assertThat(PathPattern.compile("(?!b)\\[a$").find("[a\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?!z)(.*a){9}x", "(?!z)(?:a|aa)+x"})
    void givesUpRatherThanSayNo(String regex) throws Refusal {
        PathPattern pattern = PathPattern.compile(regex);
        assertThatThrownBy(() -> pattern.find("a".repeat(8192))).isInstanceOf(PathPattern.ExhaustedException.class);
    }
}
