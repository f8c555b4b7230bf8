package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of the rules text after comments are dropped and continued lines joined, as httpd does it. Immutable.
 *
 * @param position where its first physical line stands
 */
record LogicalLine(Position position, String text) {

    /** Every line that says something, in order. */
    static List<LogicalLine> read(RulesSource source) {
        List<LogicalLine> lines = new ArrayList<>();
        StringBuilder pending = new StringBuilder();
        int first = 0;
        int number = 0;
        String text = source.text().startsWith("\uFEFF") ? source.text().substring(1) : source.text();
        for (String physical : text.split("\r\n|\n|\r", -1)) {
            number++;
            first = pending.isEmpty() ? number : first;
            String line = physical;
            if (line.endsWith("\\")) {
                // a blank keeps "pending" non-empty after a lone backslash; lines are trimmed anyway
                pending.append(line, 0, line.length() - 1).append(pending.isEmpty() && line.length() == 1 ? " " : "");
                continue;
            }
            add(lines, new Position(source.name(), first), pending.append(line).toString());
            pending.setLength(0);
        }
        add(lines, new Position(source.name(), first), pending.toString());
        return lines;
    }

    private static void add(List<LogicalLine> lines, Position position, String text) {
        String stripped = text.strip();
        if (!stripped.isEmpty() && stripped.charAt(0) != '#') {
            lines.add(new LogicalLine(position, stripped));
        }
    }
}
