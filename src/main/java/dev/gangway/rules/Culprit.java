package dev.gangway.rules;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the place that a refusal is about: problems quote the offending value first, and what they quote is looked for among
 * the arguments, then in the line as it was written. Without a find the line's beginning stands for all of it. Stateless.
 */
final class Culprit {

    /** How many quotes are tried as the end of the value, which may hold some itself. */
    private static final int QUOTES = 8;

    private Culprit() {}

    static Position of(Refusal refusal, LogicalLine line, List<Word> words) {
        return word(refusal.text(), words)
                .or(() -> written(refusal.text(), line))
                .orElse(line.position());
    }

    private static Optional<Position> word(String text, List<Word> words) {
        return words.stream()
                .filter(word -> quoted(text, word) >= 0)
                .min(Comparator.comparingInt(word -> quoted(text, word)))
                .map(Word::position);
    }

    private static int quoted(String text, Word word) {
        return text.indexOf("\"" + word.text() + "\"");
    }

    private static Optional<Position> written(String text, LogicalLine line) {
        int start = text.indexOf('"') + 1;
        int end = start == 0 ? -1 : text.indexOf('"', start);
        int best = -1;
        for (int quotes = 0; end >= 0 && quotes < QUOTES; quotes++) {
            int at = end == start ? -1 : argument(line.text(), text.substring(start, end));
            best = at < 0 ? best : at;
            end = text.indexOf('"', end + 1);
        }
        return best < 0 ? Optional.empty() : Optional.of(line.position(best));
    }

    /** The value of a {@code key=value} rather than the same letters elsewhere. */
    private static int argument(String line, String value) {
        int name = Words.blankAfter(line, 0);
        int assigned = line.indexOf("=" + value, name);
        return assigned >= 0 ? assigned + 1 : line.indexOf(value, name);
    }
}
