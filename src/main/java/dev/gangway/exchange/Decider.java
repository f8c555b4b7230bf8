package dev.gangway.exchange;

import dev.gangway.access.AccessDecision;
import dev.gangway.balancer.Workers;
import dev.gangway.mapping.Found;
import dev.gangway.mapping.HostTable;
import dev.gangway.mapping.Tried;
import dev.gangway.message.Fields;
import dev.gangway.message.PathPolicy;
import dev.gangway.message.RequestContent;
import dev.gangway.rewrite.Rewritten;
import dev.gangway.rules.AccessFacts;
import dev.gangway.rules.ClientNames;
import dev.gangway.rules.Environment;
import dev.gangway.rules.PathMatcher;
import dev.gangway.rules.PathPattern;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.Server;
import dev.gangway.rules.WorkerDefinition;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Decides about one request, purely: find the mapping, ask the access rules, select the worker, plan the head. HTTP and
 * WebSocket take the same way through it, so the two cannot drift apart. Immutable, thread-safe.
 */
public final class Decider {

    /** RFC 9110 sections 9.3.6 and 9.3.8: a gateway that forwarded them would become a tunnel or a mirror. */
    private static final Set<String> REFUSED_METHODS = Set.of("CONNECT", "TRACE");

    private static final String NO_PROXY = "no-proxy";

    private final HostTable hosts;
    private final IdentityHashMap<Server, ServerRules> rulesOfServer = new IdentityHashMap<>();
    private final ForwardPlanner forwardPlanner;
    private final Supplier<ClientNames> names;
    private final ResponsePlanner responsePlanner = new ResponsePlanner();

    /** For rules that ask for no client's name. */
    public Decider(RuleSet rules, Workers workers) {
        this(rules, workers, ClientNames::none);
    }

    /** The names are made anew for each request. */
    public Decider(RuleSet rules, Workers workers, Supplier<ClientNames> names) {
        this.names = names;
        this.hosts = HostTable.compile(rules);
        this.forwardPlanner = new ForwardPlanner(workers);
        Map<String, WorkerDefinition> definitions =
                rules.workers().stream().collect(Collectors.toMap(WorkerDefinition::name, Function.identity()));
        rules.servers().forEach(server -> rulesOfServer.put(server, new ServerRules(server, definitions)));
    }

    public Decision decide(ClientRequest clientRequest) {
        ServerRules server = server(clientRequest.connection());
        try {
            return admitted(clientRequest, decide(clientRequest, server));
        } catch (PathPattern.ExhaustedException exhausted) {
            // whether a section covers the request is unknown
            return server.ownOfUnknown(clientRequest).refuse(ProxyError.TARGET_AMBIGUOUS, exhausted.getMessage());
        }
    }

    /** Pages of other sites open no WebSockets in the name of a user, whatever became of the request's fields since. */
    private static Decision admitted(ClientRequest received, Decision decision) {
        if (decision instanceof Decision.Relay relay) {
            Optional<String> refusal = PageOrigin.refusal(received, relay.course());
            if (refusal.isPresent()) {
                return relay.course().own().refuse(ProxyError.ORIGIN_REFUSED, refusal.get());
            }
        }
        return decision;
    }

    private Decision decide(ClientRequest clientRequest, ServerRules server) {
        Reception reception = server.receive(clientRequest);
        if (REFUSED_METHODS.contains(clientRequest.method())) {
            return server.own(reception).refuse(ProxyError.METHOD_REFUSED, clientRequest.method());
        }
        boolean noProxy = reception.environment().has(NO_PROXY);
        if (noProxy != server.cutReception(reception).environment().has(NO_PROXY)) {
            return server.own(reception)
                    .refuse(ProxyError.TARGET_AMBIGUOUS, "no-proxy depends on the path's parameters");
        }
        if (noProxy) {
            return server.own(reception).refuse(ProxyError.TARGET_NOT_FOUND, "the variable no-proxy is set");
        }
        Optional<Found> encoded = server.findEncoded(reception.request());
        if (encoded.isEmpty() && server.refusesPath(reception.request())) {
            return server.own(reception).refuse(ProxyError.TARGET_NOT_FOUND, "path holds an encoded slash");
        }
        Rewritten rewritten = server.rewrite(reception);
        Optional<Decision> answered = answered(rewritten, () -> server.own(reception));
        if (answered.isPresent()) {
            return answered.get();
        }
        if (encoded.isPresent()) {
            return decideEncoded(reception, rewritten, server, encoded.get());
        }
        if (rewritten instanceof Rewritten.Proxied proxied) {
            Reception at = reception
                    .with(reception.request().at(proxied.path(), proxied.query()))
                    .with(Environment.of(proxied.environment()));
            return decide(reception, at, server, proxied.mapped());
        }
        if (rewritten instanceof Rewritten.GoesOn goesOn) {
            Reception at = reception
                    .with(reception.request().at(goesOn.path(), goesOn.query()))
                    .with(Environment.of(goesOn.environment()));
            return decideRewritten(reception, at, server);
        }
        throw new IllegalStateException("not an outcome of rewrite rules: " + rewritten);
    }

