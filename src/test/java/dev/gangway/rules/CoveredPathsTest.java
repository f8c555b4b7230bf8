package dev.gangway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certain coverage only: a false "never matches" would make an operator delete a rule that works. */
class CoveredPathsTest {

    @ParameterizedTest
    @CsvSource({
        "/, /x",
        "/, .*\\.png$",
        "/a, /a/",
        "/a, /a/b",
        "/a, //a//b",
        "/a/, /a/b",
        "^/a, /a/b",
        "^/a/, /a/b",
        "^/a/(.*)$, /a/b",
        "^(/a/.*)$, /a/b",
        "^/a\\.b/(.*)$, /a.b/c",
        "(.*), /x",
        "^/, ^/a(b|c)",
        "/a, ^/a/b(.*)$"
    })
    void covered(String earlier, String later) {
        assertThat(covers(earlier, later)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/a, /ab",
        "/a/, /a",
        "/a/b, /a",
        "/A, /a",
        "^/a$, /a/b",
        "^/a/(.*)/x, /a/b",
        "^/a/.+, /a/b",
        "a/, /a/b",
        "/a, ^/ab",
        "/a, ^/a/?",
        "/a, ^/a",
        "/a/, ^/a/*",
        "/a/, ^/a/x|/b",
        "/a/, (?i)^/a/x",
        "^/a.b/, /a.b/"
    })
    void notCovered(String earlier, String later) {
        assertThat(covers(earlier, later)).isFalse();
    }

    private static boolean covers(String earlier, String later) {
        CoveredPaths paths = new CoveredPaths();
        ProxyPass first = rule(earlier);
        paths.add(first);
        return paths.covering(rule(later)).equals(Optional.of(first));
    }

    private static ProxyPass rule(String left) {
        String name = left.startsWith("/") ? "ProxyPass " : "ProxyPassMatch ";
        ParseResult result = RulesParser.parse(List.of(new RulesSource("rules", name + left + " http://b/")));
        return ((ParseResult.Parsed) result).rules().mappings().get(0);
    }
}
