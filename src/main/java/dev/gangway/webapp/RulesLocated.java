package dev.gangway.webapp;

import dev.gangway.rules.RulesSource;
import dev.gangway.rules.RulesText;
import java.util.List;

/** Outcome of looking for the rules. Immutable. */
sealed interface RulesLocated {

    /** The rules text, and in words where it came from, for the line at start-up. */
    record Found(RulesText text, String description) implements RulesLocated {

        List<RulesSource> sources() {
            return text.sources();
        }
    }

    /** No rules: every reason, one line each. */
    record Problems(List<String> texts) implements RulesLocated {
        public Problems {
            texts = List.copyOf(texts);
        }
    }
}
