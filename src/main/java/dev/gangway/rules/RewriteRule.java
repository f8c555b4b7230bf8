package dev.gangway.rules;

import java.util.List;
import java.util.Optional;

/**
 * One RewriteRule line with the RewriteCond lines before it. Immutable.
 *
 * @param text the directive as written, for logs and explanations
 * @param negated whether the expression must not be found
 */
public record RewriteRule(
        Position position,
        String text,
        PathPattern pattern,
        boolean negated,
        List<RewriteCondition> conditions,
        RewriteAction action,
        RewriteFlags flags) {

    public RewriteRule {
        conditions = List.copyOf(conditions);
    }

    /** The directive's name and place, for logs. */
    public String title() {
        return text.split("\\s", 2)[0] + " of " + position;
    }

    /** How it forwards; empty for a rule that does not. */
    public Optional<RewriteAction.Proxy> proxy() {
        if (action instanceof RewriteAction.ProxyCaptured captured) {
            return Optional.of(captured.proxy());
        }
        return action instanceof RewriteAction.Proxy proxy ? Optional.of(proxy) : Optional.empty();
    }

    /** The same with a worker for its backend. */
    RewriteRule servedBy(String worker) {
        if (proxy().isEmpty()) {
            return this;
        }
        RewriteAction.Proxy proxy = proxy().get();
        Destination.Backend old = proxy.backend();
        Destination.Backend served =
                new Destination.Backend(old.origin(), old.pathTemplate(), worker, old.upgrade(), false);
        RewriteAction.Proxy named = new RewriteAction.Proxy(served, proxy.target());
        RewriteAction other = action instanceof RewriteAction.ProxyCaptured captured
                ? new RewriteAction.ProxyCaptured(named, captured.host(), captured.port())
                : named;
        return new RewriteRule(position, text, pattern, negated, conditions, other, flags);
    }
}
