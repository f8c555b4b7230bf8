package dev.gangway.rewrite;

import dev.gangway.mapping.Found;
import dev.gangway.message.CanonicalPath;
import dev.gangway.message.FieldSyntax;
import dev.gangway.message.PathResult;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.PathPattern;
import dev.gangway.rules.Position;
import dev.gangway.rules.RewriteAction;
import dev.gangway.rules.RewriteComparison;
import dev.gangway.rules.RewriteCondition;
import dev.gangway.rules.RewriteFlags;
import dev.gangway.rules.RewriteRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One request on its way through the rules. Mutable, confined to one thread, used once. */
final class RewriteRun {

    private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private static final Pattern DOT_SEGMENT = Pattern.compile("/(\\.|%2[Ee]){1,2}([/;]|$)");

    private final RewriteRequest request;
    private final RewriteTrace trace;
    private final Map<String, String> environment;
    private final List<Position> applied = new ArrayList<>();
    private CanonicalPath path;
    private Optional<String> query;

    RewriteRun(RewriteRequest request, RewriteTrace trace) {
        this.request = request;
        this.trace = trace;
        this.environment = new HashMap<>(request.environment());
        this.path = request.path();
        this.query = request.query();
    }

    /** The rules that matched, in order. */
    List<Position> applied() {
        return List.copyOf(applied);
    }

    Rewritten goesOn() {
        return new Rewritten.GoesOn(path, query, environment);
    }

    Rewritten through(List<Rewriter.CompiledRule> rules) {
        int at = 0;
        while (at < rules.size()) {
            RewriteRule rule = rules.get(at).rule();
            Optional<Expansion> matched = match(rule);
            if (matched.isEmpty()) {
                while (rules.get(at).rule().flags().chained() && at + 1 < rules.size()) {
                    at++;
                    trace.tried(rules.get(at).rule(), false, () -> "it is chained to " + rule.position());
                }
                at++;
                continue;
            }
            applied.add(rule.position());
            set(rule, matched.get());
            Optional<Rewritten> end = apply(rules.get(at), matched.get());
            trace.tried(rule, true, () -> matched(rule, end));
            if (end.isPresent()) {
                return end.get();
            }
            if (rule.flags().last()) {
                break;
            }
            int next = at + 1 + rule.flags().skip();
            while (++at < Math.min(next, rules.size())) {
                trace.tried(rules.get(at).rule(), false, () -> "it is skipped by " + rule.position());
            }
        }
        return goesOn();
    }

    private Optional<Expansion> match(RewriteRule rule) {
        Optional<PathPattern.Captures> captures = rule.pattern().find(path.decoded());
        if (captures.isPresent() == rule.negated()) {
            trace.tried(
                    rule,
                    false,
                    () -> "the expression is " + (rule.negated() ? "" : "not ") + "found in " + path.decoded() + ": "
                            + rule.pattern());
            return Optional.empty();
        }
        Expansion expansion = new Expansion(request, path, captures, Optional.empty(), query, environment);
        List<RewriteCondition> conditions = rule.conditions();
        int at = 0;
        while (at < conditions.size()) {
            RewriteCondition condition = conditions.get(at);
            Optional<Expansion> met = met(condition, expansion);
            if (met.isEmpty() && !condition.or()) {
                Expansion failed = expansion;
                trace.tried(rule, false, () -> missed(condition, failed));
                return Optional.empty();
            }
            expansion = met.orElse(expansion);
            // one of several that are joined by OR is enough
            while (met.isPresent() && conditions.get(at).or() && at + 1 < conditions.size()) {
                at++;
            }
            at++;
        }
        return Optional.of(expansion);
    }

    private String matched(RewriteRule rule, Optional<Rewritten> end) {
        String found = "the expression is " + (rule.negated() ? "not found" : "found")
                + (rule.conditions().isEmpty() ? "" : ", the conditions are met");
        return end.isEmpty() && rule.action() instanceof RewriteAction.Replace
                ? found + "; goes on as " + path.forwarded()
                        + query.map(text -> "?" + text).orElse("")
                : found;
    }

