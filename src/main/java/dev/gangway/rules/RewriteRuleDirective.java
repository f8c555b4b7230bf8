package dev.gangway.rules;

import java.util.List;
import java.util.OptionalInt;

/** RewriteRule: rewrites, proxies, redirects or refuses requests by their path (mod_proxy.md section 8.6). Stateless. */
final class RewriteRuleDirective implements Directive {

    @Override
    public DirectiveSpec spec() {
        return DirectiveSpec.server(
                        "RewriteRule",
                        "[!]regex substitution [[flag,...]]",
                        "for requests whose path the expression finds and whose conditions hold: [P] forwards to the"
                                + " substituted URL, [R] redirects, [F] and [G] answer 403 and 410, otherwise the request"
                                + " goes on with the substituted path; all before any ProxyPass rule",
                        "RewriteRule ^/app/(.*)$ http://backend.example:3838/$1 [P]")
                .argument("regex", "regular expression", "searched in the decoded path, which begins with a slash")
                .argument(
                        "substitution",
                        "path, URL or -",
                        "$0 to $9, %0 to %9 and variables as in RewriteCond; with [P] never in the scheme or a socket's path, and"
                                + " in host or port groups only and with ProxyCapturedHosts; in a redirect %{HTTP_HOST},"
                                + " %{SERVER_NAME} or what a condition captured of them may be in the host")
                .argument(
                        "flag",
                        "flag",
                        "P, R[=code], F, G, L, END, C, S=n, NC, NE, QSA, QSD, B, PT, NS, E=variable:value,"
                                + " UnsafeAllow3F")
                .differs(
                        "groups of the path keep the client's escapes; a group with %3F answers 403, UnsafeAllow3F keeps it"
                                + " path text; R is always the last rule; a rewritten path goes on to the ProxyPass rules with or"
                                + " without PT, and the access rules of both paths must admit");
    }

    @Override
    public void apply(Invocation invocation) throws Refusal {
        RewriteDraft rewrite = invocation.scope().server().rewrite;
        List<RewriteCondition> conditions = rewrite.takeConditions();
        List<String> words = EscapedBlanks.join(invocation.arguments());
        if (words.size() < 2 || words.size() > 3) {
            throw new Refusal(words.size() + " arguments, expected an expression, a substitution and flags if any");
        }
        RewriteFlagsDraft flags = words.size() == 3 ? RewriteFlagsDraft.parse(words.get(2)) : new RewriteFlagsDraft();
        boolean negated = words.get(0).startsWith("!");
        String written = negated ? words.get(0).substring(1) : words.get(0);
        if (written.contains("{.*}")) {
            invocation.notice("\"" + written + "\" looks for braces, expected parentheses for a group");
        }
        PathPattern pattern = invocation.pattern(flags.anyCase ? "(?i)" + written : written);
        refuseUnmatchable(written);
        if (!negated) {
            ProxyPassMatchDirective.missingGroups(invocation, pattern, words.get(1));
        } else if (words.get(1).contains("$1")) {
            invocation.notice("\"" + words.get(1) + "\" uses $1, and an expression with ! has no groups: it is empty");
        }
        RewriteAction action = action(words.get(1), flags, CapturedHost.isOne(conditions));
        if (action instanceof RewriteAction.ProxyCaptured) {
            invocation.capturesHost(words.get(1));
        }
        rewrite.rules.add(new RewriteRule(
                invocation.position(), invocation.text(), pattern, negated, conditions, action, flags.finish()));
    }

    /** Rules see decoded, normalised paths, and this one may be there to restrict. */
    static void refuseUnmatchable(String regex) throws Refusal {
        NeverCanonical.refuseEscapes(regex);
        if (regex.startsWith("^")
                && regex.indexOf('|') < 0
                && regex.length() > 1
                && Character.isLetterOrDigit(regex.charAt(1))) {
            throw Refusal.expected(
                    regex, "^/ or ^/? at the beginning: outside of directories a path begins with a slash");
        }
    }

    private static RewriteAction action(String substitution, RewriteFlagsDraft flags, boolean hostCaptured)
            throws Refusal {
        boolean keep = substitution.equals("-");
        if (flags.refuse.isPresent()) {
            return new RewriteAction.Refuse(flags.refuse.getAsInt());
        }
        if (flags.proxy) {
            if (flags.redirect.isPresent()) {
                throw Refusal.expected("P", "one of P and R");
            }
            return RewriteSubstitution.proxy(substitution);
        }
        if (keep && flags.redirect.isEmpty()) {
            return new RewriteAction.Keep();
        }
        // as in httpd, an absolute URL is a redirect without the flag
        OptionalInt status = flags.redirect.isEmpty() && RewriteSubstitution.isAbsolute(substitution)
                ? OptionalInt.of(302)
                : flags.redirect;
        return status.isPresent()
                ? RewriteSubstitution.redirect(substitution, status.getAsInt(), hostCaptured)
                : new RewriteAction.Replace(RewriteSubstitution.path(substitution));
    }
}
