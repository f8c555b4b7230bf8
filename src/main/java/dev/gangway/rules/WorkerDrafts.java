package dev.gangway.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The workers while rules are read. A rule whose URL begins with an existing worker's name shares that worker; prefix and
 * Match rules have name spaces of their own (mod_proxy.md section 2). Mutable, confined to the parser.
 */
final class WorkerDrafts {

    private static final int DEFAULT_WAITING = 10_000;
    private static final Duration DEFAULT_ACQUIRE = Duration.ofSeconds(30);
    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final List<WorkerDraft> drafts = new ArrayList<>();

    /**
     * A worker and the rule line that made it.
     *
     * @param kind the name space that it is in
     * @param captures whether its URL goes on with captures, which turns reuse off
     * @param server whose defaults it takes; each has workers of its own
     */
    record WorkerDraft(
            ServerDraft server,
            String name,
            Kind kind,
            boolean captures,
            BackendOrigin origin,
            WorkerParameterDraft parameters,
            Position position) {

        static WorkerDraft ofMember(
                ServerDraft server,
                String name,
                BackendOrigin origin,
                WorkerParameterDraft parameters,
                Position position) {
            return new WorkerDraft(server, name, Kind.MEMBER, false, origin, parameters, position);
        }
    }

    /** The name spaces: workers of ProxyPass lines, of ProxyPassMatch lines, and of members and of
     * URLs whose host is captured, which are never shared. */
    enum Kind {
        PREFIX,
        MATCH,
        MEMBER,
        CAPTURED
    }

    /** The worker with the longest name that the candidate's begins with. */
    Optional<WorkerDraft> sharedBy(WorkerDraft candidate) {
        return serving(candidate, candidate.kind());
    }

    /** The worker that serves a URL named by itself: of a ProxyPass line, or else of a ProxyPassMatch line. */
    Optional<WorkerDraft> serving(WorkerDraft candidate) {
        return serving(candidate, Kind.PREFIX).or(() -> serving(candidate, Kind.MATCH));
    }

    private Optional<WorkerDraft> serving(WorkerDraft candidate, Kind kind) {
        return drafts.stream()
                .filter(draft -> draft.server() == candidate.server()
                        && draft.kind() == kind
                        && draft.origin().equals(candidate.origin())
                        && candidate.name().startsWith(draft.name()))
                .reduce((one, other) -> other.name().length() > one.name().length() ? other : one);
    }

    /** A worker for that very URL, also where that of a shorter one would serve it. */
    void own(ServerDraft server, RuleUrl url, Position position) {
        String name = url.workerName(false);
        boolean known = drafts.stream()
                .anyMatch(draft -> draft.server() == server
                        && draft.kind() == Kind.PREFIX
                        && draft.name().equals(name));
        if (!known && url.origin().tls()) {
            add(new WorkerDraft(server, name, Kind.PREFIX, false, url.origin(), new WorkerParameterDraft(), position));
        }
    }

    /** One that has the candidate's name and is on a socket, which the candidate is not. */
    Optional<WorkerDraft> onSocket(WorkerDraft candidate) {
        return drafts.stream()
                .filter(draft -> draft.server() == candidate.server()
                        && draft.origin().socket().isPresent()
                        && candidate.origin().socket().isEmpty()
                        && (draft.origin().beforeUrl() + candidate.name()).startsWith(draft.name()))
                .findFirst();
    }

    void add(WorkerDraft draft) {
        drafts.add(draft);
    }

    /** Names are unique in the rule set: where several name spaces hold the same URL, the later workers are numbered. */
    String uniqueName(WorkerDraft draft) {
        long earlier = drafts.stream()
                .takeWhile(other -> !other.equals(draft))
                .filter(other -> other.name().equals(draft.name()))
                .count();
        return earlier == 0 ? draft.name() : draft.name() + " #" + (earlier + 1);
    }

