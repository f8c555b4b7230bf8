package dev.gangway.testing;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link NeedsProgram}. Stateless. */
final class NeedsProgramCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), NeedsProgram.class)
                .map(needs -> evaluate(needs.value(), "1".equals(System.getenv("GANGWAY_REQUIRE_ALL"))))
                .orElseGet(() -> ConditionEvaluationResult.enabled("needs no program"));
    }

    static ConditionEvaluationResult evaluate(String[] programs, boolean required) {
        List<String> missing = Arrays.stream(programs)
                .filter(program -> ProgramPath.find(program).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("found " + String.join(", ", programs));
        }
        String reason = "not on the PATH: " + String.join(", ", missing) + " (see src/docs/testing.md)";
        if (required) {
            throw new ExtensionConfigurationException(reason + "; GANGWAY_REQUIRE_ALL=1 forbids skipping");
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
