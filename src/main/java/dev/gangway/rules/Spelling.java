package dev.gangway.rules;

import java.util.Collection;
import java.util.Locale;

/** Guesses what a misspelt name was meant to be. Stateless. */
final class Spelling {

    private Spelling() {}

    /** {@code , did you mean ...}, or nothing when no known name is near. */
    static String hint(String name, Collection<String> known) {
        String best = "";
        int nearest = 3;
        for (String candidate : known.stream().sorted().toList()) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < nearest) {
                nearest = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : ", did you mean " + best + (best.startsWith("<") ? ">" : "");
    }

    /** Levenshtein. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[other.length() + 1];
            current[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                int replaced = previous[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