    /**
     * The worker of a RewriteRule's backend: that of a ProxyPass rule whose name its URL begins with, else one of its own
     * without parameters, which does not reuse connections (mod_proxy.md section 8.6).
     */
    String nameForRewrite(ServerDraft server, RewriteAction.Proxy proxy, Position position) {
        String path = proxy.target().path().beginning();
        String url = proxy.backend().origin().url() + (path.isEmpty() ? "/" : path);
        Optional<WorkerDraft> serving = drafts.stream()
                .filter(draft -> server.sees(draft.server())
                        && draft.origin().equals(proxy.backend().origin())
                        && url.startsWith(draft.name()))
                .reduce((one, other) -> other.name().length() > one.name().length() ? other : one);
        WorkerDraft worker = serving.orElseGet(() -> new WorkerDraft(
                server,
                proxy.backend().origin().url(),
                Kind.MATCH,
                true,
                proxy.backend().origin(),
                new WorkerParameterDraft(),
                position));
        if (serving.isEmpty()) {
            add(worker);
        }
        return uniqueName(worker);
    }

    /** Which workers serve below others in a server; the definitions are those of {@link #define}. */
    DeeperWorkers deeper(ServerDraft server, List<WorkerDefinition> definitions) {
        List<DeeperWorkers.Candidate> own = new ArrayList<>();
        List<DeeperWorkers.Candidate> inherited = new ArrayList<>();
        for (int index = 0; index < drafts.size(); index++) {
            WorkerDraft draft = drafts.get(index);
            boolean ours = draft.server() == server;
            boolean shared = draft.kind() == Kind.PREFIX || draft.kind() == Kind.MATCH;
            if (shared && server.sees(draft.server())) {
                (ours ? own : inherited)
                        .add(new DeeperWorkers.Candidate(
                                definitions.get(index).name(),
                                draft.name(),
                                draft.origin(),
                                !draft.captures() && (ours || server.inherits)));
            }
        }
        own.addAll(inherited);
        return DeeperWorkers.of(own);
    }

    List<WorkerDefinition> define(Sourced<Integer> serverLimit, List<Problem> notices) {
        return drafts.stream().map(draft -> define(draft, serverLimit, notices)).toList();
    }

    private WorkerDefinition define(WorkerDraft draft, Sourced<Integer> serverLimit, List<Problem> notices) {
        WorkerParameterDraft given = draft.parameters();
        Sourced<Duration> timeout = given.timeout
                .map(time -> new Sourced<>(time, given.source("timeout").orElseThrow()))
                .orElse(draft.server().timeout());
        Sourced<Duration> connect = timeout.value().compareTo(DEFAULT_CONNECT_TIMEOUT) < 0
                ? timeout
                : Sourced.byDefault(DEFAULT_CONNECT_TIMEOUT);
        int limit = serverLimit.value();
        OptionalInt max = OptionalInt.empty();
        int perChild = given.max.orElse(0);
        if (perChild > 0) {
            max = OptionalInt.of((int) Math.min(Integer.MAX_VALUE, (long) perChild * limit));
            notices.add(new Problem(
                    draft.position(),
                    "max=" + perChild + " is a limit per httpd child process: here " + max.getAsInt()
                            + " exchanges at once for this node (max times ServerLimit " + limit + ")"));
        }
        if (draft.kind() == Kind.CAPTURED && draft.server().hasTlsSections()) {
            notices.add(
                    new Problem(
                            draft.position(),
                            "where a capture chooses the host the SSLProxy lines of the server hold, not those of <Proxy url>"));
        }
        WorkerParameters parameters = new WorkerParameters(
                max,
                given.reuse.orElse(!draft.captures()),
                given.keepAlive.orElse(false),
                given.acquire.orElse(DEFAULT_ACQUIRE),
                given.waiting.orElse(DEFAULT_WAITING),
                given.connectTimeout.orElse(connect.value()),
                timeout.value(),
                ConnectionSettings.of(given, draft.server(), draft.server().tls(draft.origin(), draft.name())),
                given.maxSockets
                        .filter(number -> number > 0)
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty()),
                given.spool);
        Map<String, String> sources = new HashMap<>();
        given.places
                .keySet()
                .forEach(name -> sources.put(name, given.source(name).orElseThrow()));
        sources.put(
                "max",
                given.source("max").orElse("default") + " times "
                        + (serverLimit.source().equals("default")
                                ? "the default of ServerLimit"
                                : serverLimit.source()));
        sources.putIfAbsent("connectiontimeout", connect.source());
        sources.put("timeout", timeout.source());
        return new WorkerDefinition(
                uniqueName(draft), draft.origin(), parameters, new WorkerSources(sources), draft.position());
    }
}
