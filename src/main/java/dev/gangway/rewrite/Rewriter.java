package dev.gangway.rewrite;

import dev.gangway.mapping.Tried;
import dev.gangway.rules.CapturedHosts;
import dev.gangway.rules.Destination;
import dev.gangway.rules.PathMatcher;
import dev.gangway.rules.PathPattern;
import dev.gangway.rules.ProxyPass;
import dev.gangway.rules.RewriteRule;
import dev.gangway.rules.Server;
import dev.gangway.rules.WorkerDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rewrite rules of one server, tried in order before any mapping (mod_proxy.md sections 3.1 and 8.6). Immutable,
 * thread-safe.
 */
public final class Rewriter {

    private final List<CompiledRule> rules = new ArrayList<>();

    /** A rule, and for one with [P] the mapping that stands for it everywhere else. */
    record CompiledRule(RewriteRule rule, Optional<Backend> backend) {}

    /** @param hosts those that groups may choose where the destination is a placeholder */
    record Backend(ProxyPass mapping, Destination.Backend destination, WorkerDefinition worker, CapturedHosts hosts) {}

    private Rewriter(List<RewriteRule> written, Map<String, WorkerDefinition> workers, CapturedHosts hosts) {
        for (RewriteRule rule : written) {
            rules.add(new CompiledRule(
                    rule, rule.proxy().map(proxy -> backend(rule, proxy.backend(), workers, hosts))));
        }
    }

    /** The workers are those of the whole rule set, by name. */
    public static Rewriter compile(Server server, Map<String, WorkerDefinition> workers) {
        return new Rewriter(server.rewrites(), workers, server.settings().hop().capturedHosts());
    }

    /** Rules that lead to no backend, such as those of Redirect lines. */
    public static Rewriter of(List<RewriteRule> rules) {
        return new Rewriter(rules, Map.of(), CapturedHosts.NONE);
    }

    private static Backend backend(
            RewriteRule rule,
            Destination.Backend destination,
            Map<String, WorkerDefinition> workers,
            CapturedHosts hosts) {
        WorkerDefinition worker = workers.get(destination.worker());
        if (worker == null) {
            throw new IllegalArgumentException("rule " + rule.position() + " names no worker of its rule set");
        }
        PathMatcher matcher = new PathMatcher.Regex(rule.pattern());
        ProxyPass mapping = new ProxyPass(rule.position(), rule.text(), matcher, destination, false);
        return new Backend(mapping, destination, worker, hosts);
    }

    /**
     * Total: every request has an answer. A path that takes other rules once its parameters are cut is refused, as a servlet
     * container behind us would read it so.
     */
    public Rewritten rewrite(RewriteRequest request) {
        RewriteRun run = new RewriteRun(request, RewriteTrace.NONE);
        if (rules.isEmpty()) {
            return run.goesOn();
        }
        Rewritten ours = run.through(rules);
        if (request.path().forwarded().indexOf(';') >= 0) {
            RewriteRun containers = new RewriteRun(request.withoutParameters(), RewriteTrace.NONE);
            containers.through(rules);
            if (!containers.applied().equals(run.applied())) {
                return new Rewritten.Refused(400, "the path takes other rewrite rules once its parameters are cut");
            }
        }
        return ours;
    }

    /** The rules that {@link #rewrite} holds a request against, in order, up to the one that ends it. */
    public List<Tried> tried(RewriteRequest request) {
        List<Tried> tried = new ArrayList<>();
        RewriteTrace trace =
                (rule, matched, reason) -> tried.add(new Tried(rule.position(), rule.text(), matched, reason.get()));
        try {
            new RewriteRun(request, trace).through(rules);
        } catch (PathPattern.ExhaustedException exhausted) {
            // expected here because the decision says it: which rule ends the run is unknown
            return tried;
        }
        return tried;
    }
}
