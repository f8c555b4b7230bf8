package dev.gangway.standalone;

import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** How one head's fields differ from another's, name by name, in words. Stateless. */
final class FieldChanges {

    private FieldChanges() {}

    /** What was removed, in the order of {@code before}, then what was added or changed, in the order of {@code after}. */
    static List<String> between(Fields before, Fields after) {
        List<String> lines = new ArrayList<>();
        for (Field line : before) {
            if (!after.has(line.name())) {
                lines.add("removed " + line.name() + ": " + line.value());
            }
        }
        Set<String> seen = new TreeSet<>();
        for (Field line : after) {
            String name = line.name();
            if (!before.has(name)) {
                lines.add("added " + name + ": " + line.value());
            } else if (seen.add(name.toLowerCase(Locale.ROOT))
                    && !before.all(name).equals(after.all(name))) {
                lines.add("changed " + name + ": " + String.join(" | ", after.all(name)) + " (was "
                        + String.join(" | ", before.all(name)) + ")");
            }
        }
        return lines;
    }
}
