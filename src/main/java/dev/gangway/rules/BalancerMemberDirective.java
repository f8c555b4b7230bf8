package dev.gangway.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** BalancerMember: one backend of a balancer (mod_proxy.md section 1.1). Stateless. */
final class BalancerMemberDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return new DirectiveSpec(
                        "BalancerMember",
                        "[balancer://name] url [key=value ...]",
                        Set.of(Context.SERVER, Context.VIRTUAL_HOST, Context.PROXY),
                        Set.of(),
                        "a backend that rules for balancer://name lead to; the rule's path follows the member's",
                        "BalancerMember balancer://apps http://backend.example:3838")
                .argument("balancer://name", "balancer", "letters, digits, . _ -; not in <Proxy balancer://name>")
                .argument("url", "URL", "as for ProxyPass, no $")
                .argument("key=value", "worker parameter", "see the parameters of workers")
                .differs("a balancer has one member, selecting among several is not supported yet");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        List<String> arguments = invocation.arguments();
        boolean inSection = invocation.scope().target().isPresent();
        int at = inSection ? 0 : 1;
        if (arguments.size() <= at) {
            throw Refusal.arguments(arguments, inSection ? "a URL" : "a balancer and a URL");
        }
        String balancerUrl = inSection ? ofSection(invocation) : arguments.get(0);
        if (!BalancerUrl.isOne(balancerUrl)) {
            throw Refusal.expected(balancerUrl, "a URL like balancer://name");
        }
        BalancerUrl balancer = BalancerUrl.parse(balancerUrl, false);
        String written = arguments.get(at);
        RuleUrl url = RuleUrl.parse(written, false);
        if (url.path().indexOf('$') >= 0) {
            throw Refusal.expected(written, "no $: a member's URL takes no captures");
        }
        add(invocation, balancer, url, arguments.subList(at + 1, arguments.size()));
    }

    private static String ofSection(Invocation invocation) throws Refusal {
        SectionTarget target = invocation.scope().target().orElseThrow();
        if (target instanceof SectionTarget.ProxyPrefix prefix && BalancerUrl.isOne(prefix.url())) {
            return prefix.url();
        }
        throw new Refusal("in a section of other URLs, expected <Proxy balancer://name> around it");
    }

    private static void add(Invocation invocation, BalancerUrl balancer, RuleUrl url, List<String> words)
            throws Refusal {
        ServerDraft server = invocation.scope().server();
        BalancerDrafts.BalancerDraft draft = invocation.draft().balancers.of(server, balancer.name());
        String name = url.workerName(false);
        Optional<WorkerDrafts.WorkerDraft> same = draft.members.stream()
                .map(BalancerDrafts.MemberDraft::worker)
                .filter(member -> member.origin().equals(url.origin()) && name.startsWith(member.name()))
                .findFirst();
        if (same.isPresent()) {
            invocation.notice("\"" + name + "\" is ignored, as in httpd: the member "
                    + same.get().name() + " of " + same.get().position() + " serves this URL");
            return;
        }
        WorkerDrafts.WorkerDraft worker = WorkerDrafts.WorkerDraft.ofMember(
                server, name, url.origin(), WorkerParameterReader.read(invocation, words), invocation.position());
        if (!draft.members.isEmpty()) {
            throw new Refusal("\"" + name + "\" is not the only member of " + balancer + ", the one of "
                    + draft.members.get(0).worker().position()
                    + " is there: selecting among members is not supported yet");
        }
        if (url.path().endsWith("/")) {
            invocation.notice("\"" + name + "\" ends with a slash and so begins what follows: /x goes to " + name
                    + "/x, as in httpd");
        }
        draft.members.add(new BalancerDrafts.MemberDraft(worker, url));
        invocation.draft().workers.add(worker);
    }
}
