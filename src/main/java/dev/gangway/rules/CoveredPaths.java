package dev.gangway.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which rule already takes every path that a later one could match. Only what is certain: an expression counts as far as it
 * says the same as a prefix. One look-up costs as much as the path has segments, whatever the number of rules. Mutable,
 * confined to the parser.
 */
final class CoveredPaths {

    private static final int NONE = Integer.MAX_VALUE;

    private static final String PLAIN = "(?:[A-Za-z0-9_/~%-]|\\\\[.-])";

    /** An expression that takes everything below its literal: {@code ^/app}, {@code ^/app/(.*)$}, {@code ^(/app/.*)$}. */
    private static final Pattern LIKE_A_PREFIX =
            Pattern.compile("\\^\\(?(/" + PLAIN + "*)\\)?(?:\\(?\\.\\*\\)?\\)?\\$?)?");

    private static final Pattern LITERAL_BEGINNING = Pattern.compile("\\^(/" + PLAIN + "*)([?*+{]?)");
    private static final Pattern EVERYTHING = Pattern.compile("\\^?/?|\\^?\\(?\\.\\*\\)?\\$?");

    /** By position among the rules: the first that takes a path has it. */
    private final List<ProxyPass> rules = new ArrayList<>();

    private final Map<String, Integer> prefixes = new HashMap<>();
    private final Map<String, Integer> expressions = new HashMap<>();

    /** A rule that comes before all that are asked for from now on. */
    void add(ProxyPass rule) {
        if (rule.matcher() instanceof PathMatcher.Prefix prefix) {
            prefixes.putIfAbsent(oneSlash(prefix.path()), rules.size());
        } else if (rule.matcher() instanceof PathMatcher.Encoded encoded) {
            prefixes.putIfAbsent(oneSlash(encoded.path()), rules.size());
        } else {
            String text = expression(rule);
            expressions.putIfAbsent(text, rules.size());
            prefix(text).ifPresent(prefix -> prefixes.putIfAbsent(prefix, rules.size()));
        }
        rules.add(rule);
    }

    /** The first rule that takes every path of this one. */
    Optional<ProxyPass> covering(ProxyPass rule) {
        int first;
        if (rule.matcher() instanceof PathMatcher.Prefix prefix) {
            String path = oneSlash(prefix.path());
            first = Math.min(prefixes.getOrDefault(path, NONE), above(path));
        } else {
            String text = expression(rule);
            first = Math.min(expressions.getOrDefault(text, NONE), above(literal(text)));
        }
        return first == NONE ? Optional.empty() : Optional.of(rules.get(first));
    }

    /** A prefix with a slash at its end takes what begins with it, one without only what goes on with a slash. */
    private int above(String path) {
        int first = NONE;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            first = Math.min(first, prefixes.getOrDefault(path.substring(0, slash + 1), NONE));
            first = Math.min(first, prefixes.getOrDefault(path.substring(0, slash), NONE));
        }
        return first;
    }

    private static Optional<String> prefix(String expression) {
        if (EVERYTHING.matcher(expression).matches()) {
            return Optional.of("/");
        }
        Matcher matcher = LIKE_A_PREFIX.matcher(expression);
        return matcher.matches() ? Optional.of(unescaped(matcher.group(1))) : Optional.empty();
    }

    /** What every path begins with that the expression is found in. */
    private static String literal(String expression) {
        Matcher matcher = LITERAL_BEGINNING.matcher(expression);
        if (expression.indexOf('|') >= 0 || !matcher.lookingAt()) {
            return "/";
        }
        String literal = unescaped(matcher.group(1));
        return matcher.group(2).isEmpty() ? literal : literal.substring(0, literal.length() - 1);
    }

    private static String expression(ProxyPass rule) {
        return rule.matcher() instanceof PathMatcher.Regex regex
                ? regex.pattern().toString()
                : "";
    }

    private static String unescaped(String literal) {
        return literal.replace("\\", "");
    }

    private static String oneSlash(String path) {
        return path.replaceAll("/+", "/");
    }
}
