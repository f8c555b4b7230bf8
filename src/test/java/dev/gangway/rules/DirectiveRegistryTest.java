package dev.gangway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DirectiveRegistryTest {

    private final DirectiveRegistry registry = new DirectiveRegistry();

    static List<DirectiveSpec> specs() {
        return new DirectiveRegistry().specs();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everyExampleParsesWhereItMayStand(DirectiveSpec spec) {
        String text = spec.example();
        if (spec.name().startsWith("<") && !text.contains("</")) {
            text = text + "\n</" + spec.name().substring(1) + ">";
        }
        if (spec.contexts().equals(Set.of(Context.REQUIRE))) {
            text = "<RequireAll>\nRequire all granted\n" + text + "\n</RequireAll>";
        }
        if (!spec.contexts().contains(Context.SERVER)) {
            text = "<Proxy *>\n" + text + "\n</Proxy>";
        }
        String files =
                "\n=== proxy.d/one.conf\n# nothing\n=== /etc/ssl/backend-ca.pem\n" + DirectivesPageTest.authority()
                        + "\n=== /etc/ssl/backend-cas/5ed36f99.0\n" + DirectivesPageTest.authority()
                        + "\n=== /etc/ssl/gangway.pem\n" + DirectivesPageTest.identity();
        assertThat(RulesParser.parse(IncludesInMemory.read(text + files, Map.of())))
                .as(text)
                .isInstanceOf(ParseResult.Parsed.class);
    }

    @Test
    void noNameIsKnownTwice() {
        Set<String> seen = new HashSet<>();
        assertThat(registry.names()).allMatch(name -> seen.add(name.toLowerCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @CsvSource({
        "LoadModule, INERT",
        "customlog, INERT",
        "DocumentRoot, INERT",
        "RewriteMap, REFUSED",
        "scriptaliasmatch, REFUSED",
        "AuthType, REFUSED",
        "SSLRequire, REFUSED",
        "SSLVerifyClient, REFUSED",
        "AllowMethods, REFUSED",
        "RemoteIPProxiesHeader, REFUSED",
        "<LimitExcept, REFUSED",
        "<Limit, REFUSED",
        "<If, REFUSED",
        "Xyzzy, UNKNOWN",
    })
    void namesOfHttpd(String name, KnownNames.Standing standing) {
        assertThat(registry.knownNames().standing(name)).isEqualTo(standing);
    }

    @Test
    void noSectionIsIgnored() {
        assertThat(registry.knownNames().all())
                .filteredOn(name -> name.startsWith("<"))
                .allMatch(name -> registry.knownNames().standing(name) == KnownNames.Standing.REFUSED);
    }
}
