package dev.gangway.webapp;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One part of a path with shell wildcards; a leading dot is only matched by a dot, as httpd does it. Immutable. */
record FileWildcard(String written, Pattern pattern) {

    static boolean isOne(String part) {
        return part.indexOf('*') >= 0 || part.indexOf('?') >= 0 || (part.indexOf('[') >= 0 && part.indexOf(']') >= 0);
    }

    static FileWildcard compile(String part) {
        StringBuilder regex = new StringBuilder();
        for (int at = 0; at < part.length(); at++) {
            char character = part.charAt(at);
            int end = character == '[' ? part.indexOf(']', at + 2) : -1;
            if (character == '*') {
                regex.append(".*");
            } else if (character == '?') {
                regex.append('.');
            } else if (end > 0) {
                regex.append(characters(part.substring(at + 1, end)));
                at = end;
            } else {
                regex.append(Pattern.quote(String.valueOf(character)));
            }
        }
        return new FileWildcard(part, regexOf(regex.toString(), part));
    }

    boolean matches(String name) {
        return (!name.startsWith(".") || written.startsWith("."))
                && pattern.matcher(name).matches();
    }

    private static String characters(String set) {
        boolean negated = set.startsWith("!") || set.startsWith("^");
        String members = set.substring(negated ? 1 : 0).replaceAll("[\\[\\]\\\\^&]", "\\\\$0");
        return "[" + (negated ? "^" : "") + members + "]";
    }

    /** A range that runs backwards matches itself only. */
    private static Pattern regexOf(String regex, String part) {
        try {
            return Pattern.compile(regex, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            return Pattern.compile(part, Pattern.LITERAL);
        }
    }
}
