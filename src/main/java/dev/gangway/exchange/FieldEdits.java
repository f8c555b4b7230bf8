package dev.gangway.exchange;

import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import dev.gangway.rules.Environment;
import dev.gangway.rules.FieldEdit;
import dev.gangway.rules.PathPattern;
import dev.gangway.rules.Substitution;
import dev.gangway.rules.ValueTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs RequestHeader and Header lines over the fields of one head, as mod_headers does. Control characters that a variable
 * brings become spaces, so that no line can be split and none silently stays away. Confined to one head.
 */
final class FieldEdits {

    private final Reception reception;
    private final List<Field> lines;

    private FieldEdits(Reception reception, Fields fields) {
        this.reception = reception;
        this.lines = new ArrayList<>(fields.lines());
    }

    static Fields apply(List<FieldEdit> edits, Fields fields, Reception reception) {
        if (edits.isEmpty()) {
            return fields;
        }
        FieldEdits head = new FieldEdits(reception, fields);
        for (FieldEdit edit : edits) {
            boolean meant = edit.condition()
                    .filter(condition -> !condition.holds(reception.environment()))
                    .isEmpty();
            if (meant) {
                head.apply(edit);
            }
        }
        // only now: a line may be appended to what an earlier one left a blank at
        head.lines.replaceAll(line -> new Field(line.name(), line.value().strip()));
        return Fields.of(head.lines);
    }

    /** Over the fields of a request: lines of one name are one list before they are edited, as in httpd. */
    static Fields applyToRequest(List<FieldEdit> edits, Fields fields, Reception reception) {
        FieldEdits head = new FieldEdits(reception, fields);
        for (FieldEdit edit : edits) {
            List<String> values = fields.all(edit.name());
            if (values.size() > 1) {
                head.set(edit.name(), String.join(edit.name().equalsIgnoreCase("Cookie") ? "; " : ", ", values));
            }
        }
        return apply(edits, Fields.of(head.lines), reception);
    }

    private void apply(FieldEdit edit) {
        String name = edit.name();
        switch (edit.action()) {
            case SET -> set(name, text(edit));
            case SET_IF_EMPTY -> {
                if (index(name) < 0) {
                    lines.add(new Field(name, text(edit)));
                }
            }
            case ADD -> lines.add(new Field(name, text(edit)));
            case APPEND -> append(name, text(edit));
            case MERGE -> {
                String value = text(edit);
                if (!hasMember(name, value)) {
                    append(name, value);
                }
            }
            case UNSET -> lines.removeIf(line -> line.is(name));
            case EDIT, EDIT_ALL -> {
                String replacement = text(edit);
                lines.replaceAll(line -> line.is(name) ? edited(line, edit, replacement) : line);
            }
        }
    }

    private void set(String name, String value) {
        int first = index(name);
        lines.removeIf(line -> line.is(name));
        lines.add(first < 0 ? lines.size() : first, new Field(name, value));
    }

    private void append(String name, String value) {
        int first = index(name);
        if (first < 0) {
            lines.add(new Field(name, value));
        } else {
            lines.set(first, new Field(lines.get(first).name(), lines.get(first).value() + ", " + value));
        }
    }

    private int index(String name) {
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).is(name)) {
                return at;
            }
        }
        return -1;
    }

    /** httpd looks at the first line only. */
    private boolean hasMember(String name, String value) {
        int first = index(name);
        return first >= 0 && ListMembers.of(lines.get(first).value()).contains(value.strip());
    }

    private static Field edited(Field line, FieldEdit edit, String replacement) {
        PathPattern pattern = edit.pattern().orElseThrow();
        StringBuilder result = new StringBuilder();
        String rest = line.value();
        boolean again = true;
        while (again) {
            Optional<PathPattern.Captures> found = pattern.find(rest);
            if (found.isEmpty()) {
                break;
            }
            PathPattern.Captures captures = found.get();
            result.append(rest, 0, captures.start(0)).append(Substitution.fill(replacement, rest, captures));
            again = edit.action() == FieldEdit.Action.EDIT_ALL
                    && captures.end(0) > captures.start(0)
                    && captures.end(0) < rest.length();
            rest = rest.substring(captures.end(0));
        }
        return new Field(line.name(), result.append(rest).toString());
    }

    private String text(FieldEdit edit) {
        StringBuilder text = new StringBuilder();
        for (ValueTemplate.Part part : edit.value().parts()) {
            if (part instanceof ValueTemplate.Part.Literal literal) {
                text.append(literal.text());
            } else if (part instanceof ValueTemplate.Part.Attribute attribute) {
                text.append(clean(reception.value(attribute.attribute()).orElse(attribute.orElse())));
            } else {
                text.append("t=").append(System.currentTimeMillis() * 1000);
            }
        }
        return text.toString();
    }

    private static String clean(String value) {
        StringBuilder clean = new StringBuilder(value.length());
        Environment.octets(value)
                .chars()
                .forEach(character -> clean.append(character < 0x20 || character == 0x7F ? ' ' : (char) character));
        return clean.toString();
    }
}