    private static String missed(RewriteCondition condition, Expansion expansion) {
        return "\"" + expansion.text(condition.text()) + "\" does not meet " + condition.position() + ": "
                + condition.written();
    }

    /** Empty when the condition is not met. */
    private static Optional<Expansion> met(RewriteCondition condition, Expansion expansion) {
        String text = expansion.text(condition.text());
        if (condition.test() instanceof RewriteComparison.Found found) {
            Optional<PathPattern.Captures> captures = found.pattern().find(text);
            if (captures.isPresent() == condition.negated()) {
                return Optional.empty();
            }
            return Optional.of(
                    captures.isPresent()
                            ? expansion.with(Optional.of(new Expansion.ConditionMatch(text, captures.get())))
                            : expansion);
        }
        return holds(condition.test(), text) == condition.negated() ? Optional.empty() : Optional.of(expansion);
    }

    private static boolean holds(RewriteComparison test, String text) {
        if (test instanceof RewriteComparison.Compared compared) {
            return compared.order().holds(compare(text, compared));
        }
        if (test instanceof RewriteComparison.Numbers numbers) {
            long value = WHOLE_NUMBER.matcher(text).matches() ? Long.parseLong(text) : 0;
            return numbers.order().holds(Long.compare(value, numbers.with()));
        }
        return false;
    }

