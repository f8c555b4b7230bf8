package dev.gangway.rules;

import java.util.List;

/**
 * Everything that one rules text says, typed and checked. Immutable; lists keep the order of the text.
 *
 * @param notices what the operator should read once: directives accepted without effect, warnings about values that bite
 */
public record RuleSet(
        List<ProxyPass> mappings,
        List<ProxyPassReverse> reverses,
        List<CookieRewrite> cookiePaths,
        List<CookieRewrite> cookieDomains,
        List<AccessSection> access,
        List<WorkerDefinition> workers,
        ServerSettings settings,
        List<Problem> notices) {

    public RuleSet {
        mappings = List.copyOf(mappings);
        reverses = List.copyOf(reverses);
        cookiePaths = List.copyOf(cookiePaths);
        cookieDomains = List.copyOf(cookieDomains);
        access = List.copyOf(access);
        workers = List.copyOf(workers);
        notices = List.copyOf(notices);
    }
}
