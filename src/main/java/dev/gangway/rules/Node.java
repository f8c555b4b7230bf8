package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;

/** The rules text as a tree, before any directive is understood. Immutable. */
sealed interface Node {

    /** Where it was written, whatever text it has by now. */
    LogicalLine line();

    /** Name and arguments, without the brackets of a section. */
    String text();

    default Position position() {
        return line().position();
    }

    /** The same place with another text. */
    Node with(String text);

    /** How problems call it. */
    String title();

    /** Directive or section name as written. */
    default String name() {
        return text().substring(0, Words.blankAfter(text(), 0));
    }

    /** What follows the name, untouched. */
    default String arguments() {
        return text().substring(name().length()).strip();
    }

    /** The arguments, each where it was written, unless variables have changed their number. */
    default List<Word> words() throws Refusal {
        List<Words.Found> found = Words.find(arguments());
        List<Position> written = writtenWords();
        List<Word> words = new ArrayList<>();
        for (Words.Found word : found) {
            words.add(new Word(word.text(), written.size() == found.size() ? written.get(words.size()) : position()));
        }
        return words;
    }

    private List<Position> writtenWords() {
        String text = line().text();
        int name = Words.blankAfter(text, 0);
        int end = text.startsWith("<") ? Math.max(name, text.lastIndexOf('>')) : text.length();
        try {
            return Words.find(text.substring(name, end)).stream()
                    .map(word -> line().position(name + word.offset()))
                    .toList();
        } catch (Refusal unclosedQuote) {
            return List.of();
        }
    }

    /** One directive on its line. */
    record Line(LogicalLine line, String text) implements Node {

        @Override
        public Node with(String other) {
            return new Line(line, other);
        }

        @Override
        public String title() {
            return name();
        }
    }

    /** {@code <name arguments>} to {@code </name>}. */
    record Section(LogicalLine line, String text, List<Node> children) implements Node {

        @Override
        public Node with(String other) {
            return new Section(line, other, children);
        }

        @Override
        public String title() {
            return "<" + name() + ">";
        }
    }
}
