package dev.gangway.rules;

import java.util.List;

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

    /** The same with a worker for its backend. */
    RewriteRule servedBy(String worker) {
        if (!(action instanceof RewriteAction.Proxy proxy)) {
            return this;
        }
        Destination.Backend old = proxy.backend();
        Destination.Backend served =
                new Destination.Backend(old.origin(), old.pathTemplate(), worker, old.upgrade(), false);
        RewriteAction other = new RewriteAction.Proxy(served, proxy.target());
        return new RewriteRule(position, text, pattern, negated, conditions, other, flags);
    }
}
