package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * Text of a rewrite rule that is filled in for each request: {@code $0} to {@code $9} are groups of the rule's expression,
 * {@code %0} to {@code %9} those of the last condition that was met, a backslash quotes the next character. Immutable.
 */
public record RewriteTemplate(List<Piece> pieces) {

    /** A part of the text. */
    public sealed interface Piece {

        record Literal(String text) implements Piece {}

        /** Goes out as it is, whatever escapes it holds. */
        record Verbatim(String text) implements Piece {}

        record RuleGroup(int number) implements Piece {}

        record ConditionGroup(int number) implements Piece {}

        record Variable(RewriteVariable variable) implements Piece {}
    }

    public RewriteTemplate {
        pieces = List.copyOf(pieces);
    }

    static RewriteTemplate parse(String text) throws Refusal {
        return parse(text, true);
    }

    /** Text in which nothing but {@code $0} to {@code $9} and backslashes means more than itself. */
    static RewriteTemplate ofGroups(String text) throws Refusal {
        return parse(text, false);
    }

    private static RewriteTemplate parse(String text, boolean variables) throws Refusal {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            boolean reference = character == '$' || (variables && character == '%');
            if (reference && next >= '0' && next <= '9') {
                flush(literal, pieces);
                int number = next - '0';
                pieces.add(character == '$' ? new Piece.RuleGroup(number) : new Piece.ConditionGroup(number));
                at += 2;
            } else if (variables && reference && next == '{') {
                int end = text.indexOf('}', at);
                if (character == '$' || end < 0) {
                    throw Refusal.expected(
                            text.substring(at), end < 0 ? "a closing }" : "no map: RewriteMap is not supported");
                }
                flush(literal, pieces);
                pieces.add(new Piece.Variable(RewriteVariable.parse(text.substring(at + 2, end))));
                at = end + 1;
            } else if (character == '\\' && at + 1 < text.length()) {
                literal.append(next);
                at += 2;
            } else {
                literal.append(character);
                at++;
            }
        }
        flush(literal, pieces);
        return new RewriteTemplate(pieces);
    }

    /** The literal text at its beginning. */
    String beginning() {
        return !pieces.isEmpty() && pieces.get(0) instanceof Piece.Literal literal ? literal.text() : "";
    }

    /** Without the first characters, which must be literal text. */
    RewriteTemplate after(int length) {
        List<Piece> rest = new ArrayList<>(pieces);
        if (length > 0) {
            String text = beginning();
            rest.remove(0);
            if (length < text.length()) {
                rest.add(0, new Piece.Literal(text.substring(length)));
            }
        }
        return new RewriteTemplate(rest);
    }

    /** The pieces up to one with a literal text, split there. */
    Split splitAt(char character) {
        for (int index = 0; index < pieces.size(); index++) {
            int at = pieces.get(index) instanceof Piece.Literal literal
                    ? literal.text().indexOf(character)
                    : -1;
            if (at >= 0 && pieces.get(index) instanceof Piece.Literal literal) {
                List<Piece> before = new ArrayList<>(pieces.subList(0, index));
                if (at > 0) {
                    before.add(new Piece.Literal(literal.text().substring(0, at)));
                }
                RewriteTemplate rest = new RewriteTemplate(pieces.subList(index, pieces.size()));
                return new Split(new RewriteTemplate(before), rest.after(at), true);
            }
        }
        return new Split(this, new RewriteTemplate(List.of()), false);
    }

    /**
     * A template in two.
     *
     * @param rest begins with the character; empty when there is none
     */
    record Split(RewriteTemplate before, RewriteTemplate rest, boolean found) {}

    private static void flush(StringBuilder literal, List<Piece> pieces) {
        if (!literal.isEmpty()) {
            pieces.add(new Piece.Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
