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

    HeadEdits edits() {
        return new HeadEdits(environment, early, requests, answers, always);
    }
}
