package dev.gangway.rules;

import dev.gangway.message.PathPolicy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The lines of the main server, or of a virtual host, while they are read. httpd puts the main server's rules first wherever
 * its lines stand, and the virtual host's settings over it. Mutable, confined to the parser.
 */
final class ServerDraft {

    /** httpd's is 60: Shiny Server holds a page while R starts. */
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    private final Optional<ServerDraft> main;
    final List<ListenAddress> addresses;
    final Position position;
    final List<ProxyPass> mappings = new ArrayList<>();
    final PathDraft base = new PathDraft();
    final HopDraft hop = new HopDraft();
    final PeerTrustDraft trust = new PeerTrustDraft();
    final List<PendingSection> sections = new ArrayList<>();
    final List<PathPattern> aliases = new ArrayList<>();
    final List<RewriteRule> redirects = new ArrayList<>();
    final RewriteDraft rewrite = new RewriteDraft();
    /** What is wrong with rules whose captures choose the host, unless there are hosts that they may choose. */
    final List<Problem> capturing = new ArrayList<>();

    Optional<String> serverName = Optional.empty();
    Optional<Sourced<Duration>> timeout = Optional.empty();
    Optional<Sourced<Duration>> proxyTimeout = Optional.empty();
    Optional<PathPolicy.EncodedSlashes> encodedSlashes = Optional.empty();
    Optional<Boolean> mergeSlashes = Optional.empty();
    Optional<Integer> receiveBuffer = Optional.empty();
    Optional<InetAddress> sourceAddress = Optional.empty();
    boolean inherits = true;

    /** A section whose lines may still follow. */
    record PendingSection(Position position, String text, SectionTarget target, PathDraft draft) {

        Section finish() {
            return new Section(position, text, target, draft.access.rules(), draft.settings(), draft.mapping);
        }
    }

    private ServerDraft(Optional<ServerDraft> main, List<ListenAddress> addresses, Position position) {
        this.main = main;
        this.addresses = addresses;
        this.position = position;
    }

    static ServerDraft main() {
        return new ServerDraft(Optional.empty(), List.of(), Position.NOWHERE);
    }

    ServerDraft virtualHost(List<ListenAddress> listening, Position opened) {
        return new ServerDraft(Optional.of(this), listening, opened);
    }

    Optional<ServerDraft> enclosing() {
        return main;
    }

    /** Whether rules of that server hold here: its own and the main one's. */
    boolean sees(ServerDraft other) {
        return other == this || main.filter(server -> server == other).isPresent();
    }

    /** What a worker's {@code timeout} is unless its line says otherwise. */
    Sourced<Duration> timeout() {
        return proxyTimeout
                .or(() -> main.flatMap(server -> server.proxyTimeout))
                .or(() -> timeout)
                .or(() -> main.flatMap(server -> server.timeout))
                .orElse(Sourced.byDefault(DEFAULT_TIMEOUT));
    }

    private Sourced<Duration> clientIdle() {
        return timeout.or(() -> main.flatMap(server -> server.timeout)).orElse(Sourced.byDefault(DEFAULT_TIMEOUT));
    }

    Optional<Integer> receiveBuffer() {
        return receiveBuffer.or(() -> main.flatMap(server -> server.receiveBuffer));
    }

    /** For a worker: the main server's lines, this one's, then those of sections that cover its URL. */
    BackendTls tls(BackendOrigin origin, String workerName) {
        List<BackendTlsDraft> drafts = new ArrayList<>();
        main.ifPresent(server -> drafts.add(server.base.tls));
        drafts.add(base.tls);
        main.ifPresent(server -> server.addSections(origin, workerName, drafts));
        addSections(origin, workerName, drafts);
        return BackendTlsDraft.finish(drafts);
    }

    /** Of sections too that the main server has for all. */
    boolean hasTlsSections() {
        return sections.stream().anyMatch(section -> section.draft().tls.target.isPresent())
                || main.filter(ServerDraft::hasTlsSections).isPresent();
    }

    private void addSections(BackendOrigin origin, String workerName, List<BackendTlsDraft> drafts) {
        sections.stream()
                .map(section -> section.draft().tls)
                .filter(lines -> lines.covers(origin, workerName))
                .forEach(drafts::add);
    }

    Optional<InetAddress> sourceAddress() {
        return sourceAddress.or(() -> main.flatMap(server -> server.sourceAddress));
    }

    /** httpd hands MergeSlashes down to virtual hosts, AllowEncodedSlashes not. */
    private PathPolicy paths() {
        return new PathPolicy(
                encodedSlashes.orElse(PathPolicy.EncodedSlashes.REFUSED),
                mergeSlashes
                        .or(() -> main.flatMap(server -> server.mergeSlashes))
                        .orElse(true));
    }

    Optional<Problem> trustProblem() {
        return trust.problem(main.map(server -> server.trust));
    }

    List<Problem> capturingProblems() {
        boolean allowed = !hop.finish(main.map(server -> server.hop))
                .capturedHosts()
                .entries()
                .isEmpty();
        return allowed ? List.of() : capturing;
    }

    Server finish(DeeperWorkers deeper) {
        List<ProxyPass> rules = new ArrayList<>();
        List<Section> allSections = new ArrayList<>();
        List<RewriteRule> allRedirects = new ArrayList<>(redirects);
        main.ifPresent(server -> allRedirects.addAll(server.redirects));
        main.ifPresent(server -> {
            rules.addAll(inherits ? server.mappings : List.of());
            server.sections.forEach(section -> allSections.add(section.finish()));
        });
        rules.addAll(mappings);
        sections.forEach(section -> allSections.add(section.finish()));
        PathSettings settings =
                main.map(server -> server.base.settings().with(base.settings())).orElseGet(base::settings);
        Optional<String> name = serverName.or(() -> main.flatMap(server -> server.serverName));
        return new Server(
                new ServerNames(serverName.map(own -> own.toLowerCase(Locale.ROOT)), aliases, addresses),
                rules,
                settings,
                allSections,
                new ServerSettings(
                        name,
                        paths(),
                        hop.finish(main.map(server -> server.hop)),
                        clientIdle(),
                        trust.finish(main.map(server -> server.trust))),
                rewrite.finish(main.map(server -> server.rewrite)),
                allRedirects,
                deeper);
    }
}
