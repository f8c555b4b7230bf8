package dev.gangway.rules;

import java.util.List;

/** The rules text as a tree, before any directive is understood. Immutable. */
sealed interface Node {

    Position position();

    /** Name and arguments, without the brackets of a section. */
    String text();

    /** The same place with another text. */
    Node with(String text);

    /** How problems call it. */
    String title();

    /** Directive or section name as written. */
    default String name() {
        String text = text();
        int end = 0;
        while (end < text.length() && !Words.blank(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }

    /** What follows the name, untouched. */
    default String arguments() {
        return text().substring(name().length()).strip();
    }

    /** One directive on its line. */
    record Line(Position position, String text) implements Node {

        @Override
        public Node with(String other) {
            return new Line(position, other);
        }

        @Override
        public String title() {
            return name();
        }
    }

    /** {@code <name arguments>} to {@code </name>}. */
    record Section(Position position, String text, List<Node> children) implements Node {

        @Override
        public Node with(String other) {
            return new Section(position, other, children);
        }

        @Override
        public String title() {
            return "<" + name() + ">";
        }
    }
}
