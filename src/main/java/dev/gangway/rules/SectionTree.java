package dev.gangway.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Builds the tree of lines and sections; sections that do not fit together become problems. Confined to one thread. */
final class SectionTree {

    /** Sections within sections; the parser calls itself for each. */
    static final int MAX_DEPTH = 32;

    private final List<Problem> problems;
    private final List<Node> top = new ArrayList<>();
    private final Deque<Node.Section> open = new ArrayDeque<>();

    private SectionTree(List<Problem> problems) {
        this.problems = problems;
    }

    static List<Node> build(List<LogicalLine> lines, List<Problem> problems) {
        SectionTree tree = new SectionTree(problems);
        for (LogicalLine line : lines) {
            tree.take(line);
        }
        for (Node.Section unclosed : tree.open) {
            problems.add(new Problem(
                    unclosed.position(),
                    title(unclosed) + " is never closed, expected </" + unclosed.name() + "> before the end of "
                            + lines.get(lines.size() - 1).position()));
        }
        return tree.top;
    }

    private void take(LogicalLine line) {
        String text = line.text();
        int control = controlCharacter(text);
        if (control >= 0) {
            problem(
                    line.position(control),
                    "control character " + unicode(text.charAt(control)) + " in the line, expected text only");
            return;
        }
        if (text.startsWith("</")) {
            close(line);
        } else if (text.startsWith("<")) {
            begin(line);
        } else {
            siblings().add(new Node.Line(line, text));
        }
    }

    static void refuseControlCharacters(String text) throws Refusal {
        int control = controlCharacter(text);
        if (control >= 0) {
            throw new Refusal("control character " + unicode(text.charAt(control))
                    + " in a variable of the line, expected text only");
        }
    }

    private static int controlCharacter(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) != '\t' && Character.isISOControl(text.charAt(at))) {
                return at;
            }
        }
        return -1;
    }

    private static String unicode(char character) {
        return "U+%04X".formatted((int) character);
    }

    private void begin(LogicalLine line) {
        String text = line.text();
        int bracket = text.lastIndexOf('>');
        if (bracket < 0) {
            problem(line, "\"" + text + "\" lacks its closing >, expected <name arguments>");
        } else if (bracket != text.length() - 1) {
            problem(
                    line.position(bracket + 1),
                    "\"" + text.substring(bracket + 1) + "\" after the > of a section, expected nothing");
        }
        String inner = text.substring(1, bracket < 0 ? text.length() : bracket);
        Node.Section section = new Node.Section(line, inner, new ArrayList<>());
        if (open.size() < MAX_DEPTH) {
            siblings().add(section);
        } else if (open.size() == MAX_DEPTH) {
            problem(line, title(section) + " lies in " + MAX_DEPTH + " sections, expected fewer");
        }
        open.push(section);
    }

    private void close(LogicalLine line) {
        String text = line.text();
        String name = text.endsWith(">") ? text.substring(2, text.length() - 1).strip() : text.substring(2);
        Node.Section innermost = open.peek();
        if (!text.endsWith(">")) {
            problem(line, "\"" + text + "\" is malformed, expected </" + name.strip() + ">");
        } else if (innermost == null) {
            problem(line, text + " closes nothing, expected an open <" + name + "> before it");
            return;
        } else if (!innermost.name().equalsIgnoreCase(name)) {
            problem(
                    line,
                    text + " does not close " + title(innermost) + " of " + innermost.position() + ", expected </"
                            + innermost.name() + ">");
        }
        // one level goes in any case: an error here must not make every later line look misplaced
        open.poll();
    }

    private List<Node> siblings() {
        Node.Section innermost = open.peek();
        return innermost == null ? top : innermost.children();
    }

    private void problem(LogicalLine line, String text) {
        problem(line.position(), text);
    }

    private void problem(Position position, String text) {
        problems.add(new Problem(position, text));
    }

    private static String title(Node.Section section) {
        return ("<" + section.name() + " " + section.arguments()).strip() + ">";
    }
}