    /** Empty where the request goes on. */
    private static Optional<Decision> answered(Rewritten rewritten, Supplier<OwnAnswers> own) {
        if (rewritten instanceof Rewritten.Redirected redirected) {
            return Optional.of(new Decision.Redirect(
                    redirected.status(), redirected.location(), own.get().fields(), redirected.by()));
        }
        if (rewritten instanceof Rewritten.Unlisted unlisted) {
            return Optional.of(own.get().refuse(ProxyError.BACKEND_UNLISTED, unlisted.by()));
        }
        return rewritten instanceof Rewritten.Refused refused
                ? Optional.of(own.get().refuse(refused.status(), refused.reason()))
                : Optional.empty();
    }

    /**
     * A rule with {@code mapping=} goes before what rewrite rules forward or replace, as in httpd. The variables that they set
     * hold: access rules may look at them.
     */
    private Decision decideEncoded(Reception received, Rewritten rewritten, ServerRules server, Found found) {
        Environment environment = rewritten instanceof Rewritten.GoesOn goesOn
                ? Environment.of(goesOn.environment())
                : rewritten instanceof Rewritten.Proxied proxied
                        ? Environment.of(proxied.environment())
                        : received.environment();
        ClientRequest clientRequest = received.request();
        boolean servlet = found instanceof Found.Mapped mapped
                && mapped.rule().matcher() instanceof PathMatcher.Encoded matcher
                && matcher.servlet();
        Reception reception = received.with(servlet ? clientRequest.withoutParameters() : clientRequest)
                .with(environment);
        return decideFound(received, reception, server, found);
    }

    private Decision decideRewritten(Reception received, Reception reception, ServerRules server) {
        return decideFound(received, reception, server, server.find(reception));
    }

    private Decision decideFound(Reception received, Reception reception, ServerRules server, Found found) {
        if (reception.environment().has(NO_PROXY)) {
            return server.own(reception).refuse(ProxyError.TARGET_NOT_FOUND, "the variable no-proxy is set");
        }
        if (found instanceof Found.Mapped mapped) {
            return decide(received, reception, server, mapped);
        }
        OwnAnswers own = server.own(reception);
        if (found instanceof Found.Unlisted unlisted) {
            return own.refuse(ProxyError.BACKEND_UNLISTED, unlisted.reason());
        }
        if (found instanceof Found.Ambiguous ambiguous) {
            return own.refuse(ProxyError.TARGET_AMBIGUOUS, ambiguous.reason());
        }
        String detail = found instanceof Found.Excluded excluded
                ? "excluded by " + excluded.rule().position()
                : "no rule matches";
        return redirected(received, reception, server).orElseGet(() -> own.refuse(ProxyError.TARGET_NOT_FOUND, detail));
    }

    /** What Redirect lines make of a request that no mapping takes: access rules hold for those of sections only. */
    private Optional<Decision> redirected(Reception received, Reception reception, ServerRules server) {
        ClientRequest clientRequest = reception.request();
        OwnAnswers own = server.own(reception);
        Optional<Decision> byServer = answered(server.redirect(reception), () -> own);
        if (byServer.isPresent() || !server.sectionsRedirect()) {
            return byServer;
        }
        Optional<Decision> bySection = answered(server.redirect(reception, server.readings(reception)), () -> own);
        if (bySection.isEmpty()) {
            return bySection;
        }
        Optional<InetAddress> client = address(clientRequest.connection().remoteAddress());
        if (client.isEmpty()) {
            return Optional.of(own.refuse(ProxyError.ACCESS_DENIED, "the client's address is unknown"));
        }
        ClientNames name = names.get();
        for (Reception asked : List.of(reception, received)) {
            if (server.access(asked, environment -> facts(clientRequest, client.get(), environment, name))
                    instanceof AccessDecision.Denied denied) {
                return Optional.of(own.refuse(ProxyError.ACCESS_DENIED, denied.by() + ": " + denied.reason()));
            }
        }
        return bySection;
    }

    /** How the server that these rules choose for a connection reads paths; comes before the path is read. */
    public PathPolicy paths(ClientRequest.Connection connection) {
        return server(connection).paths();
    }

    /** Our answer where the path cannot be read: no section is known to cover it. */
    public OwnPage pageFor(ClientRequest.Connection connection, ProxyError error) {
        return OwnPage.of(error, server(connection).baseMessages());
    }

    private ServerRules server(ClientRequest.Connection connection) {
        Server chosen = hosts.choose(new HostTable.Entrance(
                connection.scheme(),
                connection.serverName(),
                connection.serverPort(),
                address(connection.localAddress()),
                connection.localPort()));
        return Objects.requireNonNull(rulesOfServer.get(chosen), "every server of the rules is compiled");
    }

    /** The name of the virtual host whose rules {@link #decide} goes by, if it is one; for explanations. */
    public Optional<String> virtualHost(ClientRequest clientRequest) {
        return server(clientRequest.connection()).virtualHost();
    }

