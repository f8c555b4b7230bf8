package dev.gangway.exchange;

import dev.gangway.access.AccessDecision;
import dev.gangway.access.AccessPolicy;
import dev.gangway.mapping.Found;
import dev.gangway.mapping.MappingTable;
import dev.gangway.mapping.SectionTable;
import dev.gangway.mapping.Tried;
import dev.gangway.message.CanonicalPath;
import dev.gangway.message.Fields;
import dev.gangway.message.PathPolicy;
import dev.gangway.rewrite.RewriteRequest;
import dev.gangway.rewrite.Rewriter;
import dev.gangway.rewrite.Rewritten;
import dev.gangway.rules.AccessFacts;
import dev.gangway.rules.DeeperWorkers;
import dev.gangway.rules.Environment;
import dev.gangway.rules.EnvironmentEdit;
import dev.gangway.rules.HeadEdits;
import dev.gangway.rules.MessageSettings;
import dev.gangway.rules.PathSettings;
import dev.gangway.rules.Redirects;
import dev.gangway.rules.Section;
import dev.gangway.rules.Server;
import dev.gangway.rules.ServerSettings;
import dev.gangway.rules.WorkerDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The rules of one server, compiled. Immutable, thread-safe. */
final class ServerRules {

    private final Map<String, WorkerDefinition> workers;
    private final DeeperWorkers deeper;
    private final MappingTable mappings;
    private final Rewriter rewriter;
    private final Rewriter redirects;
    private final boolean sectionsRedirect;
    private final SectionTable sections;
    private final AccessPolicy access;
    private final FieldPolicy fieldPolicy;
    private final Optional<String> virtualHost;
    private final ServerSettings settings;
    private final HeadEdits base;
    private final ForwardedClient forwardedClient;

    /** The workers are those of the whole rule set, by name. */
    ServerRules(Server server, Map<String, WorkerDefinition> workers) {
        this.workers = workers;
        this.deeper = server.deeper();
        this.rewriter = Rewriter.compile(server, workers);
        this.redirects = Rewriter.of(server.redirects());
        this.sectionsRedirect = server.sections().stream()
                .anyMatch(section -> !section.settings().redirects().equals(Redirects.NONE));
        this.sections = SectionTable.compile(server);
        this.mappings = MappingTable.compile(server, sections, workers);
        this.access = new AccessPolicy(sections);
        this.virtualHost = server.names().addresses().isEmpty()
                ? Optional.empty()
                : server.names().name().or(() -> Optional.of("without a name"));
        this.settings = server.settings();
        this.base = server.base().head();
        this.forwardedClient = new ForwardedClient(server.settings().trust());
        this.fieldPolicy = new FieldPolicy(server.settings(), forwardedClient);
    }

    /** The request as rules and access see it. */
    Reception receive(ClientRequest clientRequest) {
        Reception received = forwardedClient.receive(clientRequest);
        if (!base.early().isEmpty() || !base.environment().isEmpty()) {
            Fields fields =
                    FieldEdits.applyToRequest(base.early(), received.request().fields(), received);
            received = Variables.match(received.with(received.request().with(fields)), base.environment(), true);
        }
        return received.and(sections.named(received.request().path()));
    }

    /** The same as a container or backend sees it that cuts path parameters. */
    Reception cutReception(Reception received) {
        if (base.environment().isEmpty()) {
            return received;
        }
        Reception cut = received.with(received.request().withoutParameters()).with(Environment.empty());
        return cut.request().path().equals(received.request().path())
                ? received
                : Variables.match(cut, base.environment(), true);
    }

    Rewritten rewrite(Reception reception) {
        return rewriter.rewrite(rewriteRequest(reception));
    }

    /** What the server's Redirect lines make of a request that no mapping takes; whoever may pass, as in httpd. */
    Rewritten redirect(Reception reception) {
        return redirects.rewrite(rewriteRequest(reception));
    }

    boolean sectionsRedirect() {
        return sectionsRedirect;
    }

    /** What Redirect lines of sections make of a request that may pass; every reading must come to the same. */
    Rewritten redirect(Reception reception, List<List<Section>> readings) {
        RewriteRequest request = rewriteRequest(reception);
        List<Rewritten> outcomes = readings.stream()
                .map(covering -> sections.settings(covering).redirects().rules())
                .distinct()
                .map(rules -> Rewriter.of(rules).rewrite(request))
                .distinct()
                .toList();
        return outcomes.size() == 1
                ? outcomes.get(0)
                : new Rewritten.Refused(400, "the path takes other redirects once its parameters are cut");
    }

