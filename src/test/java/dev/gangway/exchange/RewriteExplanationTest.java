package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.decider;
import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.mapping.Tried;
import org.junit.jupiter.api.Test;

/** What an explanation says of rewrite rules. */
class RewriteExplanationTest {

    @Test
    void anExplanationNamesTheRuleThatForwards() {
        Decider decider =
                decider("RewriteEngine On", "RewriteRule ^/a http://b.example/ [P]", "ProxyPass / http://c.example/");
        assertThat(decider.tried(request("GET", "/a", fields("Host", "h"))))
                .extracting(Tried::text)
                .containsExactly("RewriteRule ^/a http://b.example/ [P]");
        assertThat(decider.tried(request("GET", "/b", fields("Host", "h"))))
                .extracting(Tried::text)
                .containsExactly("RewriteRule ^/a http://b.example/ [P]", "ProxyPass / http://c.example/");
    }

    @Test
    void anExplanationSaysWhyRulesDidNotMatch() {
        Decider decider = decider(
                "RewriteEngine On",
                "RewriteRule ^/none - [C]",
                "RewriteRule ^/chained - [F]",
                "RewriteCond %{HTTP:Upgrade} websocket [NC,OR]",
                "RewriteCond %{REQUEST_METHOD} =POST",
                "RewriteRule ^/ - [F]",
                "RewriteRule !^/b - [F]",
                "RewriteRule ^/b(.*)$ /c$1?q [S=1]",
                "RewriteRule ^/c - [F]",
                "RewriteRule ^/x - [F]",
                "ProxyPass /c http://c.example/c");
        assertThat(decider.tried(request("GET", "/b/d", fields("Host", "h"))))
                .extracting(tried -> tried.position().line() + (tried.matched() ? " yes " : " no ") + tried.reason())
                .containsExactly(
                        "2 no the expression is not found in /b/d: ^/none",
                        "3 no it is chained to test.conf:2",
                        "6 no \"GET\" does not meet test.conf:5: RewriteCond %{REQUEST_METHOD} =POST",
                        "7 no the expression is found in /b/d: ^/b",
                        "8 yes the expression is found; goes on as /c/d?q",
                        "9 no it is skipped by test.conf:8",
                        "10 no the expression is not found in /c/d: ^/x",
                        "11 yes the path begins with /c");
    }
}
