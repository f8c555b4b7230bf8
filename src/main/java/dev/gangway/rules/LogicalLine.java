package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of the rules text after comments are dropped and continued lines joined, as httpd does it. Immutable.
 *
 * @param starts where the physical lines begin in the text, the first one perhaps before it
 */
record LogicalLine(String source, String text, List<Start> starts) {

    /** A physical line: its number, and where its first character would stand in the joined text. */
    record Start(int offset, int line) {}

    /** Every line that says something, in order. */
    static List<LogicalLine> read(RulesSource source) {
        List<LogicalLine> lines = new ArrayList<>();
        StringBuilder pending = new StringBuilder();
        List<Start> starts = new ArrayList<>();
        int number = 0;
        String text = source.text().startsWith("\uFEFF") ? source.text().substring(1) : source.text();
        for (String physical : text.split("\r\n|\n|\r", -1)) {
            number++;
            starts.add(new Start(pending.length(), number));
            if (physical.endsWith("\\")) {
                pending.append(physical, 0, physical.length() - 1);
                continue;
            }
            add(lines, source.name(), pending.append(physical).toString(), starts);
            pending.setLength(0);
            starts.clear();
        }
        add(lines, source.name(), pending.toString(), starts);
        return lines;
    }

    private static void add(List<LogicalLine> lines, String source, String text, List<Start> starts) {
        String stripped = text.strip();
        if (!stripped.isEmpty() && stripped.charAt(0) != '#') {
            int blanks = text.indexOf(stripped);
            lines.add(new LogicalLine(
                    source,
                    stripped,
                    starts.stream()
                            .map(start -> new Start(start.offset() - blanks, start.line()))
                            .toList()));
        }
    }

    /** Where its text begins. */
    Position position() {
        return position(0);
    }

    /** Where a character of the text stands in its physical line. */
    Position position(int offset) {
        int low = 0;
        int high = starts.size();
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (starts.get(middle).offset() <= offset) {
                low = middle;
            } else {
                high = middle;
            }
        }
        Start last = starts.get(low);
        return new Position(source, last.line(), offset - last.offset() + 1);
    }
}
