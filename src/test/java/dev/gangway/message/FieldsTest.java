package dev.gangway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private static final Fields FIELDS = Fields.builder()
            .add("Host", "a")
            .add("X-Dup", "1")
            .add("Connection", "close, , X-Foo")
            .add("x-dup", "2")
            .add("connection", "Keep-Alive")
            .build();

    @Test
    void namesCompareWithoutCase() {
        assertThat(FIELDS.first("HOST")).contains("a");
        assertThat(FIELDS.all("X-DUP")).containsExactly("1", "2");
        assertThat(FIELDS.has("x-dup")).isTrue();
        assertThat(FIELDS.has("x-none")).isFalse();
        assertThat(Fields.empty().has("host")).isFalse();
    }

    @Test
    void listMembersSpanLinesAndDropEmptyOnes() {
        assertThat(FIELDS.members("Connection")).containsExactly("close", "x-foo", "keep-alive");
    }

    @Test
    void setReplacesEveryLineOfThatName() {
        assertThat(FIELDS.toBuilder().set("X-Dup", "3").build().all("x-dup")).containsExactly("3");
    }

    @Test
    void headsAreEqualByTheirLines() {
        assertThat(FIELDS.toBuilder().build()).isEqualTo(FIELDS).hasSameHashCodeAs(FIELDS);
        assertThat(FIELDS.toBuilder().remove("host").build()).isNotEqualTo(FIELDS);
        assertThat(FIELDS).containsExactlyElementsOf(FIELDS.lines());
    }

    @Test
    void orderAndDuplicatesSurvive() {
        assertThat(FIELDS.lines().stream().map(Field::name).toList())
                .isEqualTo(List.of("Host", "X-Dup", "Connection", "x-dup", "connection"));
    }
}
