package dev.gangway.rules;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * {@code ${NAME}} in a rule with {@code interpolate}: a variable of the request, empty where it is not set. Values are never
 * searched for variables themselves, and a brace that is not closed is plain text, as in httpd. Stateless.
 */
public final class Interpolation {

    private static final String OPENING = "${";

    private Interpolation() {}

    /**
     * Text with its variables filled in.
     *
     * @param values the text that stands for the variable of a name
     */
    public static String fill(String text, UnaryOperator<String> values) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        for (Optional<Variable> next = next(text, 0); next.isPresent(); next = next(text, at)) {
            filled.append(text, at, next.get().begin())
                    .append(values.apply(next.get().name()));
            at = next.get().end();
        }
        return filled.append(text, at, text.length()).toString();
    }

    /** What a text begins with whatever the values. */
    public static String beginning(String text) {
        return text.substring(0, next(text, 0).map(Variable::begin).orElse(text.length()));
    }

    static boolean isIn(String text) {
        return next(text, 0).isPresent();
    }

    /** The first variable at or behind a place. */
    public static Optional<Variable> next(String text, int from) {
        int begin = text.indexOf(OPENING, from);
        int end = begin < 0 ? -1 : text.indexOf('}', begin);
        return end < 0
                ? Optional.empty()
                : Optional.of(new Variable(text.substring(begin + OPENING.length(), end), begin, end + 1));
    }

    /** One variable in a text. */
    public record Variable(String name, int begin, int end) {}
}
