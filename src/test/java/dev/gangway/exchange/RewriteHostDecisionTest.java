package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.decider;
import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static dev.gangway.exchange.RewriteDecisionTest.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Redirects of rewrite rules to the host that the client addressed, or a part of it. */
class RewriteHostDecisionTest {

    private static Decision decide(String host, String target, String... lines) {
        return decider(lines).decide(request("GET", target, fields("Host", host)));
    }

    @ParameterizedTest
    @CsvSource({"evil.example/path", "a b", "a\\b", "'x,y'", "user@evil.example", "h:port"})
    void aRedirectNamesNoHostThatIsNone(String host) {
        assertThat(outcome(decide(
                        host, "/a", "RewriteEngine On", "RewriteRule (.*) https://%{HTTP_HOST}%{REQUEST_URI} [R]")))
                .isEqualTo("400");
    }

    private static final String[] WITHOUT_WWW = {
        "RewriteEngine On",
        "RewriteCond %{HTTP_HOST} ^www\\.(.*)$ [NC]",
        "RewriteRule ^ https://%1%{REQUEST_URI} [R=301,L]"
    };

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            www.a.example      | 301 https://a.example/x%20y?q
            WWW.a.example:8443 | 301 https://a.example:8443/x%20y?q
            a.example          | 404
            www.               | 400
            www.a/evil.example | 400
            www.u@evil.example | 400
            www.a b            | 400
            """)
    void wwwIsTakenOffAHostThatCanBeOne(String host, String expected) {
        assertThat(outcome(decide(host, "/x%20y?q", WITHOUT_WWW))).isEqualTo(expected);
    }

    @Test
    void wwwIsPutBeforeTheHost() {
        assertThat(outcome(decide(
                        "front.example:8443",
                        "/x?q",
                        "RewriteEngine On",
                        "RewriteRule ^ https://www.%{HTTP_HOST}%{REQUEST_URI} [R=301,L]")))
                .isEqualTo("301 https://www.front.example:8443/x?q");
    }
}
