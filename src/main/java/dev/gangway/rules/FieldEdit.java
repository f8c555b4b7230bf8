package dev.gangway.rules;

import java.util.Locale;
import java.util.Optional;

/**
 * One RequestHeader or Header line. Immutable.
 *
 * @param value empty for {@code unset}; the replacement of an {@code edit}
 * @param pattern of an {@code edit}
 */
public record FieldEdit(
        Position position,
        Action action,
        String name,
        ValueTemplate value,
        Optional<PathPattern> pattern,
        Optional<EnvironmentCondition> condition) {

    /** What is done to the lines of that name. */
    public enum Action {
        SET("set"),
        SET_IF_EMPTY("setifempty"),
        APPEND("append"),
        MERGE("merge"),
        ADD("add"),
        UNSET("unset"),
        EDIT("edit"),
        EDIT_ALL("edit*");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        static Optional<Action> of(String written) {
            String lower = written.toLowerCase(Locale.ROOT);
            for (Action action : values()) {
                if (action.word.equals(lower)) {
                    return Optional.of(action);
                }
            }
            return Optional.empty();
        }

        boolean edits() {
            return this == EDIT || this == EDIT_ALL;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    @Override
    public String toString() {
        return action + " " + name
                + pattern.map(expression -> " /" + expression + "/").orElse("")
                + (action == Action.UNSET ? "" : " \"" + value + "\"")
                + condition.map(variable -> " " + variable).orElse("");
    }
}
