package dev.gangway.rules;

/** {@code env=[!]variable} behind a line: it counts only with that variable, or only without it. Immutable. */
public record EnvironmentCondition(String variable, boolean negated) {

    static EnvironmentCondition parse(String text) throws Refusal {
        String written = text.substring("env=".length());
        boolean negated = written.startsWith("!");
        String variable = negated ? written.substring(1) : written;
        if (variable.isEmpty()) {
            throw Refusal.expected(text, "env=variable or env=!variable");
        }
        return new EnvironmentCondition(variable, negated);
    }

    public boolean holds(Environment environment) {
        return environment.has(variable) != negated;
    }

    @Override
    public String toString() {
        return "env=" + (negated ? "!" : "") + variable;
    }
}
