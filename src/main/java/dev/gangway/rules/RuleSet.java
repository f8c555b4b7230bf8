package dev.gangway.rules;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that one rules text says, typed and checked. Immutable; lists keep the order of the text.
 *
 * @param main what holds for requests that no virtual host takes
 * @param hosts the virtual hosts; each holds the main server's lines too, as httpd merges them
 * @param sockets how many WebSocket sessions there may be
 * @param notices what the operator should read once: directives accepted without effect, warnings about values that bite
 */
public record RuleSet(
        Server main, List<Server> hosts, List<WorkerDefinition> workers, SocketLimits sockets, List<Problem> notices) {

    public RuleSet {
        hosts = List.copyOf(hosts);
        workers = List.copyOf(workers);
        notices = List.copyOf(notices);
    }

    /** The main server, then the virtual hosts. */
    public List<Server> servers() {
        return Stream.concat(Stream.of(main), hosts.stream()).toList();
    }

    /** Every rule once, whichever server has it. */
    public List<ProxyPass> mappings() {
        return servers().stream()
                .flatMap(server -> Stream.concat(
                        server.mappings().stream(),
                        server.sections().stream().flatMap(section -> section.mapping().stream())))
                .distinct()
                .toList();
    }
}
