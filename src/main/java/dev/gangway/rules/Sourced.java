package dev.gangway.rules;

/**
 * A value and where it comes from, for explanations. Immutable.
 *
 * @param source in words: a directive or parameter with its file and line, or that it is the default
 */
public record Sourced<T>(T value, String source) {

    static <T> Sourced<T> byDefault(T value) {
        return new Sourced<>(value, "default");
    }

    static <T> Sourced<T> by(Invocation invocation, T value) {
        return new Sourced<>(value, invocation.name() + " of " + invocation.position());
    }
}
