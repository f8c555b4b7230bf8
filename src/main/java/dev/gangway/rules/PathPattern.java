package dev.gangway.rules;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * A rule's regular expression. Immutable; equal by its text. What would be too slow is refused ({@link PatternCost}).
 *
 * <p>RE2/J runs it in time linear to the path. Look-around, back-references, possessive and atomic groups are left to
 * {@code java.util.regex}, which is stopped after a number of steps: {@link #find} then throws, as "no match" would open an
 * exclusion.
 *
 * <p>As in httpd a dot also matches a line feed and {@code $} only the very end, so that {@code %0A} can't slip past a rule.
 */
public final class PathPattern {

    private final String text;
    private final Search search;

    private PathPattern(String text, Search search) {
        this.text = text;
        this.search = search;
    }

    static PathPattern compile(String text) throws Refusal {
        try {
            return linear(text, Pattern.compile(text, Pattern.DOTALL));
        } catch (PatternSyntaxException refused) {
            if (!SteppedPattern.isNeeded(text)) {
                throw Refusal.expected(text, "a regular expression: " + refused.getDescription());
            }
            return new PathPattern(text, new Stepped(SteppedPattern.compile(text)));
        }
    }

    private static PathPattern linear(String text, Pattern pattern) throws Refusal {
        if (!PatternCost.isAffordable(text, pattern)) {
            throw Refusal.expected(text, "an expression that takes at most 10 ms on a path of 8 KiB");
        }
        return new PathPattern(text, new Linear(pattern));
    }

    /** Whether a match may be given up, with {@link ExhaustedException}. */
    boolean isStepped() {
        return search instanceof Stepped;
    }

    /** What any text that matches begins with; empty when that isn't known. */
    public String literalBeginning() {
        return LiteralBeginning.of(text);
    }

    /** The numbers of its named groups. */
    public Map<String, Integer> names() {
        return search.names();
    }

    /** How many groups it has, the whole match not counted. */
    int groups() {
        return search.groups();
    }

    /** The first match anywhere in the text. */
    public Optional<Captures> find(CharSequence path) {
        return search.find(path);
    }

    private sealed interface Search {
        Optional<Captures> find(CharSequence path);

        Map<String, Integer> names();

        int groups();
    }

    private record Linear(Pattern pattern) implements Search {
        @Override
        public Optional<Captures> find(CharSequence path) {
            Matcher matcher = pattern.matcher(path);
            return matcher.find()
                    ? Optional.of(new Captures(matcher.groupCount(), matcher::start, matcher::end))
                    : Optional.empty();
        }

        @Override
        public Map<String, Integer> names() {
            return pattern.namedGroups();
        }

        @Override
        public int groups() {
            return pattern.groupCount();
        }
    }

    private record Stepped(SteppedPattern pattern) implements Search {
        @Override
        public Optional<Captures> find(CharSequence path) {
            return pattern.find(path).map(match -> new Captures(match.groupCount(), match::start, match::end));
        }

        @Override
        public Map<String, Integer> names() {
            return pattern.names();
        }

        @Override
        public int groups() {
            return pattern.groups();
        }
    }

    /** A match was given up: whether the pattern matches is unknown, so the request must be refused. */
    public static final class ExhaustedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ExhaustedException(String pattern) {
            super("matching \"" + pattern + "\" takes too many steps for this path", null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /** One match: group 0 is all of it. Confined to one thread. */
    public static final class Captures {

        private final int groupCount;
        private final IntUnaryOperator starts;
        private final IntUnaryOperator ends;

        private Captures(int groupCount, IntUnaryOperator starts, IntUnaryOperator ends) {
            this.groupCount = groupCount;
            this.starts = starts;
            this.ends = ends;
        }

        /** -1 when the group did not take part. */
        public int start(int group) {
            return starts.applyAsInt(group);
        }

        /** -1 when the group did not take part. */
        public int end(int group) {
            return ends.applyAsInt(group);
        }

        public int groupCount() {
            return groupCount;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathPattern path && text.equals(path.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
