package dev.gangway.fuzz;

import dev.gangway.message.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Generated octets read as lines of one char per octet, so that seeds read like what they stand for; {@code \n} and
 * {@code \r} written out stand for the line ends that no line can hold. Confined to one thread.
 */
public final class FuzzInput {

    private final String text;
    private int at;

    public FuzzInput(byte[] octets) {
        text = new String(octets, StandardCharsets.ISO_8859_1);
    }

    public boolean more() {
        return at < text.length();
    }

    /** The next line; empty behind the last. */
    public String line() {
        int end = text.indexOf('\n', at);
        String line = text.substring(Math.min(at, text.length()), end < 0 ? text.length() : end);
        at = end < 0 ? text.length() : end + 1;
        return line.replace("\\n", "\n").replace("\\r", "\r");
    }

    /** All lines that are left. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        while (more()) {
            lines.add(line());
        }
        return lines;
    }

    /** All lines that are left, as the field lines of a head. */
    public Fields fields() {
        Fields.Builder fields = Fields.builder();
        for (String line : lines()) {
            int colon = line.indexOf(':');
            fields.add(
                    colon < 0 ? line : line.substring(0, colon),
                    colon < 0 ? "" : line.substring(colon + 1).strip());
        }
        return fields.build();
    }

    /** The lines up to an empty one, which is taken too. */
    public String paragraph() {
        StringBuilder lines = new StringBuilder();
        while (more()) {
            String line = line();
            if (line.isEmpty()) {
                break;
            }
            lines.append(line).append('\n');
        }
        return lines.toString();
    }

    /** A number below the bound, out of one char. */
    public int choice(int bound) {
        return more() ? text.charAt(at++) % bound : 0;
    }

    /** The octets that are left, as they are. */
    public byte[] rest() {
        String rest = text.substring(at);
        at = text.length();
        return rest.getBytes(StandardCharsets.ISO_8859_1);
    }
}
