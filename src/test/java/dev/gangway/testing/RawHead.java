package dev.gangway.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The head of one message exactly as it came over the wire, up to and with the empty line. Immutable. */
public record RawHead(String raw) {

    /** The request line or status line. */
    public String startLine() {
        return lines().get(0);
    }

    /** The word at this place of the start line: 0 method, 1 target; or 1 status code. */
    public String word(int index) {
        String[] words = startLine().split(" ", 3);
        return index < words.length ? words[index] : "";
    }

    public int status() {
        return Integer.parseInt(word(1));
    }

    /** The field lines as they stand, in order. */
    public List<String> fieldLines() {
        List<String> lines = lines();
        return lines.subList(1, lines.size());
    }

    /** The values of every line of this name, in order. */
    public List<String> values(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return fieldLines().stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }

    /** The values of this name joined by a comma; empty when there is none. */
    public String value(String name) {
        return String.join(", ", values(name));
    }

    public boolean has(String name) {
        return !values(name).isEmpty();
    }

    /** True when the message's content is chunked. */
    public boolean chunked() {
        return value("Transfer-Encoding").toLowerCase(Locale.ROOT).contains("chunked");
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String line : raw.split("\r?\n", -1)) {
            if (line.isEmpty()) {
                break;
            }
            lines.add(line);
        }
        return lines.isEmpty() ? List.of("") : lines;
    }

    @Override
    public String toString() {
        return raw;
    }
}
