package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What the lines of one place do to the variables of a request and to the fields of both heads. Immutable.
 *
 * @param early RequestHeader lines with {@code early}: before variables and rules
 * @param answers Header lines on a backend's answer, the condition {@code onsuccess}
 * @param always Header lines with {@code always}: on our own error pages and, beside the backend's own lines, on its answers
 */
public record HeadEdits(
        List<EnvironmentEdit> environment,
        List<FieldEdit> early,
        List<FieldEdit> requests,
        List<FieldEdit> answers,
        List<FieldEdit> always) {

    public static final HeadEdits NONE = new HeadEdits(List.of(), List.of(), List.of(), List.of(), List.of());

    public HeadEdits {
        environment = List.copyOf(environment);
        early = List.copyOf(early);
        requests = List.copyOf(requests);
        answers = List.copyOf(answers);
        always = List.copyOf(always);
    }

    /** With those of a section that comes later behind them. */
    HeadEdits with(HeadEdits later) {
        if (later.equals(NONE)) {
            return this;
        }
        return new HeadEdits(
                both(environment, later.environment),
                both(early, later.early),
                both(requests, later.requests),
                both(answers, later.answers),
                both(always, later.always));
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
