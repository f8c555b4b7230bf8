package dev.gangway.mapping;

import static dev.gangway.mapping.RulesText.find;
import static dev.gangway.mapping.RulesText.mapped;
import static dev.gangway.mapping.RulesText.path;
import static dev.gangway.mapping.RulesText.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.rules.Environment;
import dev.gangway.rules.Upgrade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules for a balancer with one member: the member's URL with the balancer's path after it. */
class BalancerOfOneTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ProxyPass /app balancer://c/x             | http://b:1/y | /app/z       | http://b:1/y/x/z",
                "ProxyPass /app balancer://c               | http://b:1   | /app         | http://b:1/",
                "ProxyPass /app balancer://c               | http://b:1   | /app/z       | http://b:1/z",
                "ProxyPass /app/ balancer://c              | http://b:1/y | /app/z       | http://b:1/y/z",
                "ProxyPass / balancer://c/                 | http://b:1/  | /z           | http://b:1//z",
                "ProxyPass / balancer://C/                 | http://b:1   | /z           | http://b:1/z",
                "ProxyPass / balancer://c/                 | http://b:1   | /a%20b       | http://b:1/a b",
                "ProxyPassMatch ^(/.*[.]gif)$ balancer://c$1   | http://b:1/y | /i/a.gif | http://b:1/y/i/a.gif",
                "ProxyPassMatch ^/i/(.*)$ balancer://c$1   | http://b:1/y | /i/a.gif     | http://b:1/y/a.gif",
                "ProxyPassMatch ^/i/(.*)$ balancer://c/j/$1 | http://b:1  | /i/a.gif     | http://b:1/j/a.gif",
                "ProxyPassMatch [.]gif$ balancer://c       | http://b:1/y | /i/a.gif     | http://b:1/y/i/a.gif",
            })
    void leadsTo(String rule, String member, String requested, String target) {
        assertThat(mapped(rule + "\nBalancerMember balancer://c " + member, requested)
                        .decodedUrl())
                .isEqualTo(target);
    }

    @Test
    void theMembersPathIsWrittenDecodedAsEveryRulesIs() {
        Found.Mapped found = mapped("ProxyPass / balancer://c\nBalancerMember balancer://c http://b/100%", "/%7ex");
        assertThat(found.path()).isEqualTo("/100%25/~x");
    }

    @Test
    void theMemberSaysWhatIsUpgraded() {
        String text = "ProxyPass / balancer://c\nBalancerMember balancer://c ws://b:1/y max=2 ";
        assertThat(mapped(text, "/").upgrade()).isEqualTo(Upgrade.WEBSOCKET);
        assertThat(mapped(text + "upgrade=NONE", "/").upgrade()).isEqualTo(Upgrade.NONE);
        assertThat(mapped(text, "/").worker().name()).isEqualTo("ws://b:1/y");
        assertThat(mapped(text, "/").origin().scheme()).isEqualTo("ws");
    }

    @Test
    void nothingLeavesThePath() {
        String text = "ProxyPass /a/ balancer://c/x/\nBalancerMember balancer://c http://b/y";
        assertThat(find(text, "/a/..;/z")).isInstanceOf(Found.Ambiguous.class);
        assertThat(find(
                        "ProxyPassMatch ^/x(.*)$ balancer://c/x/$1\nBalancerMember balancer://c http://b/y",
                        "/x../secret"))
                .isInstanceOf(Found.Ambiguous.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "balancer://c/x | http://b:1/y  | http://b:1/y/x/z | http://front/app/z",
                "balancer://c/x | http://b:1/y/ | HTTP://B:1/y/x/z | http://front/app/z",
                "balancer://c/  | http://b:1    | http://b:1/z     | http://front/appz",
                "balancer://C   | http://b:1    | http://b:1/z     | http://front/app/z",
                "balancer://c   | ws://b:1      | http://b:1/z     | http://front/app/z",
                "balancer://c   | http://b:1    | /z               | /app/z",
                "balancer://c/x | http://b:1/y  | http://b:1/y/z   | http://b:1/y/z",
                "balancer://c   | http://b:1    | http://b:2/z     | http://b:2/z",
            })
    void comesBack(String reverse, String member, String location, String expected) {
        String text = "ProxyPass /app balancer://c\nBalancerMember balancer://c " + member + "\nProxyPassReverse /app "
                + reverse;
        Found.Mapped served = mapped(text, "/app/q");
        SectionTable sections = SectionTable.compile(server(text));
        ReverseMapper mapper =
                new ReverseMapper(sections.settings(sections.covering(served, path("/app/q"))), Environment.empty());
        assertThat(mapper.location(location, new PublicView("http", "front", "", "/"), served))
                .isEqualTo(expected);
    }
}
