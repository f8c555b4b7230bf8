package dev.gangway.rules;

import java.util.List;
import java.util.Optional;

/** One line that changes the variables of a request. Immutable. */
public sealed interface EnvironmentEdit {

    /**
     * SetEnvIf and BrowserMatch.
     *
     * @param beforeMapping outside of sections: such lines run before a rule is looked for, the others after it
     */
    record Match(
            Position position,
            RequestAttribute attribute,
            PathPattern pattern,
            List<Assignment> assignments,
            boolean beforeMapping)
            implements EnvironmentEdit {

        public Match {
            assignments = List.copyOf(assignments);
        }
    }

    /**
     * One variable of such a line.
     *
     * @param value with {@code $0} to {@code $9} for what was matched; empty removes the variable
     */
    record Assignment(String variable, Optional<String> value) {}

    /** SetEnv: over what SetEnvIf says, and only once access is decided. */
    record Assign(String variable, String value) implements EnvironmentEdit {}

    /** UnsetEnv: takes back a SetEnv of what encloses this place. */
    record Remove(String variable) implements EnvironmentEdit {}
}
