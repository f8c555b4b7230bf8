package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.BalancerMember;
import dev.gangway.rules.Destination;
import dev.gangway.rules.PathMatcher;
import dev.gangway.rules.PathPattern;
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
 *
 * <p>A prefix, or a pattern that begins with {@code ^} and literal text, is only tried for a path that begins so. Any other
 * pattern (unanchored, {@code (?i)}, alternatives at the top) can't be indexed and is tried in its turn for every path.
 */
public final class MappingTable {

    private final SectionTable sections;
    private final IdentityHashMap<Section, Mapping> mappingOfSection = new IdentityHashMap<>();
    private final List<Mapping> mappings = new ArrayList<>();
    private final MappingIndex index;
    private final boolean plainOnSockets;

    private MappingTable(Server server, SectionTable sections, Map<String, WorkerDefinition> workers) {
        this.sections = sections;
        this.plainOnSockets = server.settings().hop().plainOnSockets();
        for (Section section : server.sections()) {
            section.mapping().ifPresent(rule -> mappingOfSection.put(section, mapping(rule, workers)));
        }
        for (ProxyPass rule : server.mappings()) {
            mappings.add(mapping(rule, workers));
        }
        this.index =
                MappingIndex.of(mappings.stream().map(Mapping::literalBeginning).toList());
    }

    /** Compiles what {@link #find} needs; the workers are those of the whole rule set, by name. */
    public static MappingTable compile(Server server, SectionTable sections, Map<String, WorkerDefinition> workers) {
        return new MappingTable(server, sections, workers);
    }

    private static Mapping mapping(ProxyPass rule, Map<String, WorkerDefinition> workers) {
        boolean regex = rule.matcher() instanceof PathMatcher.Regex;
        if (rule.destination() instanceof Destination.Backend backend) {
            return new Mapping(
                    rule,
                    new Mapping.Target(
                            backend.origin(),
                            backend.upgrade(),
                            worker(rule, backend.worker(), workers),
                            PathTemplate.parse(backend.pathTemplate(), regex),
                            backend.nocanon(),
                            Optional.empty()));
        }
        if (rule.destination() instanceof Destination.Balanced balanced) {
            BalancerMember member = balanced.balancer().members().get(0); // the parser refuses any other number
            return new Mapping(
                    rule,
                    new Mapping.Target(
                            member.origin(),
                            member.upgrade(),
                            worker(rule, member.worker(), workers),
                            PathTemplate.parse(balanced.pathTemplate(), regex),
                            balanced.nocanon(),
                            Optional.of(new Mapping.Member(balanced.balancer().url(), member.path()))));
        }
        return new Mapping(rule, new Mapping.Nowhere());
    }

    private static WorkerDefinition worker(ProxyPass rule, String name, Map<String, WorkerDefinition> workers) {
        WorkerDefinition worker = workers.get(name);
        if (worker == null) {
            throw new IllegalArgumentException("rule " + rule.position() + " names no worker of its rule set");
        }
        return worker;
    }

    /**
     * Finds what happens to a path. Total: every path has an answer.
     *
     * @param upgrading whether the request has an Upgrade field
     */
    public Found find(CanonicalPath path, boolean upgrading) {
        try {
            return findChosen(path, upgrading || plainOnSockets);
        } catch (PathPattern.ExhaustedException exhausted) {
            // Whether the rule matches is unknown, and it may be an exclusion: going on could open it.
            return new Found.Ambiguous(exhausted.getMessage());
        }
    }

    private Found findChosen(CanonicalPath path, boolean sockets) {
        Optional<Mapping> chosen = choose(path.decoded(), sockets);
        String containerView = path.decodedWithoutParameters();
        if (!containerView.equals(path.decoded())
                && !choose(containerView, sockets).equals(chosen)) {
            return new Found.Ambiguous("the path takes another rule once its parameters are cut");
        }
        String slashView = path.decodedWithSlashes();
        if (!slashView.equals(containerView)
                && choose(slashView, sockets).filter(Mapping::excludes).isPresent()
                && chosen.filter(Mapping::excludes).isEmpty()) {
            return new Found.Ambiguous("the path is excluded once its encoded slashes are decoded");
        }
        return chosen.map(mapping -> mapping.found(path)).orElseGet(Found.NotMapped::new);
    }

    /** The rules that {@link #find} holds a path against, in order: all of them up to the one that matches. */
    public List<Tried> tried(CanonicalPath path, boolean upgrading) {
        List<Mapping> candidates = new ArrayList<>();
        ofSections(path.decoded()).ifPresent(candidates::add);
        candidates.addAll(mappings);
        List<Tried> tried = new ArrayList<>();
        for (Mapping mapping : candidates) {
            if (mapping.matches(path.decoded()) && !mapping.open(upgrading || plainOnSockets)) {
                tried.add(new Tried(mapping.rule(), false, "it takes requests with an Upgrade field only"));
                continue;
            }
            boolean matches = mapping.matches(path.decoded());
            tried.add(Tried.of(mapping.rule(), path.decoded(), matches));
            if (matches) {
                break;
            }
        }
        return tried;
    }

    private Optional<Mapping> choose(String decodedPath, boolean sockets) {
        return ofSections(decodedPath)
                .filter(mapping -> mapping.open(sockets) && mapping.matches(decodedPath))
                .or(() -> first(decodedPath, sockets));
    }

    /** httpd merges the sections first: only the last one's rule counts, whether it matches or not. */
    private Optional<Mapping> ofSections(String decodedPath) {
        return mappingOfSection.isEmpty()
                ? Optional.empty()
                : sections.locations(decodedPath).stream()
                        .filter(mappingOfSection::containsKey)
                        .reduce((earlier, later) -> later)
                        .map(mappingOfSection::get);
    }

    /** The server's rules in their order. */
    List<Mapping> inLine() {
        return List.copyOf(mappings);
    }

    Optional<Mapping> first(String decodedPath, boolean sockets) {
        return index.candidates(decodedPath)
                .mapToObj(mappings::get)
                .filter(mapping -> mapping.open(sockets) && mapping.matches(decodedPath))
                .findFirst();
    }
}
