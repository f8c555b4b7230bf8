package dev.gangway.rules;

/**
 * Where the limits of a worker come from, each in the words of {@link Sourced}. Immutable.
 *
 * @param max says nothing where there is no limit
 */
public record WorkerSources(String max, String acquire, String connectTimeout, String timeout) {}
