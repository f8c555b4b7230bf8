package dev.gangway.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rule set while it is read. Defaults are applied at the end, when every line is known. Mutable, confined to the parser. */
final class RuleSetDraft {

    private static final int DEFAULT_SERVER_LIMIT = 16;

    final ServerDraft main = ServerDraft.main();
    final List<ServerDraft> hosts = new ArrayList<>();
    final WorkerDrafts workers = new WorkerDrafts();
    final BalancerDrafts balancers = new BalancerDrafts();
    final SocketLimitsDraft sockets = new SocketLimitsDraft();
    Optional<Sourced<Integer>> serverLimit = Optional.empty();
    final Definitions definitions;
    final Inclusions inclusions;
    private final List<Problem> problems;
    private final List<Problem> notices = new ArrayList<>();
    private final Set<String> namesNoticed = new HashSet<>();

    RuleSetDraft(List<Problem> problems, Definitions definitions, Inclusions inclusions) {
        this.problems = problems;
        this.definitions = definitions;
        this.inclusions = inclusions;
    }

    void problem(Position position, String text) {
        problems.add(new Problem(position, text));
    }

    void notice(Position position, String text) {
        notices.add(new Problem(position, text));
    }

    /** For what may stand in a hundred lines and is worth one. */
    void noticeOnce(Position position, String key, String text) {
        if (namesNoticed.add(key)) {
            notice(position, text);
        }
    }

    /** Workers have the TLS of the server whose rule made them. */
    private void inheritedTls() {
        hosts.stream()
                .filter(host -> host.base.tls.given && host.inherits && !main.mappings.isEmpty())
                .forEach(host -> notice(
                        host.position,
                        "<VirtualHost>: its SSLProxy lines hold for its own rules: for those of the main server it is the"
                                + " main server's that hold"));
    }

    /** httpd, too, takes the first of two hosts that nothing tells apart. */
    private void sameNames() {
        for (int later = 1; later < hosts.size(); later++) {
            ServerDraft host = hosts.get(later);
            hosts.subList(0, later).stream()
                    .filter(other -> other.addresses.equals(host.addresses)
                            && other.serverName.equals(host.serverName)
                            && host.aliases.isEmpty())
                    .findFirst()
                    .ifPresent(first -> notice(
                            host.position,
                            "<VirtualHost>: never chosen: that of " + first.position + " has the same addresses and "
                                    + host.serverName
                                            .map(name -> "the same name, " + name)
                                            .orElse("no name either")));
        }
    }

    /** Notices come out in the given order. */
    RuleSet finish(Comparator<Problem> textOrder) {
        balancers.bind(main, workers, this);
        hosts.forEach(host -> balancers.bind(host, workers, this));
        Stream.concat(Stream.of(main), hosts.stream())
                .flatMap(server -> server.sections.stream())
                .forEach(section -> section.draft().access.finish(this));
        problems.addAll(main.capturingProblems());
        hosts.forEach(host -> problems.addAll(host.capturingProblems()));
        main.trustProblem().ifPresent(problems::add);
        hosts.forEach(host -> host.trustProblem().ifPresent(problems::add));
        Stream.concat(Stream.of(main), hosts.stream()).forEach(server -> server.rewrite.looseEnds(this));
        sameNames();
        inheritedTls();
        main.rewrite.nameWorkers(main, workers);
        hosts.forEach(host -> host.rewrite.nameWorkers(host, workers));
        List<WorkerDefinition> definitions =
                workers.define(serverLimit.orElse(Sourced.byDefault(DEFAULT_SERVER_LIMIT)), notices);
        RuleSet rules = new RuleSet(
                main.finish(workers.deeper(main, definitions)),
                hosts.stream()
                        .map(host -> host.finish(workers.deeper(host, definitions)))
                        .toList(),
                definitions,
                sockets.finish(),
                List.of());
        List<Server> servers = rules.hosts().isEmpty() ? List.of(rules.main()) : rules.hosts();
        notices.addAll(HiddenRedirects.of(servers));
        for (Server server : servers) {
            notices.addAll(Suspicions.of(
                    server.mappings(),
                    server.base().reverses(),
                    server.settings().hop()));
        }
        return new RuleSet(
                rules.main(),
                rules.hosts(),
                definitions,
                rules.sockets(),
                // a file that is included twice says everything twice
                notices.stream().distinct().sorted(textOrder).toList());
    }
}
