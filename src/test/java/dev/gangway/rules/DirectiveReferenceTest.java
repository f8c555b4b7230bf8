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
                        "    how long a client may take nothing of its answer; also ProxyTimeout where that is not given",
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
    void aParameterIsFoundByItsName() {
        assertThat(reference.of("LBSet"))
                .hasValue(List.of(
                        "lbset=number (worker parameter)",
                        "    set of members; the lower is tried first",
                        "    value: 0 to 99",
                        "    default: 0",
                        "    httpd: accepted without effect: a member without others is always chosen",
                        ""));
        assertThat(reference.of("secret"))
                .hasValue(List.of(
                        "secret=... (worker parameter)",
                        "    shared secret of AJP",
                        "    httpd: refused: it belongs to AJP, which is not spoken here",
                        ""));
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
