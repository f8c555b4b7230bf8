package dev.gangway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.Certified;
import dev.gangway.testing.GeneratedPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference page is what the registry says, and what the registry says holds. */
class DirectivesPageTest {

    private static final DirectiveReference REFERENCE = new DirectiveReference();

    @Test
    void thePageIsUpToDate() throws IOException {
        GeneratedPage.assertUpToDate("DIRECTIVES.md", DirectivesPage.text(REFERENCE));
    }

    @Test
    void everyDirectiveHasAnEntry() {
        String page = DirectivesPage.text(REFERENCE);
        assertThat(REFERENCE.specs()).allSatisfy(spec -> assertThat(page).contains("### `" + spec.name()));
        assertThat(REFERENCE.registry().names())
                .allSatisfy(name -> assertThat(page).contains("`" + name));
    }

    static Stream<DirectiveSpec> specs() {
        return REFERENCE.specs().stream();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everyEntrySaysWhatItMust(DirectiveSpec spec) {
        assertThat(spec.meaning()).isNotBlank().doesNotEndWith(".");
        assertThat(spec.contexts()).isNotEmpty();
        assertThat(spec.arguments())
                .allSatisfy(argument -> assertThat(spec.syntax()).contains(argument.name()));
        if (spec.standing().kind() != HttpdStanding.Kind.SAME) {
            assertThat(spec.standing().how()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void theExampleIsTakenWhereverTheDirectiveIs(DirectiveSpec spec) {
        assertThat(spec.contexts())
                .allSatisfy(context -> assertThat(RulesParser.parse(new RulesText(
                                List.of(new RulesSource("rules", placed(spec, context))),
                                new IncludesInMemory(Map.of(
                                        "proxy.d/one.conf",
                                        "",
                                        "/etc/ssl/backend-ca.pem",
                                        authority(),
                                        "/etc/ssl/backend-cas/5ed36f99.0",
                                        authority(),
                                        "/etc/ssl/gangway.pem",
                                        identity())),
                                Map.of())))
                        .isInstanceOf(ParseResult.Parsed.class));
    }

    /** In a section the path is the section's. */
    private static String withoutPath(String example) {
        return example.replaceFirst("^(ProxyPass|ProxyPassMatch|ProxyPassReverse) \\S+ ", "$1 ");
    }

    /** What belongs to one URL takes it from the section. */
    private static String inProxy(DirectiveSpec spec, String example) {
        if (spec.name().startsWith("SSLProxy") && !spec.name().equals("SSLProxyEngine")) {
            return "<Proxy https://backend.example/>\n" + example + "\n</Proxy>";
        }
        return switch (spec.name()) {
            case "BalancerMember" ->
                "<Proxy balancer://apps>\n" + example.replaceFirst("balancer://\\S+ ", "") + "\n</Proxy>";
            case "ProxySet" ->
                "<Proxy http://backend.example/>\n"
                        + example.substring(example.indexOf('\n') + 1).replaceFirst("http\\S+ ", "") + "\n</Proxy>";
            default -> "<Proxy *>\n" + example + "\n</Proxy>";
        };
    }

    private static String placed(DirectiveSpec spec, Context context) {
        boolean open = spec.name().startsWith("<") && !spec.example().contains("</");
        String example = open ? spec.example() + "\n</" + spec.name().substring(1) + ">" : spec.example();
        return switch (context) {
            case SERVER -> example;
            case VIRTUAL_HOST -> "<VirtualHost *:80>\n" + example + "\n</VirtualHost>";
            case PROXY -> inProxy(spec, example);
            case LOCATION -> "<Location /x>\n" + withoutPath(example) + "\n</Location>";
            case REQUIRE -> "<Proxy *>\n<RequireAll>\nRequire all granted\n" + example + "\n</RequireAll>\n</Proxy>";
            case DIRECTORY -> "<Directory /x>\n" + example + "\n</Directory>";
        };
    }

    /** A certificate and its key in PEM. */
    static String identity() {
        try {
            Certified own = Certified.alone("gangway.example");
            return own.pem() + own.keyPem();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate in PEM. */
    static String authority() {
        try {
            return Files.readString(Path.of("src/test/resources/backend-ca.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
