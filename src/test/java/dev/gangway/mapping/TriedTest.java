package dev.gangway.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.rules.Environment;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriedTest {

    private static final String RULES =
            "ProxyPass /admin !\nProxyPassMatch ^/x/(.*)$ http://b/$1\nProxyPass /a http://b/";

    @Test
    void rulesAreTriedUpToTheOneThatMatches() {
        assertThat(tried("/admin/x")).containsExactly("true the path begins with /admin");
        assertThat(tried("/x/y"))
                .containsExactly(
                        "false the path does not begin with /admin", "true the expression is found: ^/x/(.*)$");
    }

    @Test
    void withoutAMatchAllAreTried() {
        assertThat(tried("/administrator"))
                .containsExactly(
                        "false /admin ends inside a segment of the path",
                        "false the expression is not found: ^/x/(.*)$",
                        "false /a ends inside a segment of the path");
    }

    @Test
    void theSectionsRuleIsTriedFirst() {
        String text =
                RULES + "\n<Location /a>\nProxyPass !\n</Location>\n<Location /x>\nProxyPass http://b/\n</Location>";
        assertThat(tried(text, "/a/b")).containsExactly("true the path begins with /a");
        assertThat(tried(text, "/x")).containsExactly("true the path begins with /x");
    }

    private static List<String> tried(String path) {
        return tried(RULES, path);
    }

    private static List<String> tried(String text, String path) {
        return RulesText.table(text).tried(RulesText.path(path), false, Environment.empty()).stream()
                .map(tried -> tried.matched() + " " + tried.reason())
                .toList();
    }
}