    /** The rules that {@link #decide} holds this request against, in order; for explanations. */
    public List<Tried> tried(ClientRequest clientRequest) {
        ServerRules server = server(clientRequest.connection());
        try {
            Reception reception = server.receive(clientRequest);
            if (REFUSED_METHODS.contains(clientRequest.method())
                    || reception.environment().has(NO_PROXY)) {
                return List.of();
            }
            if (server.findEncoded(reception.request()).isPresent()) {
                return server.tried(reception);
            }
            List<Tried> tried = new ArrayList<>(server.rewritesTried(reception));
            if (server.rewrite(reception) instanceof Rewritten.GoesOn goesOn
                    && !goesOn.environment().containsKey(NO_PROXY)) {
                tried.addAll(server.tried(reception
                        .with(reception.request().at(goesOn.path(), goesOn.query()))
                        .with(Environment.of(goesOn.environment()))));
            }
            return tried;
        } catch (PathPattern.ExhaustedException exhausted) {
            return List.of(); // the decision says what was too much
        }
    }

    /** Plans the client's response head; empty when the backend's head is unusable. */
    public Optional<ClientResponse> planResponse(
            ClientRequest clientRequest, Course course, BackendResponse backendResponse, boolean hasContent) {
        return responsePlanner.plan(clientRequest, course, backendResponse, hasContent);
    }

    /** The fields of a backend's 101 that belong on the client's; the WebSocket fields are each leg's own. */
    public Fields planSwitching(ClientRequest clientRequest, Course course, BackendResponse switching) {
        return ForwardPlanner.withoutWebSocket(ResponsePlanner.mapBack(clientRequest, course, switching.fields()));
    }

    /** Both the request as received and what rewrite rules made of it must be admitted. */
    private Decision decide(Reception received, Reception reception, ServerRules server, Found.Mapped mapped) {
        ClientRequest clientRequest = reception.request();
        Course course = server.course(reception, mapped);
        OwnAnswers own = course.own();
        Optional<InetAddress> client = address(clientRequest.connection().remoteAddress());
        if (client.isEmpty()) {
            return own.refuse(ProxyError.ACCESS_DENIED, "the client's address is unknown");
        }
        ClientNames asked = names.get();
        Function<Environment, AccessFacts> facts =
                environment -> facts(clientRequest, client.get(), environment, asked);
        AccessDecision decision = server.access(course, facts);
        if (!(decision instanceof AccessDecision.Denied)
                && !received.request().path().equals(clientRequest.path())) {
            Course before = server.course(received.with(reception.environment()), mapped);
            decision = server.access(before, facts);
        }
        if (decision instanceof AccessDecision.Denied denied) {
            return own.refuse(ProxyError.ACCESS_DENIED, denied.by() + ": " + denied.reason());
        }
        if (server.sectionsRedirect()) {
            Optional<Decision> redirected = answered(server.redirect(reception, server.readings(course)), () -> own);
            if (redirected.isPresent()) {
                return redirected.get();
            }
        }
        Optional<String> blocking = course.hop().blocks(mapped.origin());
        if (blocking.isPresent()) {
            return own.refuse(ProxyError.ACCESS_DENIED, "ProxyBlock " + blocking.get());
        }
        return counted(clientRequest, own).orElseGet(() -> forwardPlanner.plan(course, server.fieldPolicy()));
    }

    private static AccessFacts facts(
            ClientRequest clientRequest, InetAddress client, Environment environment, ClientNames names) {
        return new AccessFacts(
                client,
                address(clientRequest.connection().localAddress()),
                clientRequest.method(),
                environment,
                clientRequest.login().user(),
                clientRequest.login().roles(),
                names);
    }

    /** What is settled by the request's own numbers: how far it may go, and how much it brings. */
    private static Optional<Decision> counted(ClientRequest clientRequest, OwnAnswers own) {
        Hops.Budget budget = Hops.budget(clientRequest.fields());
        if (budget instanceof Hops.Budget.Malformed malformed) {
            return Optional.of(own.refuse(ProxyError.REQUEST_HEAD_MALFORMED, malformed.reason()));
        }
        if (budget instanceof Hops.Budget.Left left && left.count() == 0) {
            return Optional.of(
                    clientRequest.method().equals("OPTIONS")
                            ? new Decision.Options(OwnPage.options())
                            : own.refuse(ProxyError.FORWARDED_TOO_OFTEN, "Max-Forwards is 0: is there a loop?"));
        }
        if (Expectation.unknown(clientRequest.fields())) {
            return Optional.of(own.refuse(
                    ProxyError.EXPECTATION_UNKNOWN,
                    String.join(", ", clientRequest.fields().all(Expectation.NAME))));
        }
        return clientRequest.content() instanceof RequestContent.Sized sized
                        && own.messages().tooLong(sized.length())
                ? Optional.of(own.refuse(ProxyError.CONTENT_TOO_LONG, sized.length() + " octets announced"))
                : Optional.empty();
    }

    /** The container gives a literal address, so nothing is looked up here. */
    private static Optional<InetAddress> address(String literal) {
        boolean isLiteral = !literal.isEmpty() && (literal.indexOf(':') >= 0 || Character.isDigit(literal.charAt(0)));
        if (!isLiteral) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty(); // not an address after all: the caller denies
        }
    }
}
