package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words behind a rule's URL that are the rule's own, apart from those of its worker or balancer. Immutable.
 *
 * @param mapping how the path is compared
 * @param interpolates whether variables of the request are to be filled in
 * @param others the parameters of its worker or balancer
 */
record RuleWords(Mapping mapping, boolean interpolates, List<String> others) {

    /** What {@code mapping=} says. */
    enum Mapping {
        DECODED,
        ENCODED,
        SERVLET
    }

    RuleWords {
        others = List.copyOf(others);
    }

    static RuleWords of(List<String> words) throws Refusal {
        Mapping mapping = Mapping.DECODED;
        boolean interpolates = false;
        List<String> others = new ArrayList<>();
        for (String word : words) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (lower.startsWith("mapping=")) {
                mapping = switch (lower.substring("mapping=".length())) {
                    case "encoded" -> Mapping.ENCODED;
                    case "servlet" -> Mapping.SERVLET;
                    default -> throw Refusal.expected(word, "mapping=encoded or mapping=servlet");
                };
            } else if (lower.equals("interpolate")) {
                interpolates = true;
            } else {
                others.add(word);
            }
        }
        return new RuleWords(mapping, interpolates, others);
    }

    /** For lines that know no other word behind so many arguments. */
    static boolean endsWithInterpolate(List<String> arguments, int count) {
        return arguments.size() == count + 1 && arguments.get(count).equalsIgnoreCase("interpolate");
    }

    /** The rule's matcher as {@code mapping=} changes it. */
    PathMatcher matcher(PathMatcher plain) throws Refusal {
        if (mapping == Mapping.DECODED) {
            return plain;
        }
        if (!(plain instanceof PathMatcher.Prefix prefix)) {
            throw Refusal.expected(
                    "mapping=" + mapping.name().toLowerCase(Locale.ROOT),
                    "it with a path only: an expression is always held against the decoded path");
        }
        if (interpolates) {
            throw Refusal.expected("interpolate", "not both mapping= and interpolate");
        }
        return new PathMatcher.Encoded(prefix.path(), mapping == Mapping.SERVLET);
    }
}
