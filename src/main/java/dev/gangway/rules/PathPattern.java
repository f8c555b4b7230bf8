package dev.gangway.rules;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A rule's regular expression. Runs in time linear to the path whatever the pattern. Immutable; equal by its text.
 *
 * <p>As in httpd a dot also matches a line feed and {@code $} only the very end, so that {@code %0A} can't slip past a rule.
 */
public final class PathPattern {

    private final Pattern pattern;

    private PathPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static PathPattern compile(String text) throws Refusal {
        try {
            return new PathPattern(Pattern.compile(text, Pattern.DOTALL));
        } catch (PatternSyntaxException refused) {
            String hint = text.contains("(?=")
                            || text.contains("(?!")
                            || text.contains("(?<")
                            || text.matches(".*\\\\[1-9].*")
                    ? " (look-around and back-references are not supported)"
                    : "";
            throw Refusal.expected(text, "a regular expression: " + refused.getDescription() + hint);
        }
    }

    /** The first match anywhere in the text. */
    public Optional<Captures> find(CharSequence text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(new Captures(matcher)) : Optional.empty();
    }

    /** One match: group 0 is all of it. Confined to one thread. */
    public static final class Captures {

        private final Matcher matcher;

        private Captures(Matcher matcher) {
            this.matcher = matcher;
        }

        /** -1 when the group did not take part. */
        public int start(int group) {
            return matcher.start(group);
        }

        /** -1 when the group did not take part. */
        public int end(int group) {
            return matcher.end(group);
        }

        public int groupCount() {
            return matcher.groupCount();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathPattern path && toString().equals(path.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
