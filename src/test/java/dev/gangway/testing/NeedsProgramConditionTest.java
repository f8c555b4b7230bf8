package dev.gangway.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/** A full run must not turn green by skipping: this guards the guard. */
class NeedsProgramConditionTest {
    private static final String ABSENT = "no-such-program-anywhere";

    @Test
    void runsWhenTheProgramIsThere() {
        assertThat(NeedsProgramCondition.evaluate(new String[] {"sh"}, true).isDisabled())
                .isFalse();
    }

    @Test
    void skipsWithTheNameOfWhatIsMissing() {
        ConditionEvaluationResult result = NeedsProgramCondition.evaluate(new String[] {"sh", ABSENT}, false);
        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason().orElseThrow()).contains(ABSENT).doesNotContain("sh,");
    }

    @Test
    void failsInsteadOfSkippingWhenAllIsRequired() {
        assertThatThrownBy(() -> NeedsProgramCondition.evaluate(new String[] {ABSENT}, true))
                .hasMessageContaining(ABSENT)
                .hasMessageContaining("GANGWAY_REQUIRE_ALL");
    }
}
