package dev.gangway.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.Environment;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules with {@code mapping=} (mod_proxy.md section 4.5), as httpd 2.4 answered but where the test says otherwise. */
class EncodedRulesTest {

    private static final String RULES = """
            ProxyPass /enc/no !
            ProxyPass /enc/earlier http://b.example/earlier
            ProxyPass /srv/no !
            ProxyPass /enc http://b.example/enc mapping=encoded
            ProxyPass /e%20f http://b.example/e%20f%41 mapping=encoded
            ProxyPass /up/ http://b.example/v/w/ mapping=encoded
            ProxyPass /srv http://b.example/srv mapping=servlet
            ProxyPass /srvs/ http://b.example/srvs/ mapping=servlet
            ProxyPass /enc/late !
            <Location /enc/section/closed>
              ProxyPass !
            </Location>
            <Location /loc>
              ProxyPass http://b.example/l mapping=encoded
            </Location>
            """;

    private static String outcome(String rules, String rawPath) {
        MappingTable table = RulesText.table(rules);
        CanonicalPath path = RulesText.path(rawPath, table.paths());
        Optional<Found> encoded = table.findEncoded(path, false);
        return encoded.map(EncodedRulesTest::text)
                .orElseGet(() -> table.refuses(path)
                        ? "refused"
                        : "later " + text(table.find(path, false, Environment.empty())));
    }

    private static String text(Found found) {
        if (found instanceof Found.Mapped mapped) {
            return mapped.path();
        }
        return found instanceof Found.Excluded ? "excluded" : found instanceof Found.Ambiguous ? "ambiguous" : "none";
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            /enc /enc
            /enc/x /enc/x
            /encx 'later none'
            /enc/earlier/x /enc/earlier/x
            /enc/late/x /enc/late/x
            /enc/a%2Fb%41 /enc/a%2FbA
            /enc/a%2fb%3Fc%7ed%C3%A9 /enc/a%2fb%3Fc~d%C3%A9
            /enc/a%2520b /enc/a%2520b
            /enc//a//b/./c/../d /enc/a/b/d
            /%65nc/x /enc/x
            /e%20f/x%20y /e%20f%41/x%20y
            /loc/a%2Fb /l/a%2Fb
            /srv /srv
            /srv/ /srv/
            /srv;p=1/a /srv;p=1/a
            /srv/a;x/b /srv/a;x/b
            /srv/x/..;y/b /srv/b
            /x/..;y/srv/b /srv/b
            /srv/..;/srv/b /srv/b
            /srv/;p/a /srv/;p/a
            /srvs;p=1/a /srvs/a
            /srvs;p=1/a;q/ /srvs/a;q/
            /srvs/a%2Fb;x /srvs/a%2Fb;x
            /srv/a%2Fb;x%20 /srv/a%2Fb;x%20
            /srvx 'later none'
            /srvs 'later none'
            """)
    void forwardsWhatCame(String path, String expected) {
        assertThat(outcome(RULES, path)).isEqualTo(expected);
    }

    /** httpd forwards all of these. */
    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            /enc/no excluded
            /enc/no/x excluded
            /enc/%6eo/x excluded
            /enc//no excluded
            /enc/x/../no excluded
            /srv/no/x excluded
            /enc/section/closed/x excluded
            /enc/no%2Fx ambiguous
            /enc%2Fno/x refused
            /enc/no;x ambiguous
            /enc/x/..;/no ambiguous
            /srv/no;x/y ambiguous
            /srv/x/..;/no/y ambiguous
            /enc/..;/srv/x ambiguous
            /enc;x/a ambiguous
            /up/..;/up/x ambiguous
            """)
    void exclusionsHoldForTheDecodedPath(String path, String expected) {
        assertThat(outcome(RULES, path)).isEqualTo(expected);
    }

    @Test
    void otherRulesGetNoEncodedSlashes() {
        String rules = "ProxyPass /enc http://b/enc mapping=encoded\nProxyPass / http://b/";
        assertThat(outcome(rules, "/enc/a%2Fb")).isEqualTo("/enc/a%2Fb");
        assertThat(outcome(rules, "/a%2Fb")).isEqualTo("refused");
        assertThat(outcome("AllowEncodedSlashes NoDecode\n" + rules, "/a%2Fb")).isEqualTo("later /a%2Fb");
    }

    @Test
    void decodedSlashesAreForOtherRules() {
        String rules = "AllowEncodedSlashes On\nProxyPass /enc http://b/enc mapping=encoded\nProxyPass /x http://b/x";
        assertThat(outcome(rules, "/enc/a%2Fb")).isEqualTo("/enc/a%2Fb");
        assertThat(outcome(rules, "/x/a%2Fb")).isEqualTo("later /x/a/b");
        assertThat(outcome("ProxyPass /enc/a/no !\n" + rules, "/enc/a%2Fno")).isEqualTo("excluded");
        assertThat(outcome(rules, "/enc/a%2F../b")).isEqualTo("ambiguous");
    }

    @Test
    void sectionsSeeTheDecodedTarget() {
        MappingTable table = RulesText.table("ProxyPass /enc http://b/a%20b mapping=encoded");
        Found.Mapped mapped = (Found.Mapped)
                table.findEncoded(RulesText.path("/enc/x%3Fy"), false).orElseThrow();
        assertThat(mapped.path()).isEqualTo("/a%20b/x%3Fy");
        assertThat(mapped.decodedUrl()).isEqualTo("http://b/a b/x?y");
    }

    @Test
    void theyAreToldFirst() {
        String rules = "ProxyPass / http://b/\nProxyPass /enc http://b/e mapping=encoded";
        assertThat(RulesText.table(rules).tried(RulesText.path("/enc/a%20b"), false, Environment.empty()))
                .extracting(Tried::reason)
                .containsExactly("the encoded path begins with /enc");
        assertThat(RulesText.table(rules).tried(RulesText.path("/x"), false, Environment.empty()))
                .extracting(Tried::reason)
                .containsExactly("the encoded path does not begin with /enc", "the path begins with /");
    }
}
