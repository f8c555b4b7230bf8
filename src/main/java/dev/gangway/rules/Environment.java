package dev.gangway.rules;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The variables that SetEnvIf and its kin give one request; names compare without case, as in httpd. Values hold one char per
 * octet, as fields do. Immutable.
 */
public final class Environment {

    private static final Environment EMPTY = new Environment(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = Collections.unmodifiableMap(variables);
    }

    public static Environment empty() {
        return EMPTY;
    }

    public static Environment of(Map<String, String> variables) {
        Environment all = EMPTY;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            all = all.with(variable.getKey(), variable.getValue());
        }
        return all;
    }

    /** By name, read-only. */
    public Map<String, String> variables() {
        return variables;
    }

    public boolean has(String name) {
        return variables.containsKey(name);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    public Environment with(String name, String value) {
        Map<String, String> more = copy();
        more.put(name, octets(value));
        return new Environment(more);
    }

    public Environment without(String name) {
        if (!has(name)) {
            return this;
        }
        Map<String, String> fewer = copy();
        fewer.remove(name);
        return new Environment(fewer);
    }

    /** With the variables of another one over these. */
    public Environment with(Environment later) {
        if (later.variables.isEmpty()) {
            return this;
        }
        Map<String, String> both = copy();
        both.putAll(later.variables);
        return new Environment(both);
    }

    private Map<String, String> copy() {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(variables);
        return copy;
    }

    /** Text of a decoded path or of the rules as the octets it stands for; fields are octets already. */
    public static String octets(String text) {
        return text.chars().allMatch(c -> c <= 0xFF)
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Environment environment && variables.equals(environment.variables);
    }

    @Override
    public int hashCode() {
        return variables.hashCode();
    }

    @Override
    public String toString() {
        return variables.toString();
    }
}
