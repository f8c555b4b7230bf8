package dev.gangway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectiveReferenceTest {

    private final DirectiveReference reference = new DirectiveReference();

    @Test
    void anEntrySaysEverythingThatTheRegistryKnows() {
        assertThat(reference.of("timeout"))
                .hasValue(List.of(
                        "Timeout seconds",
                        "    the same as ProxyTimeout, which goes before it",
                        "    seconds: number: from 1; what follows the digits is ignored, as in httpd",
                        "    default: 120",
                        "    where: at the top level, in <VirtualHost>",
                        "    httpd: differs: 120 instead of 60: Shiny Server holds a page while R starts",
                        "    example: Timeout 300",
                        ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<Location", "<location>", "Location"})
    void aSectionIsFoundWithOrWithoutBrackets(String name) {
        assertThat(reference.of(name))
                .hasValueSatisfying(lines -> assertThat(lines).first().isEqualTo("<Location path | ~ regex>"));
    }

    @Test
    void namesOfHttpdWithoutAClassHaveAStanding() {
        assertThat(reference.of("loadmodule"))
                .hasValue(List.of("LoadModule: no meaning here, accepted without effect"));
        assertThat(reference.of("AuthType"))
                .hasValue(List.of("AuthType: not supported yet, rules that hold it are refused"));
    }

    @Test
    void aMisspeltNameIsGuessed() {
        assertThat(reference.of("ProxyPas")).isEmpty();
        assertThat(reference.hint("ProxyPas")).isEqualTo(", did you mean ProxyPass");
    }
}
