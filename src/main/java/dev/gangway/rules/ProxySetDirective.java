package dev.gangway.rules;

import java.util.List;
import java.util.Set;

/** ProxySet: parameters of a worker or balancer on lines of their own (mod_proxy.md section 1.1). Stateless. */
final class ProxySetDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                        "ProxySet",
                        "[url] key=value ...",
                        Set.of(Context.SERVER, Context.VIRTUAL_HOST, Context.PROXY),
                        Set.of(),
                        "sets parameters of the worker or balancer of the URL, over those of earlier lines",
                        "ProxyPass /app/ http://backend.example:3838/\nProxySet http://backend.example:3838/ max=4")
                .argument("url", "URL", "of an earlier line's worker or balancer; not in <Proxy>")
                .argument("key=value", "parameter", "see the parameters of workers and balancers");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        boolean inSection = invocation.scope().target().isPresent();
        int parameters = inSection ? 0 : 1;
        if (arguments.size() <= parameters) {
            throw Refusal.arguments(arguments, inSection ? "key=value" : "a URL and key=value");
        }
        if (inSection) {
            apply(invocation, ofSection(invocation), arguments);
            return;
        }
        String url = arguments.get(0);
        requireDefined(invocation, url);
        apply(invocation, url, arguments.subList(1, arguments.size()));
    }

    /** Sets parameters of what a URL names, which is made if need be. */
    static void apply(Invocation invocation, String url, List<String> words) throws Refusal {
        ServerDraft server = invocation.scope().server();
        RuleSetDraft draft = invocation.draft();
        if (BalancerUrl.isOne(url)) {
            BalancerUrl balancer = BalancerUrl.parse(url, false);
            WorkerParameterReader.read(
                    invocation,
                    words,
                    WorkerParameterTable.BALANCER,
                    draft.balancers.of(server, balancer.name()).parameters);
            return;
        }
        for (String word : words) {
            if (!MappingLine.ofTheWorker(word)) {
                throw Refusal.expected(word, "it on the ProxyPass lines: each has its own");
            }
        }
        WorkerDrafts.WorkerDraft worker = candidate(invocation, url);
        if (draft.workers.serving(worker).isEmpty()) {
            draft.workers
                    .onSocket(worker)
                    .ifPresent(other -> invocation.notice("\"" + url + "\" is not the worker " + other.name() + " of "
                            + other.position() + ": httpd does not tell them apart"));
            draft.workers.add(worker);
        }
        WorkerDrafts.WorkerDraft serving = draft.workers.serving(worker).orElse(worker);
        WorkerParameterReader.read(invocation, words, WorkerParameterTable.WORKER, serving.parameters());
    }

    private static void requireDefined(Invocation invocation, String url) throws Refusal {
        boolean defined = BalancerUrl.isOne(url)
                ? invocation
                        .draft()
                        .balancers
                        .find(
                                invocation.scope().server(),
                                BalancerUrl.parse(url, false).name())
                        .isPresent()
                : invocation.draft().workers.serving(candidate(invocation, url)).isPresent();
        if (!defined) {
            throw Refusal.expected(url, "the URL of a worker or balancer of an earlier line");
        }
    }

    private static WorkerDrafts.WorkerDraft candidate(Invocation invocation, String url) throws Refusal {
        RuleUrl parsed = RuleUrl.parse(url, false);
        return new WorkerDrafts.WorkerDraft(
                invocation.scope().server(),
                parsed.workerName(false),
                WorkerDrafts.Kind.PREFIX,
                false,
                parsed.origin(),
                new WorkerParameterDraft(),
                invocation.position());
    }

    private static String ofSection(Invocation invocation) throws Refusal {
        if (invocation.scope().target().orElseThrow() instanceof SectionTarget.ProxyPrefix prefix) {
            return prefix.url();
        }
        throw new Refusal("in a section that matches by pattern, expected <Proxy url> without wildcards around it");
    }
}
