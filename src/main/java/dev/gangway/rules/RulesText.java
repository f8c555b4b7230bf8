package dev.gangway.rules;

import java.util.List;
import java.util.Map;

/**
 * Everything that decides what the rules say. Immutable.
 *
 * @param sources read as one text in their order
 * @param includes the files that the text may name
 * @param environment values of variables that no Define line sets
 */
public record RulesText(List<RulesSource> sources, Includes includes, Map<String, String> environment) {

    public RulesText {
        sources = List.copyOf(sources);
        environment = Map.copyOf(environment);
    }

    /** Text that is complete in itself. */
    public static RulesText of(List<RulesSource> sources) {
        return new RulesText(sources, Includes.NONE, Map.of());
    }
}
