package dev.gangway.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What Define lines have set so far. As in httpd {@code <IfDefine>} minds the case of a name and {@code ${name}} doesn't.
 * Mutable, confined to the parser.
 */
final class Definitions {

    /** Longest line after variables are put in: a variable may hold others twice, and so on. */
    static final int MAX_LINE = 1 << 16;

    private final Set<String> names = new HashSet<>();
    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> environment;

    Definitions(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * A line with its variables put in.
     *
     * @param undefined the variables that have no value and stand as they were written
     */
    record Resolved(String text, List<String> undefined) {}

    void define(String name) {
        names.add(name);
    }

    void define(String name, String value) {
        names.add(name);
        values.put(name, value);
    }

    void undefine(String name) {
        names.remove(name);
        values.remove(name);
    }

    boolean defined(String name) {
        return names.contains(name);
    }

    /** A name reaches to the next brace whatever stands between, quotes don't matter, and values are not read again. */
    Resolved resolve(String text) throws Refusal {
        StringBuilder result = new StringBuilder();
        List<String> undefined = new ArrayList<>();
        int at = 0;
        while (true) {
            int start = text.indexOf("${", at);
            int end = start < 0 ? -1 : text.indexOf('}', start);
            if (end < 0) {
                refuseExcess(result.append(text, at, text.length()));
                return new Resolved(result.toString(), undefined);
            }
            Optional<String> value = value(text.substring(start + 2, end));
            result.append(text, at, start).append(value.orElse(text.substring(start, end + 1)));
            if (value.isEmpty()) {
                undefined.add(text.substring(start, end + 1));
            }
            refuseExcess(result);
            at = end + 1;
        }
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).or(() -> Optional.ofNullable(environment.get(name)));
    }

    private static void refuseExcess(StringBuilder text) throws Refusal {
        if (text.length() > MAX_LINE) {
            throw new Refusal("longer than " + MAX_LINE + " characters with its variables put in, expected less");
        }
    }
}
