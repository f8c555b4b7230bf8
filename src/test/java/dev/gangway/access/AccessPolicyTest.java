package dev.gangway.access;

import static dev.gangway.mapping.RulesText.mapped;
import static dev.gangway.mapping.RulesText.path;
import static dev.gangway.mapping.RulesText.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.mapping.SectionTable;
import dev.gangway.rules.AccessFacts;
import dev.gangway.rules.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may pass: mod_proxy.md sections 1.5 and 3.7. */
class AccessPolicyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Order allow,deny                                                | 10.0.0.1    | false",
                "Order allow,deny; Allow from all                                | 10.0.0.1    | true",
                "Order allow,deny; Allow from all; Deny from 10.0.0.1            | 10.0.0.1    | false",
                "Order allow,deny; Allow from all; Deny from 10.0.0.1            | 10.0.0.2    | true",
                "Order mutual-failure; Allow from 10; Deny from 10.1             | 10.1.0.1    | false",
                "Order deny,allow                                                | 10.0.0.1    | true",
                "Order deny,allow; Deny from all                                 | 10.0.0.1    | false",
                "Order deny,allow; Deny from all; Allow from 10.1                | 10.1.2.3    | true",
                "Order deny,allow; Deny from all; Allow from 10.1.               | 10.10.2.3   | false",
                "Deny from 10.0.0.0/8                                            | 10.9.9.9    | false",
                "Deny from 10.0.0.0/8                                            | 11.9.9.9    | true",
                "Allow from 10.0.0.1                                             | 11.9.9.9    | true",
                "Deny from 172.16.0.0/255.240.0.0                                | 172.31.1.1  | false",
                "Deny from 172.16.0.0/255.240.0.0                                | 172.32.1.1  | true",
                "Deny from 2001:db8::/33                                         | 2001:db8:7fff::1 | false",
                "Deny from 2001:db8::/33                                         | 2001:db8:8000::1 | true",
                "Deny from ::1                                                   | ::1         | false",
                "Deny from ::1                                                   | 127.0.0.1   | true",
                "Deny from 10.0.0.1                                              | ::ffff:10.0.0.1 | false",
                "Deny from 10.0.0.1/32                                           | 10.0.0.1    | false",
                "Deny from 10.0.0.1/32                                           | 10.0.0.0    | true",
                "Deny from 10.0.0.128/25                                         | 10.0.0.127  | true",
                "Deny from 10.0.0.128/25                                         | 10.0.0.129  | false",
                "Deny from 10.0.0.0/7                                            | 11.9.9.9    | false",
                "Deny from 0.0.0.0/0                                             | 203.0.113.9 | false",
                "Deny from 0.0.0.0/0                                             | 2001:db8::1 | true",
                "Deny from ::/0                                                  | 2001:db8::1 | false",
                "Deny from 2001:db8::2/128                                       | 2001:db8::3 | true",
                "Deny from 2001:db8::2/127                                       | 2001:db8::3 | false",
                "Deny from all                                                   | 2001:db8::1 | false",
                "Deny from 10.1.2                                                | 10.1.2.255  | false",
                "Deny from 10.1.2                                                | 10.1.3.0    | true",
                "Deny from 10.0.0.1/255.0.0.255                                  | 10.7.7.1    | false",
                "Deny from 10.0.0.1/255.0.0.255                                  | 10.0.0.2    | true",
                "Require all granted                                             | 10.0.0.1    | true",
                "Require all denied                                              | 10.0.0.1    | false",
                "Require ip 10 192.168.1                                         | 192.168.1.7 | true",
                "Require ip 10 192.168.1                                         | 192.168.2.7 | false",
                "Require all denied; Require ip 10                               | 10.0.0.1    | true",
                "Require all granted; Order allow,deny                           | 10.0.0.1    | false",
                "Require all denied; Order allow,deny; Allow from all            | 10.0.0.1    | false",
            })
    void oneSection(String directives, String client, boolean allowed) throws IOException {
        String text = "<Proxy *>\n" + directives.replace("; ", "\n") + "\n</Proxy>\nProxyPass / http://b:3838/";
        assertThat(allowed(text, "/x", client)).isEqualTo(allowed);
    }

    /** Each denies all below something that the request names in another way. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<Location /priv\u00e9>           | http://b/           | /priv%C3%A9/x%FF",
                "<Location /priv\u00e9>           | http://b/           | /priv%C3%A9/%C3",
                "<Proxy http://b/priv\u00e9>      | http://b/           | /priv%C3%A9/x%FF",
                "<Proxy *Backend*>                | http://Backend.Example/ | /x",
                "<Proxy *Path*>                   | http://b/           | /aPath",
                "<Proxy http://[::1]:8080/>       | http://[::1]:8080/  | /x",
                "<Proxy http://b/secret>          | http://b            | //secret",
                "<Proxy http://[::1]:8080/*>      | http://[::1]:8080/  | /x",
            })
    void noSpellingSlipsPast(String section, String url, String path) throws IOException {
        String end = section.startsWith("<Location") ? "</Location>" : "</Proxy>";
        String text = section + "\nRequire all denied\n" + end + "\nProxyPass / " + url;
        assertThat(allowed(text, path, "10.1.2.3")).isFalse();
    }

    @Test
    void theSlashThatTheMappingAddsHidesNothing() throws IOException {
        String text = "<Proxy http://b/secret>\nRequire all denied\n</Proxy>\nProxyPass /app http://b/";
        assertThat(allowed(text, "/app/secret", "10.1.2.3")).isFalse();
        assertThat(allowed(text, "/app/open", "10.1.2.3")).isTrue();
    }

    @Test
    void withoutSectionsEverybodyPasses() throws IOException {
        assertThat(allowed("ProxyPass / http://b/", "/x", "10.0.0.1")).isTrue();
    }

    @Test
    void thePastedTextLetsEverybodyPass() throws IOException {
        String text = Files.readString(Path.of("src/test/resources/pasted-httpd.conf"));
        assertThat(allowed(text, "/x", "10.0.0.1")).isTrue();
        assertThat(allowed(text.replace("  Allow from all\n", ""), "/x", "10.0.0.1"))
                .isFalse();
        assertThat(allowed(text.replace("  Allow from all\n", ""), "/a/__sockjs__/1/x", "10.0.0.1"))
                .isFalse();
    }

    @Test
    void laterSectionsReplaceEarlierOnesInTheSameVocabulary() throws IOException {
        String deny = "<Proxy *>\nRequire all denied\n</Proxy>\n";
        String grant = "<Proxy http://b/>\nRequire all granted\n</Proxy>\n";
        String rule = "ProxyPass / http://b/\n";
        assertThat(allowed(deny + grant + rule, "/x", "10.0.0.1")).isTrue();
        assertThat(allowed(grant + deny + rule, "/x", "10.0.0.1")).isFalse();
        String old = "<Proxy *>\nDeny from all\n</Proxy>\n";
        assertThat(allowed(old + grant + rule, "/x", "10.0.0.1")).isFalse();
        String loneAllow = "<Proxy http://b/>\nAllow from 10.9.9.9\n</Proxy>\n";
        assertThat(allowed(old + loneAllow + rule, "/x", "10.0.0.1")).isTrue();
        String emptyOrder = "<Proxy http://b/>\nOrder deny,allow\n</Proxy>\n";
        assertThat(allowed(old + emptyOrder + rule, "/x", "10.0.0.1")).isTrue();
    }

    @Test
    void locationComesAfterProxyWhereverItStands() throws IOException {
        String text = "<Location /open>\nRequire all granted\n</Location>\n"
                + "<Proxy *>\nRequire all denied\n</Proxy>\nProxyPass / http://b/";
        assertThat(allowed(text, "/open/x", "10.0.0.1")).isTrue();
        assertThat(allowed(text, "/other", "10.0.0.1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://b/secret, /secret, false",
        "http://b/secret, /secrets, false",
        "http://b/secret, /Secret, true",
        "http://b/secret, /%73ecret, false",
        "http://b/secret, //secret, false",
        "http://b/secret, /a/../secret, false",
        "http://b/secret, /a/..;/secret, false",
        "http://b/secret, /x/secret, true",
        "http://b:80/secret, /secret, false",
        "HTTP://B/secret, /secret, false",
        "http://b/*/private/*, /a/b/private/c, false",
        "http://b/*/private/*, /private/c, true",
        "http://b/a b, /a%20b, false",
        "http://other/, /secret, true",
        "?ttp://b/secret, /secret, false",
        "[h]ttp://b/secret, /secret, false",
        "http://[b]/secret, /secret, false",
        "http://[::1]/secret, /secret, true",
        "http://B, /secret, false",
        "http*//B/secret, /secret, false",
    })
    void proxySections(String url, String rawPath, boolean allowed) throws IOException {
        String text = "<Proxy \"" + url + "\">\nRequire all denied\n</Proxy>\nProxyPass / http://b/";
        assertThat(allowed(text, rawPath, "10.0.0.1")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "/foo, /foo, false",
        "/foo, /foo/x, false",
        "/foo, /foobar, true",
        "/foo/, /foo, true",
        "/foo/, /foo/x, false",
        "/foo, /Foo, true",
        "/foo, /foo;v=1/x, false",
        "/foo, /a/..;/foo, false",
        "/f*, /foo, false",
        "/f*, /foo/x, true",
        "/f?o, /f/o, true",
        "/[a-c]x, /bx, false",
        "/[!a-c]x, /bx, true",
        "/[!a-c]x, /dx, false",
        "/[^a-c]x, /bx, true",
        "/[]a]x, /]x, false",
        "/[]a]x, /ax, false",
        "/[]a]x, /bx, true",
        "/[a.]x, /bx, true",
        "/[a]/[b]/*.txt, /a/b/c.txt, false",
        "/[a]/[b]/*.txt, /a/b/cxtxt, true",
        "/, /anything, false",
    })
    void locationSections(String location, String rawPath, boolean allowed) throws IOException {
        String text = "<Location " + location + ">\nRequire all denied\n</Location>\nProxyPass / http://b/";
        assertThat(allowed(text, rawPath, "10.0.0.1")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/admin/",
                "//admin",
                "/./admin/x",
                "/%61dmin",
                "/admin;x/y",
                "/a/..;/admin",
                "/a/..;p=1/admin/x",
                "/a/%2e%2e/admin",
                "/admin/../admin",
                "/;/admin",
                "/.;/admin",
                "/admin/;x",
                "/a/b/..;/..;/admin",
            })
    void deniedLocationUnderAnySpelling(String rawPath) throws IOException {
        String text = "<Location /admin>\nRequire all denied\n</Location>\nProxyPass / http://b/";
        assertThat(allowed(text, rawPath, "10.0.0.1")).isFalse();
    }

    @Test
    void denialNamesTheDirective() throws IOException {
        String text = "<Proxy *>\nOrder allow,deny\n</Proxy>\nProxyPass / http://b/";
        AccessDecision decision = decide(text, "/x", "10.0.0.1");
        assertThat(decision).isInstanceOfSatisfying(AccessDecision.Denied.class, denied -> {
            assertThat(denied.by()).hasToString("test:2");
            assertThat(denied.reason()).contains("10.0.0.1");
        });
    }

    private static boolean allowed(String text, String rawPath, String client) throws IOException {
        return decide(text, rawPath, client) instanceof AccessDecision.Allowed;
    }

    private static AccessDecision decide(String text, String rawPath, String client) throws IOException {
        return new AccessPolicy(SectionTable.compile(server(text)))
                .decide(mapped(text, rawPath), path(rawPath), facts(client));
    }

    private static AccessFacts facts(String client) throws IOException {
        return new AccessFacts(
                InetAddress.getByName(client),
                Optional.empty(),
                "GET",
                Environment.empty(),
                Optional.empty(),
                role -> false);
    }

    private static final String BALANCER = "ProxyPass /app balancer://c/x\nBalancerMember balancer://c http://b:1/y\n";

    /** httpd compares with the balancer's URL; what is said of the member restricts here as well. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<Proxy balancer://c>;Require all denied;</Proxy>                        | /app/z         | false",
                "<Proxy balancer://C/x/secret>;Require all denied;</Proxy>               | /app/secret    | false",
                "<Proxy balancer://c/x/secret>;Require all denied;</Proxy>               | /app/open      | true",
                "<Proxy balancer://c/x/secret>;Require all denied;</Proxy>               | /app/v;p/secret | true",
                "<Proxy balancer://c/x/v/secret>;Require all denied;</Proxy>             | /app/v;p/secret | false",
                "<Proxy balancer://*>;Order allow,deny;</Proxy>                          | /app/z         | false",
                "<ProxyMatch ^balancer://c/.*/z>;Require all denied;</ProxyMatch>        | /app/z         | false",
                "<Proxy *>;Require all denied;</Proxy>                                   | /app/z         | false",
                "<Proxy balancer://other>;Require all denied;</Proxy>                    | /app/z         | true",
                "<Location /app>;Require all denied;</Location>                          | /app/z         | false",
                "<Proxy http://b:1/y/x/z>;Require all denied;</Proxy>                    | /app/z         | false",
                "<Proxy http://b:1/y/x/v/z>;Require all denied;</Proxy>                  | /app/v;p/z     | false",
                "<Proxy http://b:1/y/x/other>;Require all denied;</Proxy>                | /app/z         | true",
                // the balancer is opened, as httpd's manual does it
                "<Proxy *>;Require all denied;</Proxy>;<Proxy balancer://c>;Require all granted;</Proxy>"
                        + "                                                              | /app/z         | true",
                // opening the member does not open the balancer
                "<Proxy balancer://c>;Require all denied;</Proxy>;<Proxy http://b:1>;Require all granted;</Proxy>"
                        + "                                                              | /app/z         | false",
                "<Proxy *>;Require all denied;</Proxy>;<Proxy http://b:1>;Require all granted;</Proxy>"
                        + "                                                              | /app/z         | false",
            })
    void throughABalancer(String sections, String path, boolean allowed) throws IOException {
        assertThat(allowed(BALANCER + sections.replace(';', '\n'), path, "10.0.0.1"))
                .isEqualTo(allowed);
    }
}
