package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.message.PathPolicy;
import dev.gangway.rules.BalancerMember;
import dev.gangway.rules.CapturedHosts;
import dev.gangway.rules.Destination;
import dev.gangway.rules.Environment;
import dev.gangway.rules.PathMatcher;
import dev.gangway.rules.PathPattern;
import dev.gangway.rules.ProxyPass;
import dev.gangway.rules.Section;
import dev.gangway.rules.Server;
import dev.gangway.rules.WorkerDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The mappings of one server: rules with {@code mapping=} first, then the rule of the last {@code <Location>} that covers the path and has one, then the server's in
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
    private final EncodedRules encodedRules;
    private final boolean encoded;
    private final boolean interpolates;
    private final PathPolicy paths;
    private final boolean plainOnSockets;

    private MappingTable(Server server, SectionTable sections, Map<String, WorkerDefinition> workers) {
        this.sections = sections;
        this.plainOnSockets = server.settings().hop().plainOnSockets();
        CapturedHosts hosts = server.settings().hop().capturedHosts();
        for (Section section : server.sections()) {
            section.mapping().ifPresent(rule -> mappingOfSection.put(section, mapping(rule, workers, hosts)));
        }
        for (ProxyPass rule : server.mappings()) {
            mappings.add(mapping(rule, workers, hosts));
        }
        this.index =
                MappingIndex.of(mappings.stream().map(Mapping::literalBeginning).toList());
        this.encodedRules = new EncodedRules(mappings);
        List<Mapping> all = Stream.concat(mappings.stream(), mappingOfSection.values().stream())
                .toList();
        this.encoded = all.stream().anyMatch(mapping -> mapping.rule().encoded());
        this.interpolates = all.stream().anyMatch(mapping -> mapping.rule().interpolates());
        this.paths = server.settings().paths();
    }

    /** Compiles what {@link #find} needs; the workers are those of the whole rule set, by name. */
    public static MappingTable compile(Server server, SectionTable sections, Map<String, WorkerDefinition> workers) {
        return new MappingTable(server, sections, workers);
    }

    private static Mapping mapping(ProxyPass rule, Map<String, WorkerDefinition> workers, CapturedHosts hosts) {
        boolean regex = rule.matcher() instanceof PathMatcher.Regex;
        if (rule.destination() instanceof Destination.Backend backend) {
            return new Mapping(
                    rule,
                    new Mapping.Target(
                            backend.origin(),
                            backend.upgrade(),
                            worker(rule, backend.worker(), workers),
                            PathTemplate.parse(backend.pathTemplate(), regex, rule.interpolates()),
                            backend.nocanon(),
                            Optional.empty()));
        }
        if (rule.destination() instanceof Destination.Captured captured) {
            PathTemplate template = PathTemplate.parse(captured.pathTemplate(), true, rule.interpolates())
                    .substituting();
            return new Mapping(
                    rule, new Mapping.Captured(captured, hosts, worker(rule, captured.worker(), workers), template));
        }
        if (rule.destination() instanceof Destination.Balanced balanced) {
            BalancerMember member = balanced.balancer().members().get(0); // the parser refuses any other number
            return new Mapping(
                    rule,
                    new Mapping.Target(
                            member.origin(),
                            member.upgrade(),
                            worker(rule, member.worker(), workers),
                            PathTemplate.parse(balanced.pathTemplate(), regex, rule.interpolates()),
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

    /** How paths must be read: rules with {@code mapping=} get encoded slashes whatever the server says of them. */
    public PathPolicy paths() {
        return encoded && paths.encodedSlashes() == PathPolicy.EncodedSlashes.REFUSED
                ? paths.keepingEncodedSlashes()
                : paths;
    }

    /** Whether the server refuses a path that no rule with {@code mapping=} takes. */
    public boolean refuses(CanonicalPath path) {
        return encoded && paths.encodedSlashes() == PathPolicy.EncodedSlashes.REFUSED && path.holdsEncodedSlash();
    }

    /**
     * What a rule with {@code mapping=} makes of a path, or what keeps it from it; empty when none matches. httpd asks these
     * rules first. Exclusions before them hold nevertheless, for the decoded path.
     *
     * @param upgrading whether the request has an Upgrade field
     */
    public Optional<Found> findEncoded(CanonicalPath path, boolean upgrading) {
        if (!encoded) {
            return Optional.empty();
        }
        boolean sockets = upgrading || plainOnSockets;
        try {
            return findEncodedChosen(path, sockets);
        } catch (PathPattern.ExhaustedException exhausted) {
            return Optional.of(new Found.Ambiguous(exhausted.getMessage()));
        }
    }

    private Optional<Found> findEncodedChosen(CanonicalPath path, boolean sockets) {
        Optional<CanonicalPath> form = encodedForm(path);
        if (form.isEmpty()) {
            return chooseEncoded(path, path, sockets)
                    .map(mapping -> new Found.Ambiguous("the path means another one with its slashes encoded"));
        }
        Optional<Mapping> chosen = chooseEncoded(path, form.get(), sockets);
        CanonicalPath cut = path.withoutParameters();
        if (!chooseEncoded(cut, form.get().withoutParameters(), sockets).equals(chosen)) {
            return Optional.of(new Found.Ambiguous("the path takes another rule once its parameters are cut"));
        }
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        Optional<Mapping> exclusion = exclusionBefore(chosen.get(), path.decoded(), sockets);
        boolean same = exclusionBefore(chosen.get(), cut.decoded(), sockets).equals(exclusion)
                && exclusionBefore(chosen.get(), path.decodedWithSlashes(), sockets)
                        .equals(exclusion);
        if (!same) {
            return Optional.of(new Found.Ambiguous("the path is excluded in another reading of it"));
        }
        return Optional.of(exclusion
                .<Found>map(mapping -> new Found.Excluded(mapping.rule()))
                .orElseGet(() -> chosen.get().foundEncoded(form.get())));
    }

    /** As httpd compares it; empty where it has no one reading so. */
    private Optional<CanonicalPath> encodedForm(CanonicalPath path) {
        if (paths.encodedSlashes() != PathPolicy.EncodedSlashes.DECODED
                || path.raw().isEmpty()) {
            return Optional.of(path);
        }
        return CanonicalPath.parse(path.raw().get(), paths.keepingEncodedSlashes()) instanceof CanonicalPath form
                ? Optional.of(form)
                : Optional.empty();
    }

    private Optional<Mapping> chooseEncoded(CanonicalPath path, CanonicalPath form, boolean sockets) {
        return ofSections(path.decoded())
                .filter(mapping -> mapping.open(sockets) && mapping.matchesEncoded(form))
                .or(() -> encodedRules.first(form, sockets));
    }

    /** The exclusion that takes the decoded path and stands before a rule: a section's stands before all. */
    private Optional<Mapping> exclusionBefore(Mapping rule, String decodedPath, boolean sockets) {
        return choose(decodedPath, sockets, Optional.empty())
                .filter(Mapping::excludes)
                .filter(exclusion -> place(exclusion) < place(rule));
    }

    private int place(Mapping mapping) {
        return mappings.indexOf(mapping);
    }

    /**
     * Finds what happens to a path that no rule with {@code mapping=} takes. Total: every path has an answer.
     *
     * @param upgrading whether the request has an Upgrade field
     * @param environment the request's variables
     */
    public Found find(CanonicalPath path, boolean upgrading, Environment environment) {
        try {
            return findChosen(path, upgrading || plainOnSockets, variables(path, environment));
        } catch (PathPattern.ExhaustedException exhausted) {
            // Whether the rule matches is unknown, and it may be an exclusion: going on could open it.
            return new Found.Ambiguous(exhausted.getMessage());
        }
    }

    /** Empty where rules are not to be filled in. */
    private Optional<Environment> variables(CanonicalPath path, Environment environment) {
        boolean on = interpolates
                && sections.settings(sections.locations(path.decoded()))
                        .interpolates()
                        .orElse(false);
        return on ? Optional.of(environment) : Optional.empty();
    }

    private Found findChosen(CanonicalPath path, boolean sockets, Optional<Environment> variables) {
        Optional<Mapping> chosen = choose(path.decoded(), sockets, variables);
        String containerView = path.decodedWithoutParameters();
        if (!containerView.equals(path.decoded())
                && !choose(containerView, sockets, variables).equals(chosen)) {
            return new Found.Ambiguous("the path takes another rule once its parameters are cut");
        }
        String slashView = path.decodedWithSlashes();
        if (!slashView.equals(containerView)
                && choose(slashView, sockets, variables)
                        .filter(Mapping::excludes)
                        .isPresent()
                && chosen.filter(Mapping::excludes).isEmpty()) {
            return new Found.Ambiguous("the path is excluded once its encoded slashes are decoded");
        }
        return chosen.map(mapping -> mapping.found(path, variables)).orElseGet(Found.NotMapped::new);
    }

    /**
     * The rules that {@link #findEncoded} and {@link #find} hold a path against, in order: all of them up to the one that
     * matches.
     */
    public List<Tried> tried(CanonicalPath path, boolean upgrading, Environment environment) {
        Optional<Environment> variables = variables(path, environment);
        CanonicalPath form = encodedForm(path).orElse(path);
        List<Mapping> inLine = new ArrayList<>();
        ofSections(path.decoded()).ifPresent(inLine::add);
        inLine.addAll(mappings);
        // rules with mapping= are tried first
        inLine.sort(Comparator.comparing(mapping -> !mapping.rule().encoded()));
        List<Tried> tried = new ArrayList<>();
        for (Mapping mapping : inLine) {
            Tried one = mapping.rule().encoded()
                    ? Tried.of(mapping.rule(), path.decoded(), mapping.matchesEncoded(form))
                    : tried(mapping, path.decoded(), upgrading || plainOnSockets, variables);
            tried.add(one);
            if (one.matched()) {
                break;
            }
        }
        return tried;
    }

    private static Tried tried(Mapping mapping, String decodedPath, boolean sockets, Optional<Environment> variables) {
        try {
            boolean matches = mapping.matches(decodedPath, variables);
            return matches && !mapping.open(sockets)
                    ? Tried.of(mapping.rule(), false, "it takes requests with an Upgrade field only")
                    : Tried.of(mapping.rule(), decodedPath, matches);
        } catch (PathPattern.ExhaustedException exhausted) {
            return Tried.of(mapping.rule(), false, exhausted.getMessage());
        }
    }

    private Optional<Mapping> choose(String decodedPath, boolean sockets, Optional<Environment> variables) {
        return ofSections(decodedPath)
                .filter(mapping -> mapping.open(sockets) && mapping.matches(decodedPath, variables))
                .or(() -> first(decodedPath, sockets, variables));
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

    Optional<Mapping> first(String decodedPath, boolean sockets, Optional<Environment> variables) {
        return index.candidates(decodedPath)
                .mapToObj(mappings::get)
                .filter(mapping -> mapping.open(sockets) && mapping.matches(decodedPath, variables))
                .findFirst();
    }
}
