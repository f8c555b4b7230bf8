package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.decide;
import static dev.gangway.exchange.Requests.decider;
import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.Fields;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Header lines on a backend's answers and on the proxy's own pages. */
class AnswerEditsTest {

    private static final String RULE = "\nProxyPass / http://b/\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Header set X new|200|new",
                "Header set X new|404|new",
                "Header onsuccess unset X|500|''",
                "Header always set X new|200|new / old",
                "Header always unset X|200|old",
                "Header append X new|200|old, new",
                "Header edit X ^ol ne|200|ned"
            })
    void anActionOnAnAnswer(String line, int status, String expected) {
        assertThat(String.join(
                        " / ",
                        answered(line + RULE, status, fields("X", "old"))
                                .orElseThrow()
                                .all("X")))
                .isEqualTo(expected);
    }

    @Test
    void everyCookieLineIsEdited() {
        Fields answered = answered(
                        "Header edit Set-Cookie ^(.*)$ \"$1; Secure\"\nProxyPassReverseCookiePath /in /out" + RULE,
                        200,
                        fields("Set-Cookie", "a=1; Path=/in", "Set-Cookie", "b=2"))
                .orElseThrow();
        assertThat(answered.all("Set-Cookie")).containsExactly("a=1; Path=/out; Secure", "b=2; Secure");
    }

    @Test
    void anAnswersEditsComeAfterMappingBack() {
        Fields answered = answered(
                        "ProxyPassReverse / http://b/\nHeader edit Location ^https: http:" + RULE,
                        302,
                        fields("Location", "http://b/x"))
                .orElseThrow();
        assertThat(answered.all("Location")).containsExactly("http://f/x");
    }

    @Test
    void anAnswerWhoseEditGivesUpIsUnusable() {
        String rules = "Header edit X \"^(?!z)(.*a){9}x$\" y" + RULE;
        assertThat(answered(rules, 200, fields("X", "a".repeat(4000)))).isEmpty();
        assertThat(answered(rules, 200, fields("X", "b"))).contains(fields("X", "b"));
    }

    @Test
    void anUpgradedAnswerIsLeftAlone() {
        Decider decider = decider("Header set X new" + RULE);
        ClientRequest request = request("GET", "/", fields("Host", "f"));
        Course course = ((Decision.Forward) decider.decide(request)).course();
        assertThat(decider.planSwitching(request, course, new BackendResponse(101, fields("X", "old"))))
                .isEqualTo(fields("X", "old"));
    }

    @Test
    void alwaysAddsToTheProxysOwnPages() {
        String rules = """
                Header always set X-Always "%{v}e"
                Header set X-Plain 1
                SetEnvIf Host (f) v=$1
                <Location /denied>
                  Require all denied
                  Header always set X-Here denied
                </Location>
                <Location /out>
                  Header always set X-Here out
                </Location>
                ProxyPass /out !
                """ + RULE;
        assertThat(pageOf(rules, "GET", "/denied")).isEqualTo(fields("X-Always", "f", "X-Here", "denied"));
        assertThat(pageOf(rules, "GET", "/out/x")).isEqualTo(fields("X-Always", "f", "X-Here", "out"));
        assertThat(pageOf(rules, "TRACE", "/")).isEqualTo(fields("Allow", OwnPage.METHODS, "X-Always", "f"));
    }

    @Test
    void ownAnswersGoByThePathThatTheRewriteRulesLeft() {
        String rules = """
                RewriteEngine On
                RewriteRule ^/old/(.*)$ /new/$1
                RewriteRule ^/away$ /there [R]
                <Location /new>
                  Header always set X-Here new
                  ErrorDocument 404 "<p>not here</p>"
                </Location>
                <Location /away>
                  Header always set X-Here away
                </Location>
                ProxyPass /new !
                """ + RULE;
        Decision.Refuse refuse = (Decision.Refuse) decide(rules, "/old/x", fields("Host", "f"));
        assertThat(refuse.page()).isEqualTo(new OwnPage(404, fields("X-Here", "new"), Optional.of("<p>not here</p>")));
        Decision.Redirect redirect = (Decision.Redirect) decide(rules, "/away", fields("Host", "f"));
        assertThat(redirect.fields()).isEqualTo(fields("X-Here", "away"));
    }

    private static Fields pageOf(String rules, String method, String target) {
        Decision decision = decider(rules).decide(request(method, target, fields("Host", "f")));
        return ((Decision.Refuse) decision).page().fields();
    }

    @Test
    void theFailureOfABackendHasThemToo() {
        Decision decision = decide("Header always set X-Always 1" + RULE, "/", fields("Host", "f"));
        assertThat(((Decision.Forward) decision).course().own().fields()).isEqualTo(fields("X-Always", "1"));
    }

    private static Optional<Fields> answered(String rules, int status, Fields fields) {
        Decider decider = decider(rules);
        ClientRequest request = request("GET", "/", fields("Host", "f"));
        Course course = ((Decision.Forward) decider.decide(request)).course();
        return decider.planResponse(request, course, new BackendResponse(status, fields), true)
                .map(ClientResponse::fields);
    }
}
