package dev.gangway.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code action name [value [replacement]] [condition]}, as mod_headers does. Confined to the parser. */
final class FieldEditReader {

    static final String ACTIONS = "set, setifempty, append, merge, add, unset, edit or edit*";

    private final Invocation invocation;
    private final List<String> words;
    private boolean early;

    /** @param words from the action on */
    FieldEditReader(Invocation invocation, List<String> words) {
        this.invocation = invocation;
        this.words = words;
    }

    /** Whether the line that was read ends with {@code early}. */
    boolean early() {
        return early;
    }

    FieldEdit read(String syntax) throws Refusal {
        if (words.size() < 2) {
            throw Refusal.arguments(words, syntax);
        }
        FieldEdit.Action action = action(words.get(0));
        String name = ConnectionFields.name(words.get(1));
        int values = action == FieldEdit.Action.UNSET ? 0 : action.edits() ? 2 : 1;
        int plain = 2 + values;
        if (words.size() < plain || words.size() > plain + 1) {
            throw Refusal.arguments(words, action + " name" + " value".repeat(values) + " [early|env=variable]");
        }
        Optional<EnvironmentCondition> condition =
                words.size() > plain ? condition(words.get(plain)) : Optional.empty();
        Optional<PathPattern> pattern = Optional.empty();
        if (action.edits()) {
            pattern = Optional.of(invocation.pattern(Environment.octets(words.get(2))));
        }
        ValueTemplate value = values == 0 ? new ValueTemplate(List.of()) : ValueTemplate.parse(words.get(plain - 1));
        return new FieldEdit(invocation.position(), action, name, value, pattern, condition);
    }

    private static FieldEdit.Action action(String word) throws Refusal {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals("note") || lower.equals("echo")) {
            throw Refusal.notYet("\"" + word + "\"");
        }
        return FieldEdit.Action.of(word).orElseThrow(() -> Refusal.expected(word, ACTIONS));
    }

    private Optional<EnvironmentCondition> condition(String word) throws Refusal {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals("early")) {
            early = true;
            return Optional.empty();
        }
        if (lower.startsWith("expr=")) {
            throw Refusal.notYet("condition \"" + word + "\"");
        }
        if (lower.startsWith("env=")) {
            return Optional.of(EnvironmentCondition.parse(word));
        }
        throw Refusal.expected(word, "early or env=variable; a value with blanks stands in quotes");
    }
}
