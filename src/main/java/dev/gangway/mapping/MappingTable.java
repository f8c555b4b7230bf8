package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.Destination;
import dev.gangway.rules.PathMatcher;
import dev.gangway.rules.ProxyPass;
import dev.gangway.rules.Section;
import dev.gangway.rules.Server;
import dev.gangway.rules.WorkerDefinition;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mappings of one server: the rule of the last {@code <Location>} that covers the path and has one, then the server's in
 * the order of the text; the first one that matches wins (mod_proxy.md section 3.3). Immutable.
 */
public final class MappingTable {

    private final SectionTable sections;
    private final IdentityHashMap<Section, Mapping> mappingOfSection = new IdentityHashMap<>();
    private final List<Mapping> mappings = new ArrayList<>();

    private MappingTable(Server server, SectionTable sections, Map<String, WorkerDefinition> workers) {
        this.sections = sections;
        for (Section section : server.sections()) {
            section.mapping().ifPresent(rule -> mappingOfSection.put(section, mapping(rule, workers)));
        }
        for (ProxyPass rule : server.mappings()) {
            mappings.add(mapping(rule, workers));
        }
    }

    /** Compiles what {@link #find} needs; the workers are those of the whole rule set, by name. */
    public static MappingTable compile(Server server, SectionTable sections, Map<String, WorkerDefinition> workers) {
        return new MappingTable(server, sections, workers);
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
        Optional<Mapping> chosen = choose(path.decoded());
        String containerView = path.decodedWithoutParameters();
        if (!containerView.equals(path.decoded()) && !choose(containerView).equals(chosen)) {
            return new Found.Ambiguous("the path takes another rule once its parameters are cut");
        }
        return chosen.map(mapping -> mapping.found(path)).orElseGet(Found.NotMapped::new);
    }

    private Optional<Mapping> choose(String decodedPath) {
        return ofSections(decodedPath).or(() -> first(decodedPath));
    }

    /** httpd merges the sections first: only the last rule counts, whether it matches or not. */
    private Optional<Mapping> ofSections(String decodedPath) {
        return mappingOfSection.isEmpty()
                ? Optional.empty()
                : sections.locations(decodedPath).stream()
                        .filter(mappingOfSection::containsKey)
                        .reduce((earlier, later) -> later)
                        .map(mappingOfSection::get)
                        .filter(mapping -> mapping.matches(decodedPath));
    }

    private Optional<Mapping> first(String decodedPath) {
        return mappings.stream().filter(mapping -> mapping.matches(decodedPath)).findFirst();
    }
}
