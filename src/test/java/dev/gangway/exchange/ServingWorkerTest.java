package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static dev.gangway.exchange.Requests.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.balancer.ManualTimer;
import dev.gangway.balancer.Workers;
import dev.gangway.rules.RuleSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The longest worker's name that the target begins with serves, whichever rule leads there: as a live httpd 2.4 chose. */
class ServingWorkerTest {

    private static final String[] RULES = {
        "<Proxy http://b/app/set/>",
        "ProxySet max=6",
        "</Proxy>",
        "ProxyPass /long/ http://b/app/long/ max=1",
        "ProxyPass /a/ http://b/app/ max=2",
        "ProxyPass /longer/ http://b/app/long/er/ max=3", // shares the first one
        "ProxyPassMatch ^/m/([^/]*)(.*)$ http://b/app/$1$2 max=4",
        "ProxyPassMatch ^/app/literal/ http://b max=5",
        "RewriteEngine On",
        "RewriteRule ^/r/(.*) http://b/$1 [P]",
        "RewriteRule ^/ra/(.*) http://b/app/$1 [P]",
        "ProxyPass /tls/ https://b/app/ max=7",
    };

    @ParameterizedTest
    @CsvSource({
        "/long/x, http://b/app/long/",
        "/a/x, http://b/app/",
        "/a/long, http://b/app/",
        "/a/longx, http://b/app/",
        "/a/long/, http://b/app/long/",
        "/a/long/er/x, http://b/app/long/",
        "/longer/x, http://b/app/long/",
        "/a/set/x, http://b/app/set/",
        "/a/sett, http://b/app/",
        "/a/%73et/x, http://b/app/set/",
        "/m/x/y, http://b/app/ #2",
        "/m/set/y, http://b/app/set/",
        "/app/literal/x, http://b/app/",
        "/r/x, http://b",
        "/r/app/x, http://b/app/",
        "/r/app/long/x, http://b/app/long/",
        "/ra/set/x, http://b/app/set/",
        "/tls/set/x, https://b/app/",
    })
    void theLongestNameServes(String path, String worker) {
        RuleSet rules = rules(RULES);
        Decision decision = new Decider(rules, new Workers(rules.workers(), new ManualTimer()))
                .decide(request("GET", path, fields("Host", "f")));
        assertThat(decision).isInstanceOfSatisfying(Decision.Forward.class, forward -> {
            assertThat(forward.worker().definition().name()).isEqualTo(worker);
            assertThat(forward.course().parameters())
                    .isEqualTo(forward.worker().definition().parameters());
        });
    }
}
