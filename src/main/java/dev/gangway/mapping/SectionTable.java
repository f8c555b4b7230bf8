package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.Environment;
import dev.gangway.rules.PathSettings;
import dev.gangway.rules.Section;
import dev.gangway.rules.Server;
import java.util.ArrayList;
import java.util.List;

/**
 * The sections of one server. All that cover a request count, {@code <Proxy>} before {@code <Location>} and each in the order
 * of the text, the later over the earlier (mod_proxy.md sections 1.5 and 3.7). Immutable.
 */
public final class SectionTable {

    private final PathSettings base;
    private final boolean named;
    private final List<Section> ofTargets;
    private final List<Section> ofPaths;

    private SectionTable(Server server) {
        this.base = server.base();
        this.named = server.sections().stream().anyMatch(section -> CoveredNames.hasNames(section.target()));
        this.ofTargets = server.sections().stream()
                .filter(section -> section.target().ofTarget())
                .toList();
        this.ofPaths = server.sections().stream()
                .filter(section -> !section.target().ofTarget())
                .toList();
    }

    public static SectionTable compile(Server server) {
        return new SectionTable(server);
    }

    /** The {@code <Location>} sections that cover a decoded path. */
    List<Section> locations(String path) {
        return ofPaths.isEmpty()
                ? List.of()
                : ofPaths.stream()
                        .filter(section -> CoveredNames.covers(section.target(), path))
                        .toList();
    }

    /** The sections that cover a path which goes to no backend. */
    public List<Section> covering(CanonicalPath path) {
        return locations(path.decoded());
    }

    /** As {@link #readings(Found.Mapped, CanonicalPath)}, for a request that goes to no backend. */
    public List<List<Section>> readings(CanonicalPath path) {
        List<Section> ours = locations(path.decoded());
        List<Section> cut = locations(path.decodedWithSlashes());
        return ours.equals(cut) ? List.of(ours) : List.of(ours, cut);
    }

    /** The sections that cover a request as we read its path. */
    public List<Section> covering(Found.Mapped target, CanonicalPath path) {
        return covering(CoveredNames.of(target, path.decoded()));
    }

    /**
     * The sections that cover a request, once for each reading of it that must be admitted: ours, and that of a container
     * or backend that cuts path parameters. Through a balancer httpd knows the balancer's URL only, and on a socket the URL
     * with it or without it only; a section for the other then restricts as well, and admits nobody that the first does not.
     */
    public List<List<Section>> readings(Found.Mapped target, CanonicalPath path) {
        CoveredNames ours = CoveredNames.of(target, path.decoded());
        CoveredNames cut = CoveredNames.withoutParameters(target, path.decodedWithSlashes());
        List<CoveredNames> readings = !target.hasOtherUrls()
                ? List.of(ours, cut)
                : List.of(ours, cut, ours.withBackend(target), cut.withBackend(target));
        return readings.stream().map(this::covering).toList();
    }

    /** The sections that cover it as a container or backend does that cuts path parameters. */
    public List<Section> coveringWithoutParameters(Found.Mapped target, CanonicalPath path) {
        return covering(CoveredNames.withoutParameters(target, path.decodedWithSlashes()));
    }

    /** What the named groups of the {@code <Location>} sections hold that cover a path. */
    public Environment named(CanonicalPath path) {
        return named
                ? named(new CoveredNames(path.decoded(), List.of()), locations(path.decoded()))
                : Environment.empty();
    }

    /** The same of all sections that cover a request. */
    public Environment named(Found.Mapped target, CanonicalPath path) {
        return named(CoveredNames.of(target, path.decoded()));
    }

    /** The same as a container or backend reads it that cuts path parameters. */
    public Environment namedWithoutParameters(Found.Mapped target, CanonicalPath path) {
        return named(CoveredNames.withoutParameters(target, path.decodedWithSlashes()));
    }

    private Environment named(CoveredNames names) {
        return named ? named(names, covering(names)) : Environment.empty();
    }

    private static Environment named(CoveredNames names, List<Section> covering) {
        Environment environment = Environment.empty();
        for (Section section : covering) {
            environment = environment.with(names.named(section.target()));
        }
        return environment;
    }

    /** The server's own settings with those of the sections over them. */
    public PathSettings settings(List<Section> covering) {
        PathSettings settings = base;
        for (Section section : covering) {
            settings = settings.with(section.settings());
        }
        return settings;
    }

    private List<Section> covering(CoveredNames names) {
        if (ofTargets.isEmpty() && ofPaths.isEmpty()) {
            return List.of();
        }
        List<Section> covering = new ArrayList<>();
        for (List<Section> kind : List.of(ofTargets, ofPaths)) {
            kind.stream().filter(section -> names.coveredBy(section.target())).forEach(covering::add);
        }
        return covering;
    }
}
