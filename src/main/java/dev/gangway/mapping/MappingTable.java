package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.Destination;
import dev.gangway.rules.PathMatcher;
import dev.gangway.rules.ProxyPass;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.WorkerDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The mappings of a rule set in the order of the text: the first one that matches wins (mod_proxy.md section 3.3).
 * Immutable.
 */
public final class MappingTable {

    private final List<Mapping> mappings;

    private MappingTable(List<Mapping> mappings) {
        this.mappings = List.copyOf(mappings);
    }

    public static MappingTable compile(RuleSet rules) {
        Map<String, WorkerDefinition> workers =
                rules.workers().stream().collect(Collectors.toMap(WorkerDefinition::name, Function.identity()));
        List<Mapping> mappings = new ArrayList<>();
        for (ProxyPass rule : rules.mappings()) {
            mappings.add(mapping(rule, workers));
        }
        return new MappingTable(mappings);
    }

    private static Mapping mapping(ProxyPass rule, Map<String, WorkerDefinition> workers) {
        if (rule.destination() instanceof Destination.Backend backend) {
            WorkerDefinition worker = workers.get(backend.worker());
            if (worker == null) {
                throw new IllegalArgumentException("rule " + rule.position() + " names no worker of its rule set");
            }
            boolean regex = rule.matcher() instanceof PathMatcher.Regex;
            return new Mapping(
                    rule, new Mapping.Target(backend, worker, PathTemplate.parse(backend.pathTemplate(), regex)));
        }
        return new Mapping(rule, new Mapping.Nowhere());
    }

    /** Finds what happens to a path. Total: every path has an answer. */
    public Found find(CanonicalPath path) {
        OptionalInt chosen = first(path.decoded());
        String containerView = path.decodedWithoutParameters();
        if (!containerView.equals(path.decoded()) && !first(containerView).equals(chosen)) {
            return new Found.Ambiguous("the path takes another rule once its parameters are cut");
        }
        return chosen.isEmpty()
                ? new Found.NotMapped()
                : mappings.get(chosen.getAsInt()).found(path);
    }

    private OptionalInt first(String decodedPath) {
        for (int index = 0; index < mappings.size(); index++) {
            if (mappings.get(index).matches(decodedPath)) {
                return OptionalInt.of(index);
            }
        }
        return OptionalInt.empty();
    }
}
