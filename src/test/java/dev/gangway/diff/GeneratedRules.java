package dev.gangway.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rules of all kinds in an order from a seed, with paths that lie near them. Immutable. */
record GeneratedRules(List<String> lines, List<String> bases) {
    private static final String[] SEGMENTS = {"a", "b", "abc", "Z9", "no", "end", "a.b", "x y", "a+b", "1"};
    private static final String[] PATTERNS = {
        "^%s(.*)$", "^%s/(.*)$", "%s/([^/]+)$", "^%s([^/]*)/(.*)", "%s", "(?i)%s(x)?(.*)$", "^(%s)+/(.*)$"
    };

    static GeneratedRules of(long seed, int count) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        List<String> bases = new ArrayList<>();
        for (int rule = 0; rule < count; rule++) {
            String path = path(random, true);
            bases.add(path.replace(" ", "%20"));
            String target = "\"http://BACKEND" + (random.nextInt(5) == 0 ? "" : "/" + rule + path(random, false));
            boolean regex = random.nextInt(3) == 0;
            if (random.nextInt(6) == 0) {
                target = "!";
            } else {
                target += (regex ? List.of("", "/$1", "/$2/$1", "$1").get(random.nextInt(4)) : "") + "\"";
            }
            String matched = regex
                    ? PATTERNS[random.nextInt(PATTERNS.length)].formatted(
                            path.replace(".", "\\.").replace("+", "[+]"))
                    : path;
            lines.add((regex ? "ProxyPassMatch" : "ProxyPass") + " \"" + matched + "\" " + target);
        }
        return new GeneratedRules(List.copyOf(lines), List.copyOf(bases));
    }

    /** A glued {@code $1} may follow a host only after a path, so targets of patterns without one get a slash. */
    String text(String authority) {
        return String.join("\n", lines)
                        .replace("http://BACKEND$1", "http://BACKEND/$1")
                        .replace("BACKEND", authority)
                + "\n";
    }

    private static String path(Random random, boolean first) {
        StringBuilder path = new StringBuilder();
        for (int left = 1 + random.nextInt(first ? 2 : 3); left > 0; left--) {
            path.append(random.nextInt(12) == 0 ? "//" : "/").append(SEGMENTS[random.nextInt(SEGMENTS.length)]);
        }
        return path + (random.nextInt(3) == 0 ? "/" : "");
    }
}
