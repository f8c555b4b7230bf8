package dev.gangway.rules;

import dev.gangway.message.CanonicalPath;
import dev.gangway.message.FieldSyntax;
import dev.gangway.message.PathPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What ProxyPass and ProxyPassMatch have in common: the right side of the line. Stateless. */
final class MappingLine {

    private MappingLine() {}

    static void add(Invocation invocation, PathMatcher matcher, List<String> rightSide) throws Refusal {
        invocation.scope().server().mappings.add(rule(invocation, matcher, rightSide));
    }

    /** The section's one rule: the matcher is made of the section's path. */
    static void addToSection(Invocation invocation, PathMatcher matcher, List<String> rightSide) throws Refusal {
        if (rightSide.isEmpty()) {
            throw new Refusal("no URL, expected one or !");
        }
        if (rightSide.get(0).startsWith("/")) {
            throw Refusal.expected(rightSide.get(0), "a URL or ! only: the path is the section's");
        }
        PathDraft section = invocation.scope().path();
        if (section.mapping.isPresent()) {
            invocation.notice(
                    "replaces the section's rule of " + section.mapping.get().position() + ", as in httpd");
        }
        section.mapping = Optional.of(rule(invocation, matcher, rightSide));
    }

    private static ProxyPass rule(Invocation invocation, PathMatcher plain, List<String> rightSide) throws Refusal {
        String url = rightSide.get(0);
        if (url.equals("!")) {
            return new ProxyPass(invocation.position(), invocation.text(), plain, excluded(rightSide), false);
        }
        RuleWords words = RuleWords.of(rightSide.subList(1, rightSide.size()));
        PathMatcher matcher = words.matcher(plain);
        Destination destination = backend(invocation, plain instanceof PathMatcher.Regex, url, words.others());
        if (matcher instanceof PathMatcher.Encoded) {
            refuseUnfit(url, destination);
        }
        return new ProxyPass(invocation.position(), invocation.text(), matcher, destination, words.interpolates());
    }

    /** With mapping= the URL's path is forwarded as it is written. */
    private static void refuseUnfit(String url, Destination destination) throws Refusal {
        String path = destination instanceof Destination.Backend backend
                ? backend.pathTemplate()
                : destination instanceof Destination.Balanced balanced ? balanced.pathTemplate() : "";
        boolean sound = path.isEmpty() || CanonicalPath.parse(path, PathPolicy.KEEPING) instanceof CanonicalPath;
        if (!sound || !FieldSyntax.isVisible(path)) {
            throw Refusal.expected(
                    url, "a path of visible characters with sound escapes: mapping= forwards it as it is");
        }
    }

    private static Destination excluded(List<String> rightSide) throws Refusal {
        if (rightSide.size() > 1) {
            throw Refusal.expected(String.join(" ", rightSide), "nothing after !");
        }
        return new Destination.Excluded();
    }

    private static Destination backend(Invocation invocation, boolean match, String written, List<String> words)
            throws Refusal {
        if (BalancerUrl.isOne(written)) {
            return balanced(invocation, BalancerUrl.parse(written, match), words);
        }
        WorkerParameterDraft parameters = WorkerParameterReader.read(invocation, words);
        Optional<CapturedUrl> captured = match ? CapturedUrl.parse(written) : Optional.empty();
        if (captured.isPresent()) {
            return captured(invocation, written, captured.get(), parameters);
        }
        RuleUrl url = RuleUrl.parse(written, match);
        if (url.origin().http2() && words.stream().anyMatch(MappingLine::asksForUpgrades)) {
            invocation.notice("upgrade= is ignored, as in httpd: HTTP/2 backends get plain requests only");
        }
        WorkerDrafts workers = invocation.draft().workers;
        WorkerDrafts.WorkerDraft worker = new WorkerDrafts.WorkerDraft(
                invocation.scope().server(),
                url.workerName(match),
                match ? WorkerDrafts.Kind.MATCH : WorkerDrafts.Kind.PREFIX,
                match && url.path().indexOf('$') >= 0,
                url.origin(),
                parameters,
                invocation.position());
        Optional<WorkerDrafts.WorkerDraft> shared = workers.sharedBy(worker);
        if (shared.isPresent()) {
            List<String> ignored =
                    words.stream().filter(MappingLine::ofTheWorker).toList();
            if (!ignored.isEmpty()) {
                invocation.notice("parameters \"" + String.join(" ", ignored) + "\" are ignored: the worker "
                        + shared.get().name() + " of " + shared.get().position() + " serves this URL with its own");
            }
        } else {
            workers.add(worker);
        }
        String name = workers.uniqueName(shared.orElse(worker));
        return new Destination.Backend(url.origin(), url.path(), name, parameters.upgrade, parameters.nocanon);
    }

    /** Connections are not kept, as in httpd: there may be many backends. */
    private static Destination captured(
            Invocation invocation, String written, CapturedUrl url, WorkerParameterDraft parameters) {
        invocation.capturesHost(written);
        if (parameters.reuse.orElse(false)) {
            invocation.notice("connections are not reused where a capture chooses the host, as in httpd");
        }
        parameters.reuse = Optional.of(false);
        BackendOrigin placeholder = url.placeholder();
        WorkerDrafts.WorkerDraft worker = new WorkerDrafts.WorkerDraft(
                invocation.scope().server(),
                placeholder.url(),
                WorkerDrafts.Kind.CAPTURED,
                true,
                placeholder,
                parameters,
                invocation.position());
        WorkerDrafts workers = invocation.draft().workers;
        workers.add(worker);
        return new Destination.Captured(url, workers.uniqueName(worker), parameters.upgrade, parameters.nocanon);
    }

    /** Its members may be known only at the end. */
    private static Destination balanced(Invocation invocation, BalancerUrl url, List<String> words) {
        WorkerParameterDraft parameters =
                invocation.draft().balancers.of(invocation.scope().server(), url.name()).parameters;
        WorkerParameterReader.read(invocation, words, WorkerParameterTable.BALANCER, parameters);
        return new Destination.Balanced(
                new BalancerDefinition(url.name(), List.of(), Map.of()),
                url.path(),
                words.stream().anyMatch("nocanon"::equalsIgnoreCase));
    }

    private static boolean asksForUpgrades(String word) {
        return word.regionMatches(true, 0, "upgrade=", 0, 8) && !word.equalsIgnoreCase("upgrade=NONE");
    }

    /** {@code upgrade} and {@code nocanon} belong to the rule. */
    static boolean ofTheWorker(String word) {
        return !word.equalsIgnoreCase("nocanon") && !word.regionMatches(true, 0, "upgrade=", 0, 8);
    }
}
