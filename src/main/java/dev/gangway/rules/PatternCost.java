package dev.gangway.rules;

import com.google.re2j.Pattern;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Whether a pattern can be afforded: RE2/J runs in time linear to the path, but the factor grows with the parts of the
 * pattern that stay alive together. Small programs always can (measured: at most 110 us for each live instruction on 8 KiB,
 * warm, JDK 17). A larger one is tried on paths made of its own characters; it is refused when even the best of several runs
 * is too slow, so that a noisy machine refuses nothing. Stateless.
 */
final class PatternCost {

    static final int PATH_LENGTH = 8 * 1024;
    static final int ALWAYS = 80;
    static final int NEVER = 4_000;

    private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int RUNS = 12;
    private static final int HOPELESS = 10;
    private static final int MAX_PROBES = 48;

    private PatternCost() {}

    static boolean isAffordable(String text, Pattern pattern) {
        if (pattern.programSize() <= ALWAYS) {
            return true;
        }
        return pattern.programSize() <= NEVER
                && probes(text).stream()
                        .allMatch(probe ->
                                isQuick(probe, path -> pattern.matcher(path).find()));
    }

    private static boolean isQuick(String path, Predicate<String> search) {
        for (int run = 0; run < RUNS; run++) {
            long begun = System.nanoTime();
            boolean unused = search.test(path);
            long taken = System.nanoTime() - begun;
            if (taken <= LIMIT_NANOS) {
                return true;
            }
            if (run > 1 && taken > HOPELESS * LIMIT_NANOS) {
                return false;
            }
        }
        return false;
    }

    /** Long paths that keep much of the pattern alive: its characters over and over, alone and as segments, and itself. */
    private static Set<String> probes(String text) {
        Set<String> units = new LinkedHashSet<>();
        text.codePoints()
                .filter(Character::isLetterOrDigit)
                .distinct()
                .limit(MAX_PROBES / 2)
                .mapToObj(Character::toString)
                .forEach(character -> {
                    units.add(character);
                    units.add("/" + character);
                });
        String letters = text.replaceAll("[^A-Za-z0-9/._-]", "");
        units.add(letters.isEmpty() ? "/" : letters);
        Set<String> probes = new LinkedHashSet<>();
        units.forEach(unit ->
                probes.add("/" + unit.repeat(PATH_LENGTH / unit.length() + 1).substring(0, PATH_LENGTH)));
        return probes;
    }
}
