package dev.gangway.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSyntaxTest {

    @ParameterizedTest
    @ValueSource(strings = {"Host", "X-Foo_1", "a.b", "!#$%&'*+-.^_`|~"})
    void tokens(String text) {
        assertThat(FieldSyntax.isToken(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "a:", "a\r", "a\u0000", "ä", "(a)", "a/b"})
    void noTokens(String text) {
        assertThat(FieldSyntax.isToken(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b\tc", "\u00e4\u00ff", "~"})
    void values(String text) {
        assertThat(FieldSyntax.isValue(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\u0000b", "\u007f", "\u0100", "\u0001"})
    void noValues(String text) {
        assertThat(FieldSyntax.isValue(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a b", "/a\t", "/\r\n", "/ä", "/\u007f"})
    void noTargets(String text) {
        assertThat(FieldSyntax.isTarget(text)).isFalse();
    }
}
