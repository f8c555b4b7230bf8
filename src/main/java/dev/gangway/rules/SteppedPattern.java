package dev.gangway.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A pattern that needs backtracking, stopped after {@link #MAX_STEPS} looks at a character. Immutable. */
final class SteppedPattern {

    static final int MAX_STEPS = 500_000;

    private static final Pattern NEEDED = Pattern.compile("\\(\\?(?:[=!>]|<[=!]|P=)|\\\\[1-9]|\\\\[gk][<{']|[*+?}]\\+");

    /** What java.util.regex reads otherwise than PCRE does. */
    private static final Pattern OTHERWISE =
            Pattern.compile("\\\\[QZG]|\\[:|&&|\\[[^\\]]*\\[|\\(\\?P=|\\\\g|\\\\k[{']");

    /** What opens a group, after what only looks so: quoted characters and classes. */
    private static final Pattern GROUP =
            Pattern.compile("\\\\.|\\[\\^?\\]?(?:\\\\.|[^\\]\\\\])*\\]|(\\((?!\\?))|\\(\\?<([A-Za-z]\\w*)>");

    private final Pattern pattern;

    private SteppedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static boolean isNeeded(String text) {
        return NEEDED.matcher(text).find();
    }

    static SteppedPattern compile(String text) throws Refusal {
        if (OTHERWISE.matcher(text).find()) {
            throw Refusal.expected(
                    text,
                    "no \\Q, \\Z, \\G, \\g, [:class:], && or [ within a class beside look-around, back-references and"
                            + " possessive or atomic groups");
        }
        try {
            return new SteppedPattern(Pattern.compile(veryEnd(text.replace("(?P<", "(?<")), Pattern.DOTALL));
        } catch (PatternSyntaxException refused) {
            throw Refusal.expected(text, "a regular expression: " + refused.getDescription());
        }
    }

    Optional<MatchResult> find(CharSequence text) {
        Matcher matcher = pattern.matcher(new Counted(text));
        try {
            return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
        } catch (StackOverflowError deep) {
            throw new PathPattern.ExhaustedException(pattern.pattern());
        }
    }

    int groups() {
        return pattern.matcher("").groupCount();
    }

    /** The numbers of its named groups; classes hold no bracket here ({@link #OTHERWISE}). */
    Map<String, Integer> names() {
        Map<String, Integer> names = new HashMap<>();
        int number = 0;
        Matcher groups = GROUP.matcher(pattern.pattern());
        while (groups.find()) {
            Optional<String> name = Optional.ofNullable(groups.group(2));
            boolean capturing = groups.group(1) != null || name.isPresent();
            number += capturing ? 1 : 0;
            if (name.isPresent()) {
                names.put(name.get(), number);
            }
        }
        return names;
    }

    /** {@code $} would also match before a last line feed. */
    private static String veryEnd(String text) {
        StringBuilder changed = new StringBuilder();
        boolean inClass = false;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '\\' && at + 1 < text.length()) {
                changed.append(character).append(text.charAt(++at));
                continue;
            }
            inClass = character == '[' || (inClass && character != ']');
            changed.append(character == '$' && !inClass ? "\\z" : String.valueOf(character));
        }
        return changed.toString();
    }

    /** Confined to one match. */
    private final class Counted implements CharSequence {

        private final CharSequence text;
        private int steps;

        Counted(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MAX_STEPS) {
                throw new PathPattern.ExhaustedException(pattern.pattern());
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
