package dev.gangway.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.rules.Environment;
import dev.gangway.rules.PathSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ${NAME}} in rules with {@code interpolate} (mod_proxy.md section 1.1). */
class InterpolationTest {

    private static final String RULES = """
            ProxyPassInterpolateEnv On
            ProxyPass /i/${V}/ http://b.example/t/${V}/${NONE}/ interpolate
            ProxyPass /e/ http://b.example/e${V}/ interpolate
            ProxyPass /open http://b.example/a${V/b interpolate
            ProxyPassMatch ^/m/(.*)$ http://b.example/m/${V}/$1 interpolate
            ProxyPassMatch ^/w http://b.example/w${V} interpolate
            """;

    private static final PublicView VIEW = new PublicView("http", "front", "", "/");

    private static String outcome(String rules, String path, String value) {
        Found found = RulesText.table(rules)
                .find(RulesText.path(path), false, Environment.empty().with("V", value));
        return found instanceof Found.Mapped mapped
                ? mapped.path()
                : found.getClass().getSimpleName();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /i/a/x     | a       | /t/a//x
            /i/b/x     | a       | NotMapped
            /i/a%20b/x | a b     | /t/a%20b//x
            /i//x      | ''      | /t///x
            /open      | a       | /a$%7BV/b
            /e/x       | '%2F?#' | /e%252F%3F%23/x
            /e/x       | '\\r\\n H: v' | /e%0D%0A%20H:%20v/x
            /e/x       | cafÃ©   | /ecaf%C3%A9/x
            /e/x       | é       | /e%E9/x
            /e/x       | /y      | /e/y/x
            /m/x       | $1      | /m/$1/x
            /m/x       | a       | /m/a/x
            /w/x       | a       | /wa/w/x
            /e/x       | /..     | Ambiguous
            /e/x       | /..;p   | Ambiguous
            /e/x       | /../..  | Ambiguous
            /m/x       | ..      | Ambiguous
            /m/x       | a/./b   | Ambiguous
            """)
    void fillsInPaths(String path, String value, String expected) {
        String octets = value.replace("\\r", "\r").replace("\\n", "\n");
        assertThat(outcome(RULES, path, octets)).isEqualTo(expected);
    }

    @Test
    void aDotBeforeAVariableIsNoSegmentUntilItIsOne() {
        String rules = "ProxyPassInterpolateEnv On\nProxyPass /e http://b/x/.${V} interpolate";
        assertThat(outcome(rules, "/e/y", "git")).isEqualTo("/x/.git/y");
        assertThat(outcome(rules, "/e/y", ".")).isEqualTo("Ambiguous");
    }

    @Test
    void isOffUnlessTheRulesSayOtherwise() {
        String rules = RULES.replace("ProxyPassInterpolateEnv On", "");
        assertThat(outcome(rules, "/e/x", "a")).isEqualTo("/e$%7BV%7D/x");
        assertThat(outcome(rules, "/i/a/x", "a")).isEqualTo("NotMapped");
        String section = rules + "<Location /e>\nProxyPassInterpolateEnv On\n</Location>\n";
        assertThat(outcome(section, "/e/x", "a")).isEqualTo("/ea/x");
        assertThat(outcome(section, "/m/x", "a")).isEqualTo("/m/$%7BV%7D/x");
    }

    private static ReverseMapper mapper(String lines, String value) {
        PathSettings settings = RulesText.server("ProxyPassInterpolateEnv On\nProxyPass / http://b/\n" + lines)
                .base();
        return new ReverseMapper(settings, Environment.empty().with("V", value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ProxyPassReverse /p/${V}/ http://${V}/ interpolate | a   | http://a/x   | http://front/p/a/x
            ProxyPassReverse /p/${V}/ http://${V}/ interpolate | a   | http://b/x   | http://b/x
            ProxyPassReverse /p/${V}/ http://b/ interpolate    | ''  | http://b/x   | http://front/p//x
            ProxyPassReverse /${V}/ http://b/ interpolate      | /e  | /x           | /e/x
            ProxyPassReverse /${V}/ http://b/ interpolate      | \\\\e | /x         | /e/x
            ProxyPassReverse /${V}/ http://b/ interpolate      | 'a b' | http://b/x | http://front/a%20b/x
            """)
    void fillsInTheWayBack(String line, String value, String location, String expected) {
        Found.Mapped served = RulesText.mapped("ProxyPass / http://b/", "/x");
        assertThat(mapper(line, value).location(location, VIEW, served)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a            | a=b; Path=/int/x; Domain=d.int | a=b; Path=/p/a; Domain=a.example
            a; HttpOnly  | a=b; Path=/int/x; Domain=d.int | a=b; Path=/int/x; Domain=d.int
            ''           | a=b; Path=/int/x               | a=b; Path=/p/
            """)
    void fillsInCookies(String value, String cookie, String expected) {
        String lines = "ProxyPassReverseCookiePath /int /p/${V} interpolate\n"
                + "ProxyPassReverseCookieDomain d.int ${V}.example interpolate\n";
        assertThat(mapper(lines, value).setCookie(cookie, VIEW)).isEqualTo(expected);
    }
}
