package dev.gangway.rules;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds Redirect lines outside of sections that ProxyPass leaves nothing to: it goes first wherever the lines stand, and so
 * does the main server's in a virtual host. Only what is certain, so nothing once a path is excluded. Stateless.
 */
final class HiddenRedirects {

    private HiddenRedirects() {}

    /** A line of the main server is hidden once it is in all of them. */
    static List<Problem> of(List<Server> servers) {
        Map<RewriteRule, ProxyPass> hidden = new LinkedHashMap<>();
        Set<RewriteRule> tried = new HashSet<>();
        for (Server server : servers) {
            CoveredPaths forwarded = forwarded(server);
            for (RewriteRule redirect : server.redirects()) {
                covering(forwarded, redirect)
                        .ifPresentOrElse(rule -> hidden.put(redirect, rule), () -> tried.add(redirect));
            }
        }
        hidden.keySet().removeAll(tried);
        return hidden.entrySet().stream()
                .map(entry -> notice(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static CoveredPaths forwarded(Server server) {
        CoveredPaths forwarded = new CoveredPaths();
        for (ProxyPass rule : server.mappings()) {
            if (rule.destination() instanceof Destination.Excluded) {
                break;
            }
            if (server.settings().hop().plainOnSockets() || !rule.toSocket()) {
                forwarded.add(rule);
            }
        }
        return forwarded;
    }

    private static Problem notice(RewriteRule redirect, ProxyPass covering) {
        return new Problem(
                redirect.position(),
                redirect.text().split("\\s", 2)[0] + ": never matches: the rule of " + covering.position()
                        + " forwards every path of this one, and ProxyPass goes first, as in httpd; expected a"
                        + " RewriteRule line, or one in <Location>");
    }

    private static Optional<ProxyPass> covering(CoveredPaths forwarded, RewriteRule redirect) {
        return forwarded.covering(new ProxyPass(
                redirect.position(),
                redirect.text(),
                new PathMatcher.Regex(redirect.pattern()),
                new Destination.Excluded(),
                false));
    }
}
