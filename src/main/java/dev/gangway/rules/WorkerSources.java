package dev.gangway.rules;

import java.util.Map;

/**
 * Where the limits of a worker come from, each in the words of {@link Sourced}. Immutable.
 *
 * @param words by the parameter's name; what is missing is the default
 */
public record WorkerSources(Map<String, String> words) {

    public WorkerSources {
        words = Map.copyOf(words);
    }

    public String of(String parameter) {
        return words.getOrDefault(parameter, "default");
    }
}
