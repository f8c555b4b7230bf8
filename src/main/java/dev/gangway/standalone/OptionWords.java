package dev.gangway.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The words of a command line, sorted into options with values and others. Confined to one call. */
final class OptionWords {

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<String> problems;

    /** @param problems where it says what is wrong */
    OptionWords(List<String> problems) {
        this.problems = problems;
    }

    /**
     * Both {@code --name value} and {@code --name=value}.
     *
     * @param once options that may be given once
     * @param repeatable options that may be given more than once
     * @param other takes the words that are neither options nor their values
     */
    void read(List<String> words, Set<String> once, Set<String> repeatable, Consumer<String> other) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (!word.startsWith("--")) {
                other.accept(word);
            } else if (!once.contains(name) && !repeatable.contains(name)) {
                unknown(word);
            } else if (equals >= 0) {
                set(name, word.substring(equals + 1), repeatable);
            } else if (i + 1 < words.size() && !words.get(i + 1).startsWith("--")) {
                i++;
                set(name, words.get(i), repeatable);
            } else {
                problems.add(name + " needs a value");
            }
        }
    }

    void unknown(String word) {
        problems.add("'" + word + "' is not known; expected one of the options of --help");
    }

    private void set(String name, String value, Set<String> repeatable) {
        List<String> given = values.computeIfAbsent(name, key -> new ArrayList<>());
        if (value.isBlank()) {
            problems.add(name + " needs a value");
        } else if (!given.isEmpty() && !repeatable.contains(name)) {
            problems.add(name + " is given more than once");
        } else {
            given.add(value);
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> one(String name) {
        return all(name).stream().findFirst();
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Empty, and a problem, when it is no path. */
    Optional<Path> path(String what, String value) {
        try {
            return Optional.of(Path.of(value));
        } catch (InvalidPathException e) {
            problems.add(what + "'" + value + "' is not a path: " + e.getReason());
            return Optional.empty();
        }
    }
}
