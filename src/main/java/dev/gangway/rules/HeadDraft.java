package dev.gangway.rules;

import java.util.ArrayList;
import java.util.List;

/** The lines of one place about variables and fields, while they are read. Mutable, confined to the parser. */
final class HeadDraft {

    final List<EnvironmentEdit> environment = new ArrayList<>();
    final List<FieldEdit> early = new ArrayList<>();
    final List<FieldEdit> requests = new ArrayList<>();
    final List<FieldEdit> answers = new ArrayList<>();
    final List<FieldEdit> always = new ArrayList<>();

    /** UnsetEnv goes first: within one place SetEnv wins wherever it stands, as in httpd. */
    HeadEdits edits() {
        List<EnvironmentEdit> ordered = new ArrayList<>();
        environment.stream().filter(EnvironmentEdit.Remove.class::isInstance).forEach(ordered::add);
        environment.stream()
                .filter(edit -> !(edit instanceof EnvironmentEdit.Remove))
                .forEach(ordered::add);
        return new HeadEdits(ordered, early, requests, answers, always);
    }
}
