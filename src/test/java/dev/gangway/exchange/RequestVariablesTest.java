package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static dev.gangway.exchange.Requests.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.balancer.ManualTimer;
import dev.gangway.balancer.Workers;
import dev.gangway.message.CanonicalPath;
import dev.gangway.message.Fields;
import dev.gangway.rules.RuleSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables of named groups and of {@code interpolate}, and rules with {@code mapping=}, up to the decision. */
class RequestVariablesTest {

    private static Decision decide(Fields fields, String target, String... lines) {
        RuleSet rules = rules(lines);
        Decider decider = new Decider(rules, new Workers(rules.workers(), new ManualTimer()));
        ClientRequest plain = request("GET", "/", fields);
        CanonicalPath path = (CanonicalPath) CanonicalPath.parse(target, decider.paths(plain.connection()));
        return decider.decide(plain.at(path, plain.query()));
    }

    private static String outcome(Fields fields, String target, String... lines) {
        Decision decision = decide(fields, target, lines);
        if (decision instanceof Decision.Forward forward) {
            return forward.backendRequest().target();
        }
        if (decision instanceof Decision.Redirect redirect) {
            return redirect.location();
        }
        return decision instanceof Decision.Refuse refuse
                ? Integer.toString(refuse.failure().error().status())
                : "";
    }

    private static String outcome(String target, String... lines) {
        return outcome(fields("Host", "f"), target, lines);
    }

    @ParameterizedTest
    @CsvSource({
        "/m/b/c, /m/b/b/c",
        "/m/b%20d/c, /m/b%20d/b%20d/c",
        "/m, /m/",
    })
    void aNamedGroupFillsInARule(String target, String expected) {
        String shown = outcome(
                target,
                "ProxyPassInterpolateEnv On",
                "ProxyPass /m http://b.example/m/${MATCH_SITE} interpolate",
                "<LocationMatch \"^/m/(?<site>[^/]+)/\">",
                "  RequestHeader set X-Site %{MATCH_SITE}e",
                "</LocationMatch>");
        assertThat(shown).isEqualTo(expected);
    }

    @Test
    void aNamedGroupOfEitherSectionIsAVariable() {
        Decision.Forward forward = (Decision.Forward) decide(
                fields("Host", "f"),
                "/m/b/c",
                "ProxyPass /m http://b.example/t",
                "<LocationMatch \"^/m/(?P<site>[^/]+)/(?!x)(?<rest>.*)\">",
                "  SetEnvIf MATCH_SITE ^b$ SEEN=yes",
                "  RequestHeader set X-All \"%{MATCH_SITE}e %{MATCH_REST}e %{SEEN}e %{MATCH_NONE}e\"",
                "</LocationMatch>",
                "<ProxyMatch \"^http://b\\.example/(?<target>[a-z]+)\">",
                "  RequestHeader set X-Target %{MATCH_TARGET}e",
                "</ProxyMatch>");
        assertThat(forward.backendRequest().fields().all("X-All")).isEqualTo(List.of("b c yes (null)"));
        assertThat(forward.backendRequest().fields().all("X-Target")).isEqualTo(List.of("t"));
    }

    @ParameterizedTest
    @CsvSource({"/s/open/x, /s/open/x", "/s/shut/x, 403", "/s/open;a/x, 403", "/s/;open/open/x, 403"})
    void aNamedGroupAdmits(String target, String expected) {
        String shown = outcome(
                target,
                "ProxyPass / http://b.example/",
                "<LocationMatch \"^/s/(?:(?<site>open)/)?\">",
                "  Require env MATCH_SITE",
                "</LocationMatch>");
        assertThat(shown).isEqualTo(expected);
    }

    @Test
    void rewriteRulesSeeNamedGroupsAndSetVariables() {
        String[] lines = {
            "ProxyPassInterpolateEnv On",
            "RewriteEngine On",
            "RewriteCond %{ENV:MATCH_SITE} ^b",
            "RewriteRule ^/m - [E=FOUND:yes]",
            "SetEnv FOUND never",
            "ProxyPass / http://b.example/${FOUND}/ interpolate",
            "<LocationMatch ^/m/(?<site>.)>",
            "</LocationMatch>"
        };
        assertThat(outcome("/m/b", lines)).isEqualTo("/yes/m/b");
        assertThat(outcome("/m/c", lines)).isEqualTo("//m/c");
    }

    private static final String[] ENCODED = {
        "ProxyPass /enc http://b.example/enc mapping=encoded",
        "ProxyPass /srv http://b.example/srv mapping=servlet",
        "ProxyPass / http://b.example/plain/",
        "RewriteEngine On",
        "RewriteRule ^/enc/forbidden - [F]",
        "RewriteRule ^/enc/moved /there [R]",
        "RewriteRule ^/enc/other http://b.example/rewritten [P]",
        "RewriteRule ^/enc/replaced /replaced",
        "RewriteRule ^/enc/off - [E=no-proxy:1]",
        "<Location \"/enc/a b\">",
        "  Require all denied",
        "</Location>",
        "<Location /enc/x/denied>",
        "  Require all denied",
        "</Location>",
        "<Location /srv/denied>",
        "  Require all denied",
        "</Location>",
        "<Proxy \"http://b.example/enc/c d\">",
        "  Require all denied",
        "</Proxy>"
    };

    @ParameterizedTest
    @CsvSource({
        "/enc/x, /enc/x",
        "/enc/a%2Fb, /enc/a%2Fb",
        "/b/a%2Fb, 404",
        "/enc/a%20b, 403",
        "/enc/a%2520b, /enc/a%2520b",
        "/enc/x%2Fdenied, 403",
        "/enc/x/denied;p, 403",
        "/enc/c%20d/e, 403",
        "/srv/denied;p/x, 403",
        "/srv/y/..;/denied/x, 403",
        "/srv/denied/..;/x, 403",
        "/srv;p/denied/x, 403",
        "/enc/forbidden, 403",
        "/enc/moved, https://f/there",
        "/enc/other, /enc/other",
        "/enc/replaced, /enc/replaced",
        "/enc/off, 404",
        "/elsewhere, /plain/elsewhere"
    })
    void aRuleWithMappingPassesWhatItsDecodedPathPasses(String target, String expected) {
        assertThat(outcome(target, ENCODED)).isEqualTo(expected);
    }
}