    /** For a request that goes to no backend; denies when any reading of it is denied. */
    AccessDecision access(Reception reception, Function<Environment, AccessFacts> facts) {
        Reception cut = cutReception(reception);
        for (Reception reading : cut.equals(reception) ? List.of(reception) : List.of(reception, cut)) {
            for (List<Section> covering : readings(reception)) {
                List<EnvironmentEdit> edits = sections.settings(covering).head().environment();
                Environment environment = Variables.match(reading, edits, false).environment();
                AccessDecision decision = AccessPolicy.decide(covering, facts.apply(environment));
                if (decision instanceof AccessDecision.Denied) {
                    return decision;
                }
            }
        }
        return new AccessDecision.Allowed();
    }

    List<List<Section>> readings(Reception reception) {
        return sections.readings(reception.request().path());
    }

    List<List<Section>> readings(Course course) {
        return sections.readings(course.mapped(), course.reception().request().path());
    }

    List<Tried> rewritesTried(Reception reception) {
        return rewriter.tried(rewriteRequest(reception));
    }

    private static RewriteRequest rewriteRequest(Reception reception) {
        ClientRequest clientRequest = reception.request();
        ClientRequest.Connection connection = clientRequest.connection();
        return new RewriteRequest(
                clientRequest.method(),
                connection.version(),
                clientRequest.path(),
                clientRequest.query(),
                clientRequest.fields(),
                connection.scheme(),
                connection.serverName(),
                connection.serverPort(),
                connection.remoteAddress(),
                connection.contextPath(),
                reception.environment().variables());
    }

    /** Whether the path holds an encoded slash that only a rule with {@code mapping=} may take. */
    boolean refusesPath(ClientRequest clientRequest) {
        return mappings.refuses(clientRequest.path());
    }

    /** Empty where no rule with {@code mapping=} matches. */
    Optional<Found> findEncoded(ClientRequest clientRequest) {
        return mappings.findEncoded(clientRequest.path(), asksForUpgrade(clientRequest));
    }

    Found find(Reception reception) {
        ClientRequest clientRequest = reception.request();
        return mappings.find(clientRequest.path(), asksForUpgrade(clientRequest), reception.environment());
    }

    List<Tried> tried(Reception reception) {
        ClientRequest clientRequest = reception.request();
        return mappings.tried(clientRequest.path(), asksForUpgrade(clientRequest), reception.environment());
    }

    private static boolean asksForUpgrade(ClientRequest clientRequest) {
        return clientRequest.fields().has("Upgrade");
    }

    /** What our answer goes by to a request that goes nowhere. */
    OwnAnswers own(Reception reception) {
        PathSettings settings =
                sections.settings(sections.covering(reception.request().path()));
        return OwnAnswers.of(
                settings,
                Variables.settle(reception, settings.head().environment()).reception());
    }

    /** The same where it is unknown which sections cover the request: the page goes without fields of the rules. */
    OwnAnswers ownOfUnknown(ClientRequest clientRequest) {
        return new OwnAnswers(baseMessages(), List.of(), Reception.plain(clientRequest));
    }

    MessageSettings baseMessages() {
        return sections.settings(List.of()).messages();
    }

    /** Denies as well when the variables that parameters in the path hide would. */
    AccessDecision access(Course course, Function<Environment, AccessFacts> facts) {
        ClientRequest request = course.reception().request();
        AccessDecision decision = access.decide(course.mapped(), request.path(), facts.apply(course.matched()));
        ClientRequest cut = request.withoutParameters();
        if (decision instanceof AccessDecision.Denied || cut.path().equals(request.path())) {
            return decision;
        }
        Reception reading = course.reception().with(cut).with(Environment.empty());
        reading = Variables.match(reading, base.environment(), true)
                .and(sections.namedWithoutParameters(course.mapped(), request.path()));
        reading = Variables.match(reading, course.settings().head().environment(), false);
        return access.decide(course.mapped(), request.path(), facts.apply(reading.environment()));
    }

    /** With the worker that serves, which may be another one than the rule's own. */
    Course course(Reception reception, Found.Mapped found) {
        Found.Mapped mapped = deeper.serving(found.worker().name(), found.workerUrl())
                .map(name -> found.servedBy(workers.getOrDefault(name, found.worker())))
                .orElse(found);
        CanonicalPath path = reception.request().path();
        PathSettings paths = sections.settings(sections.covering(mapped, path));
        if (!path.decoded().equals(path.decodedWithoutParameters())) {
            // what limits a request must not be undone by parameters that the backend cuts
            PathSettings cut = sections.settings(sections.coveringWithoutParameters(mapped, path));
            paths = paths.limitedAlsoBy(cut);
        }
        Variables.Settled settled = Variables.settle(
                reception.and(sections.named(mapped, path)), paths.head().environment());
        return new Course(mapped, paths, settings, settled.reception(), settled.matched());
    }

    Optional<String> virtualHost() {
        return virtualHost;
    }

    PathPolicy paths() {
        return mappings.paths();
    }

    FieldPolicy fieldPolicy() {
        return fieldPolicy;
    }
}
