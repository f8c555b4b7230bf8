package dev.gangway.exchange;

import dev.gangway.rules.Environment;
import dev.gangway.rules.EnvironmentEdit;
import dev.gangway.rules.PathPattern;
import dev.gangway.rules.Substitution;
import java.util.List;
import java.util.Optional;

/** Runs the lines that set a request's variables (mod_proxy.md section 3.1). Stateless. */
final class Variables {

    private Variables() {}

    /**
     * A request once its sections are known.
     *
     * @param matched its variables as access rules see them: httpd sets those of SetEnv later
     */
    record Settled(Reception reception, Environment matched) {}

    /** With the variables that are set once the sections are known. */
    static Settled settle(Reception reception, List<EnvironmentEdit> edits) {
        Reception matched = match(reception, edits, false);
        return new Settled(edits.isEmpty() ? matched : assign(matched, edits), matched.environment());
    }

    /** With the SetEnvIf lines of one stage, in order; each sees what the earlier ones set. */
    static Reception match(Reception reception, List<EnvironmentEdit> edits, boolean beforeMapping) {
        Reception current = reception;
        for (EnvironmentEdit edit : edits) {
            if (edit instanceof EnvironmentEdit.Match match && match.beforeMapping() == beforeMapping) {
                current = match(current, match);
            }
        }
        return current;
    }

    private static Reception match(Reception reception, EnvironmentEdit.Match match) {
        // a missing field is an empty one: ^$ matches it
        String subject = reception.value(match.attribute()).orElse("");
        Optional<PathPattern.Captures> found = match.pattern().find(subject);
        if (found.isEmpty()) {
            return reception;
        }
        Environment environment = reception.environment();
        for (EnvironmentEdit.Assignment assignment : match.assignments()) {
            environment = assignment.value().isPresent()
                    ? environment.with(
                            assignment.variable(),
                            Substitution.fill(assignment.value().get(), subject, found.get()))
                    : environment.without(assignment.variable());
        }
        return reception.with(environment);
    }

    /** With what SetEnv says of variables that nothing else set; UnsetEnv takes back no more than SetEnv. */
    private static Reception assign(Reception reception, List<EnvironmentEdit> edits) {
        Environment assigned = Environment.empty();
        for (EnvironmentEdit edit : edits) {
            if (edit instanceof EnvironmentEdit.Assign assign) {
                assigned = assigned.with(assign.variable(), assign.value());
            } else if (edit instanceof EnvironmentEdit.Remove remove) {
                assigned = assigned.without(remove.variable());
            }
        }
        return reception.with(assigned.with(reception.environment()));
    }
}