    /** As httpd does: the longer text is the greater one. */
    private static int compare(String text, RewriteComparison.Compared compared) {
        String left = compared.anyCase() ? lower(text) : text;
        String right = compared.anyCase() ? lower(compared.with()) : compared.with();
        return left.length() == right.length() ? left.compareTo(right) : left.length() - right.length();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private void set(RewriteRule rule, Expansion expansion) {
        for (RewriteFlags.Setting setting : rule.flags().settings()) {
            if (setting.value().isPresent()) {
                environment.put(
                        setting.variable(), expansion.text(setting.value().get()));
            } else {
                environment.remove(setting.variable());
            }
        }
    }

    /** Empty when the rules go on. */
    private Optional<Rewritten> apply(Rewriter.CompiledRule compiled, Expansion expansion) {
        RewriteRule rule = compiled.rule();
        RewriteAction action = rule.action();
        if (action instanceof RewriteAction.Refuse refuse) {
            return refused(refuse.status(), rule, "it says so");
        }
        if (action instanceof RewriteAction.Replace replace) {
            return replace(rule, replace.target(), expansion);
        }
        if (action instanceof RewriteAction.Redirect redirect) {
            return redirect(rule, redirect, expansion);
        }
        if (action instanceof RewriteAction.Proxy proxy) {
            Optional<Rewritten> failed = replace(rule, proxy.target(), expansion);
            return failed.isPresent()
                    ? failed
                    : compiled.backend()
                            .map(backend ->
                                    proxied(backend, backend.destination().origin(), expansion.subject()));
        }
        if (action instanceof RewriteAction.ProxyCaptured captured) {
            Optional<Rewritten> failed = replace(rule, captured.proxy().target(), expansion);
            return failed.isPresent()
                    ? failed
                    : compiled.backend().map(backend -> proxied(backend, rule, captured, expansion));
        }
        if (rule.flags().discardQuery()) {
            query = Optional.empty();
        }
        return Optional.empty();
    }

    private Rewritten proxied(
            Rewriter.Backend backend, RewriteRule rule, RewriteAction.ProxyCaptured captured, Expansion expansion) {
        return backend.hosts()
                .origin(
                        backend.destination().origin().scheme(),
                        expansion.text(captured.host()),
                        captured.port().map(expansion::text))
                .map(origin -> proxied(backend, origin, expansion.subject()))
                .orElseGet(() -> new Rewritten.Unlisted(rule.title()));
    }

    private Rewritten proxied(Rewriter.Backend backend, BackendOrigin origin, CanonicalPath subject) {
        return new Rewritten.Proxied(
                new Found.Mapped(
                        backend.mapping(),
                        backend.worker(),
                        origin,
                        backend.destination().upgrade(),
                        path.forwarded(),
                        origin.url() + path.decoded(),
                        Optional.empty()),
                subject,
                query,
                environment);
    }

    /** Puts the filled-in path and query in the place of the request's; a result when they can't be. */
    private Optional<Rewritten> replace(RewriteRule rule, RewriteAction.Target target, Expansion expansion) {
        Expansion.PathText text = expansion.path(target.path(), rule.flags());
        Optional<Rewritten> unfit = unfit(rule, text);
        if (unfit.isPresent()) {
            return unfit;
        }
        String rooted = rooted(text.forwarded());
        PathResult parsed = CanonicalPath.parse(rooted);
        if (!(parsed instanceof CanonicalPath canonical) || hasDotSegments(rooted)) {
            return refused(400, rule, "filling in its groups makes a path that means another one");
        }
        path = canonical;
        return newQuery(rule, target, expansion);
    }

    /** Also those of a backend that cuts parameters first. */
    private static boolean hasDotSegments(String path) {
        return DOT_SEGMENT.matcher(path).find();
    }

    private Optional<Rewritten> redirect(RewriteRule rule, RewriteAction.Redirect redirect, Expansion expansion) {
        Expansion.PathText text = expansion.path(redirect.target().path(), rule.flags());
        Optional<Rewritten> failed = unfit(rule, text).or(() -> newQuery(rule, redirect.target(), expansion));
        if (failed.isPresent()) {
            return failed;
        }
        boolean own = redirect.site().map(RewriteAction.Site::own).orElse(true);
        String scheme = redirect.site().map(RewriteAction.Site::scheme).orElse(request.scheme());
        String authority =
                redirect.site().map(site -> expansion.text(site.authority())).orElseGet(request::host);
        if (!AUTHORITY.matcher(authority).matches()) {
            return refused(400, rule, "the request names no host that a redirect could name");
        }
        String context = own ? CanonicalPath.encode(request.contextPath()) : "";
        String target = context
                + rooted(text.forwarded())
                + query.map(added -> "?" + added).orElse("");
        String location = scheme + "://" + authority + target;
        return Optional.of(new Rewritten.Redirected(redirect.status(), location, rule.title()));
    }

    private static Optional<Rewritten> unfit(RewriteRule rule, Expansion.PathText text) {
        if (text.questionMark() && !rule.flags().questionMarks()) {
            return refused(403, rule, "a group holds a question mark, and UnsafeAllow3F is not set");
        }
        boolean raw = rule.flags().noEscape();
        if (!FieldSyntax.isVisible(text.forwarded()) || (raw && text.blank())) {
            return refused(403, rule, "the path would hold a blank or control character");
        }
        return raw && BROKEN_ESCAPE.matcher(text.forwarded()).find()
                ? refused(403, rule, "the path would hold a malformed escape")
                : Optional.empty();
    }

    /** The substitution's query in the place of the request's, or before it; a result when it may not stand there. */
    private Optional<Rewritten> newQuery(RewriteRule rule, RewriteAction.Target target, Expansion expansion) {
        Optional<String> old = rule.flags().discardQuery() ? Optional.empty() : query;
        Optional<String> own = target.query()
                .map(template -> expansion.query(template, rule.flags()))
                .filter(text -> !text.isEmpty());
        query = old;
        if (target.query().isPresent()) {
            Optional<String> appended = old.filter(text -> rule.flags().appendQuery() && !text.isEmpty());
            query = appended.map(text -> own.map(before -> before + "&").orElse("") + text)
                    .or(() -> own)
                    .map(text -> text.endsWith("&") ? text.substring(0, text.length() - 1) : text); // as httpd does
        }
        boolean fit = query.map(text -> FieldSyntax.isVisible(text) && text.indexOf('#') < 0)
                .orElse(true);
        return fit ? Optional.empty() : refused(403, rule, "the query would hold a blank or control character");
    }

    /** Nothing may be glued to an authority. */
    private static String rooted(String path) {
        return path.startsWith("/") ? path : "/" + path;
    }

    private static Optional<Rewritten> refused(int status, RewriteRule rule, String reason) {
        return Optional.of(new Rewritten.Refused(status, rule.title() + ": " + reason));
    }
}
