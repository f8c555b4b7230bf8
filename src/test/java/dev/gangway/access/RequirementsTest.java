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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Require with all its sections, and Satisfy: the tables of a live httpd 2.4 with mod_authz_core and mod_access_compat. */
class RequirementsTest {

    private static final AccessFacts ANYBODY = facts("127.0.0.1", "GET", "", List.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[All] Require all granted; Require not ip 10 [/All]                                              | true",
                "[All] Require all granted; Require not ip 127.0.0.1 [/All]                                       | false",
                "[All] Require all granted; Require not ip 10 127.0.0.1 [/All]                                    | false",
                "[All] Require ip 127; Require all granted [/All]                                                 | true",
                "[All] Require ip 127; Require all denied [/All]                                                  | false",
                "[All] Require ip 127; Require ip 10 [/All]                                                       | false",
                "[All] Require all granted; [None] Require ip 127; Require ip 10 [/None] [/All]                   | false",
                "[All] Require all granted; [None] Require ip 11; Require ip 10 [/None] [/All]                    | true",
                "[All] Require all granted; [None] Require all denied [/None] [/All]                              | true",
                "[All] Require all granted; [None] [All] Require ip 127; Require ip 10 [/All] [/None] [/All]      | true",
                "[All] Require all granted; [None] [All] Require ip 127; Require all granted [/All] [/None] [/All]| false",
                "[All] Require all granted; [None] [Any] Require ip 127; Require ip 10 [/Any] [/None] [/All]      | false",
                "[All] Require all granted; [None] [All] Require all granted; Require not ip 10 [/All] [/None] [/All]  | false",
                "[All] Require all granted; [None] [All] Require all granted; Require not ip 127 [/All] [/None] [/All] | true",
                "[Any] [All] Require ip 127; Require not ip 10 [/All]; Require ip 12 [/Any]                       | true",
                "[Any] [All] Require ip 127; Require not ip 127 [/All]; Require ip 12 [/Any]                      | false",
                "[Any] [All] Require ip 127; Require not ip 127 [/All]; Require ip 127 [/Any]                     | true",
                "[All] [All] Require not ip 10 [/All]; Require all granted [/All]                                 | true",
                "[All] [All] Require not ip 127 [/All]; Require all granted [/All]                                | false",
                "[All] [All] [None] Require ip 10 [/None] [/All]; Require all granted [/All]                      | true",
                "[All] Require ip 10 [/All]; Require ip 127                                                       | true",
                "Require method POST; Require all denied                                                          | false",
                "Require method GET                                                                               | true",
                "Require method HEAD                                                                              | true",
                "Require method POST                                                                              | false",
                "Require method GET POST PROPFIND                                                                 | true",
                "[All] Require all granted; Require not method POST [/All]                                        | true",
                "[All] Require all granted; Require not method GET [/All]                                         | false",
                "Require env SET                                                                                  | true",
                "Require env set                                                                                  | true",
                "Require env NO SET                                                                               | true",
                "Require env NO                                                                                   | false",
                "[All] Require all granted; Require not env NO [/All]                                             | true",
                "Order allow,deny; Allow from env=SET                                                             | true",
                "Order allow,deny; Allow from env=set                                                             | true",
                "Order allow,deny; Allow from env=NO                                                              | false",
                "Order allow,deny; Allow from env=!NO                                                             | true",
                "Order allow,deny; Allow from env=!SET                                                            | false",
                "Order allow,deny; Allow from all env=NO; Deny from env=SET                                       | false",
                "Require local                                                                                    | true",
                "[All] Require all granted; Require not local [/All]                                              | false",
                "[All] Require user bob; Require all denied [/All]                                                | false",
                "[All] Require all granted; Require not user bob [/All]                                           | true",
            })
    void oneSection(String directives, boolean allowed) throws IOException {
        assertThat(allowed(section(directives), ANYBODY)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Satisfy Any                                                                    | true",
                "Satisfy Any; Require all denied                                                | true",
                "Satisfy Any; Require user bob                                                  | true",
                "Satisfy Any; Deny from all                                                     | true",
                "Satisfy Any; Order allow,deny                                                  | true",
                "Satisfy Any; Deny from all; Require all granted                                | true",
                "Satisfy Any; Deny from all; Require all denied                                 | false",
                "Satisfy Any; Deny from all; Require user bob                                   | false",
                "Satisfy Any; Order deny,allow; Require all denied                              | true",
                "Satisfy Any; Allow from 10.0.0.1; Require all denied                           | true",
                "Satisfy Any; Order allow,deny; Allow from 10.0.0.1; Require all denied         | false",
                "Satisfy Any; Order allow,deny; Allow from 127.0.0.1; Require all denied        | true",
                "Satisfy All; Deny from all; Require all granted                                | false",
                "Satisfy Any; Satisfy All; Deny from all; Require all granted                   | false",
                "Deny from all; / Satisfy Any                                                   | true",
                "Satisfy Any; Deny from all; Require all granted; / Order allow,deny            | false",
                "Satisfy Any; Deny from all; Require all granted; / Require all granted         | true",
                "Satisfy Any; Deny from all; Require all granted; / Satisfy All; Deny from all  | false",
                "Satisfy Any; Deny from all; Require all denied; / Satisfy All                  | false",
                "Require all denied; / Satisfy Any; Deny from all                               | false",
                "Require all granted; / Satisfy Any; Deny from all                              | true",
            })
    void satisfyInOneSectionAndInALaterOne(String directives, boolean allowed) throws IOException {
        assertThat(allowed(section(directives), ANYBODY)).isEqualTo(allowed);
    }

    /** httpd would drop the earlier lines and admit. */
    @Test
    void satisfyAloneKeepsWhatEarlierSectionsRestrict() throws IOException {
        assertThat(allowed(section("Deny from all; / Satisfy All"), ANYBODY)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Require valid-user                                             |     |          | false",
                "Require valid-user                                             | bob |          | true",
                "Require user bob                                               |     |          | false",
                "Require user bob                                               | bob |          | true",
                "Require user bob                                               | Bob |          | false",
                "Require user alice bob                                         | bob |          | true",
                "Require user 'bob jones'                                       | bob |          | false",
                "Require user 'bob jones'                                       | bob jones |    | true",
                "Require role operator                                          | bob | operator | true",
                "Require role operator                                          | bob | reader   | false",
                "Require role reader operator                                   | bob | operator | true",
                "Require role operator                                          |     | operator | false",
                "[All] Require valid-user; Require not role guest [/All]        | bob | guest    | false",
                "[All] Require valid-user; Require not role guest [/All]        | bob | reader   | true",
                "[All] Require valid-user; Require not role guest [/All]        |     |          | false",
                "[All] Require ip 10; Require valid-user [/All]                 | bob |          | false",
                "Require ip 127; Require valid-user                             |     |          | true",
                "Satisfy Any; Deny from all; Require valid-user                 | bob |          | true",
                "Satisfy Any; Deny from all; Require valid-user                 |     |          | false",
            })
    void login(String directives, String user, String role, boolean allowed) throws IOException {
        AccessFacts facts = facts(
                "127.0.0.1",
                "GET",
                Optional.ofNullable(user).orElse(""),
                Optional.ofNullable(role).stream().toList());
        assertThat(allowed(section(directives.replace('\'', '"')), facts)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, HEAD, true",
        "HEAD, GET, true",
        "GET, get, false",
        "POST, PUT, false",
        "PATCH, PATCH, true",
    })
    void methods(String required, String method, boolean allowed) throws IOException {
        assertThat(allowed(section("Require method " + required), facts("127.0.0.1", method, "", List.of())))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "127.9.9.9, 10.0.0.1, true",
        "::1, , true",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.1, 10.0.0.2, false",
        "10.0.0.1, , false",
    })
    void local(String client, String server, boolean local) throws IOException {
        AccessFacts facts = facts(client, "GET", "", List.of());
        AccessFacts known = server == null
                ? facts
                : new AccessFacts(
                        facts.client(),
                        Optional.of(InetAddress.getByName(server)),
                        "GET",
                        facts.environment(),
                        facts.user(),
                        facts.roles());
        assertThat(allowed(section("Require local"), known)).isEqualTo(local);
        // an address that nobody knows is no reason to admit
        assertThat(allowed(section("[All] Require all granted; Require not local [/All]"), known))
                .isEqualTo(!local && server != null);
        assertThat(allowed(
                        section("[All] Require all granted; [None] Require ip 9; Require local [/None] [/All]"), known))
                .isEqualTo(!local && server != null);
        assertThat(allowed(section("Require local; Require ip " + client), known))
                .isTrue();
    }

    @Test
    void denialTellsThatALoginIsMissing() throws IOException {
        AccessDecision decision = decide(section("Order deny,allow; [Any] Require valid-user [/Any]"), ANYBODY);
        assertThat(decision).isInstanceOfSatisfying(AccessDecision.Denied.class, denied -> {
            assertThat(denied.by()).hasToString("test:4");
            assertThat(denied.reason()).isEqualTo("require does not admit 127.0.0.1, who is not logged in");
        });
        assertThat(decide(section("Require user alice"), facts("127.0.0.1", "GET", "bob", List.of())))
                .isInstanceOfSatisfying(
                        AccessDecision.Denied.class,
                        denied -> assertThat(denied.reason()).isEqualTo("require does not admit 127.0.0.1"));
    }

    /** {@code [All]} stands for a line of {@code <RequireAll>}; lines after a slash are those of a later section. */
    private static String section(String directives) {
        return "<Proxy *>\n"
                + directives
                        .replaceAll("\\[(/?)(All|Any|None)\\]", "\n<$1Require$2>\n")
                        .replace("; / ", "\n</Proxy>\n<Location />\n")
                        .replace("; ", "\n")
                        .replaceAll("(?m)^;", "")
                + (directives.contains("; / ") ? "\n</Location>" : "\n</Proxy>") + "\nProxyPass / http://b:3838/";
    }

    private static AccessFacts facts(String client, String method, String user, List<String> roles) {
        try {
            return new AccessFacts(
                    InetAddress.getByName(client),
                    Optional.empty(),
                    method,
                    Environment.empty().with("SET", ""),
                    Optional.of(user).filter(name -> !name.isEmpty()),
                    roles::contains);
        } catch (IOException e) {
            throw new IllegalArgumentException(client, e);
        }
    }

    private static boolean allowed(String text, AccessFacts facts) throws IOException {
        return decide(text, facts) instanceof AccessDecision.Allowed;
    }

    private static AccessDecision decide(String text, AccessFacts facts) throws IOException {
        return new AccessPolicy(SectionTable.compile(server(text))).decide(mapped(text, "/x"), path("/x"), facts);
    }
}
