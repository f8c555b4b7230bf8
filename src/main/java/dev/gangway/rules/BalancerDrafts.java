package dev.gangway.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The balancers while rules are read. A rule may name one that later lines define, so rules are bound to them at the end.
 * Mutable, confined to the parser.
 */
final class BalancerDrafts {

    private final Map<Key, BalancerDraft> drafts = new HashMap<>();

    private record Key(ServerDraft server, String name) {}

    /** A balancer whose lines may still follow. */
    static final class BalancerDraft {

        final WorkerParameterDraft parameters = new WorkerParameterDraft();
        final List<MemberDraft> members = new ArrayList<>();
    }

    /** A member and its worker. */
    record MemberDraft(WorkerDrafts.WorkerDraft worker, RuleUrl url) {}

    /** The balancer of that name on this server, made if need be. */
    BalancerDraft of(ServerDraft server, String name) {
        return drafts.computeIfAbsent(new Key(server, name), key -> new BalancerDraft());
    }

    Optional<BalancerDraft> find(ServerDraft server, String name) {
        return Optional.ofNullable(drafts.get(new Key(server, name)));
    }

    /** Binds what one server's lines say of balancers to their members; problems where there is not exactly one. */
    void bind(ServerDraft server, WorkerDrafts workers, RuleSetDraft draft) {
        server.mappings.replaceAll(rule -> bound(rule, server, workers, draft));
        bind(server.base, server, workers, draft);
        for (ServerDraft.PendingSection section : server.sections) {
            PathDraft lines = section.draft();
            lines.mapping = lines.mapping.map(rule -> bound(rule, server, workers, draft));
            bind(lines, server, workers, draft);
        }
    }

    private ProxyPass bound(ProxyPass rule, ServerDraft server, WorkerDrafts workers, RuleSetDraft draft) {
        if (!(rule.destination() instanceof Destination.Balanced balanced)) {
            return rule;
        }
        BalancerDefinition balancer = define(balanced.balancer().name(), server, workers);
        if (balancer.members().isEmpty()) {
            draft.problem(
                    rule.position(),
                    rule.text().split("\\s", 2)[0] + ": \"" + balancer.url()
                            + "\" has no member, expected a BalancerMember line for it");
        }
        return new ProxyPass(
                rule.position(),
                rule.text(),
                rule.matcher(),
                new Destination.Balanced(balancer, balanced.pathTemplate(), balanced.nocanon()),
                rule.interpolates());
    }

    /** Of a virtual host its own, or else the main server's. */
    private BalancerDefinition define(String name, ServerDraft server, WorkerDrafts workers) {
        Optional<BalancerDraft> own = find(server, name).filter(balancer -> !balancer.members.isEmpty());
        Optional<BalancerDraft> inherited = server.enclosing().flatMap(main -> find(main, name));
        BalancerDraft balancer = own.or(() -> inherited).orElseGet(() -> of(server, name));
        Map<String, String> parameters = new HashMap<>(balancer.parameters.kept);
        find(server, name).ifPresent(of -> parameters.putAll(of.parameters.kept));
        List<BalancerMember> members = balancer.members.stream()
                .map(member -> new BalancerMember(
                        member.worker().position(),
                        member.url().origin(),
                        member.url().path(),
                        workers.uniqueName(member.worker()),
                        member.worker().parameters().upgrade,
                        member.worker().parameters().kept))
                .toList();
        return new BalancerDefinition(name, members, parameters);
    }

    /** A line for a balancer stands for one line for each member (mod_proxy.md section 5.1 rule 1). */
    private void bind(PathDraft lines, ServerDraft server, WorkerDrafts workers, RuleSetDraft draft) {
        List<ProxyPassReverse> written = List.copyOf(lines.reverses);
        lines.reverses.clear();
        for (ProxyPassReverse reverse : written) {
            if (BalancerUrl.isOne(reverse.url())) {
                lines.reverses.addAll(ofMembers(reverse, server, workers, draft));
            } else {
                lines.reverses.add(reverse);
            }
        }
    }

    private List<ProxyPassReverse> ofMembers(
            ProxyPassReverse reverse, ServerDraft server, WorkerDrafts workers, RuleSetDraft draft) {
        int slash = reverse.url().indexOf('/', "balancer://".length());
        String name = slash < 0
                ? reverse.url().substring("balancer://".length())
                : reverse.url().substring("balancer://".length(), slash);
        String path = slash < 0 ? "" : reverse.url().substring(slash);
        BalancerDefinition balancer = define(name, server, workers);
        if (balancer.members().isEmpty()) {
            draft.notice(
                    reverse.position(),
                    "ProxyPassReverse: \"" + balancer.url() + "\" has no member: nothing comes back by this line");
        }
        return balancer.members().stream()
                .map(member -> new ProxyPassReverse(
                        reverse.position(),
                        reverse.path(),
                        plain(member.origin()) + joined(member.path(), path),
                        reverse.interpolates()))
                .toList();
    }

    private static String joined(String member, String path) {
        boolean both = member.endsWith("/") && !path.isEmpty();
        return (both ? member.substring(0, member.length() - 1) : member) + path;
    }

    /** A WebSocket backend's redirects name it by HTTP. */
    private static String plain(BackendOrigin origin) {
        return origin.httpScheme() + "://" + origin.authority();
    }
}
