package dev.gangway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSyntaxTest {

    /** Every character alone; beyond one octet a few. */
    @Test
    void whichCharactersMayStandWhere() {
        assertThat(charactersOf(FieldSyntax::isToken))
                .isEqualTo("!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~");
        assertThat(charactersOf(FieldSyntax::isTarget))
                .isEqualTo(characters('!', '~').replace("#", ""));
        assertThat(charactersOf(FieldSyntax::isVisible)).isEqualTo(characters('!', '~'));
        assertThat(charactersOf(FieldSyntax::isValue))
                .isEqualTo("\t" + characters(' ', '~') + characters('\u0080', '\u00ff'));
    }

    private static String charactersOf(Predicate<String> syntax) {
        return characters('\0', '\u0300')
                .chars()
                .mapToObj(Character::toString)
                .filter(syntax)
                .collect(Collectors.joining());
    }

    private static String characters(char first, char last) {
        return IntStream.rangeClosed(first, last).mapToObj(Character::toString).collect(Collectors.joining());
    }

    @Test
    void oneBadNameOrValueMakesAHeadUnclean() {
        Fields clean = Fields.builder().add("A", "b").add("X-Empty", "").build();
        assertThat(FieldSyntax.isClean(clean)).isTrue();
        assertThat(FieldSyntax.isClean(clean.toBuilder().add("C d", "e").build()))
                .isFalse();
        assertThat(FieldSyntax.isClean(clean.toBuilder().add("C", "d\ne").build()))
                .isFalse();
    }

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
        assertThat(FieldSyntax.isVisible(text)).isEqualTo(text.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "front_1.example.", "127.0.0.1:8080", "[::1]", "[2001:db8::192.0.2.1]:443", "a:", "a:65535"
            })
    void authorities(String text) {
        assertThat(FieldSyntax.isAuthority(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "a:65536",
                "a:99999",
                "a:123456",
                "a:-1",
                "a:x",
                "a:1:1",
                "u@a",
                "a/b",
                "a,b",
                "a;b",
                "a%2eb",
                "a b",
                "[::1",
                "::1",
                "[fe80::1%25eth0]",
                "\u00e4",
                "a\n"
            })
    void noAuthorities(String text) {
        assertThat(FieldSyntax.isAuthority(text)).isFalse();
    }

    @Test
    void aFragmentIsNoPartOfATarget() {
        assertThat(FieldSyntax.isTarget("/a?b#c")).isFalse();
        assertThat(FieldSyntax.isVisible("/a?b#c")).isTrue();
    }
}
