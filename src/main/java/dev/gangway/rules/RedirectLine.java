package dev.gangway.rules;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;

/**
 * Makes a rule of a Redirect line, for the server or a section: what it does to a request is what a RewriteRule line with R
 * does. Stateless.
 */
final class RedirectLine {

    /** Only the last rule of its kind; a question mark in a group stays a part of the path. */
    private static final RewriteFlags FLAGS =
            new RewriteFlags(true, false, 0, false, false, true, false, false, List.of());

    private RedirectLine() {}

    /** Finds the path and what lies below it; group 1 is the rest. */
    static PathPattern prefix(String path) throws Refusal {
        if (!path.startsWith("/")) {
            throw Refusal.expected(path, "a status or a path that begins with /");
        }
        NeverCanonical.refuseWithSlashRuns(path);
        return PathPattern.compile("^" + Pattern.quote(path) + (path.endsWith("/") ? "(.*)$" : "(/.*)?$"));
    }

    /** A status without target. */
    static void refuse(Invocation invocation, PathPattern pattern, int status) throws Refusal {
        if (RedirectStatus.leadsElsewhere(status)) {
            throw new Refusal("no target for status " + status + ", expected a path or a URL after it");
        }
        add(invocation, pattern, new RewriteAction.Refuse(status));
    }

    static void redirect(Invocation invocation, PathPattern pattern, RewriteAction.Redirect action) throws Refusal {
        if (!RedirectStatus.leadsElsewhere(action.status())) {
            throw new Refusal("a target for status " + action.status() + ", expected none: nobody is sent elsewhere");
        }
        add(invocation, pattern, action);
    }

    private static void add(Invocation invocation, PathPattern pattern, RewriteAction action) {
        Scope scope = invocation.scope();
        List<RewriteRule> list = scope.target().isPresent() ? scope.path().redirects : scope.server().redirects;
        list.add(rule(invocation, pattern, action));
    }

    /** For every request of the section; a later line replaces it. */
    static void whole(Invocation invocation, RewriteAction action) throws Refusal {
        invocation.scope().path().redirect = Optional.of(rule(invocation, PathPattern.compile(""), action));
    }

    private static RewriteRule rule(Invocation invocation, PathPattern pattern, RewriteAction action) {
        return new RewriteRule(invocation.position(), invocation.text(), pattern, false, List.of(), action, FLAGS);
    }
}
