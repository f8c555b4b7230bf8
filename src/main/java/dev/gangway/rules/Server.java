package dev.gangway.rules;

import java.util.List;

/**
 * The main server or one virtual host, with the main server's lines merged in as httpd does it: its rules and sections come
 * first. Immutable.
 *
 * @param base what holds for every path, before sections
 * @param sections {@code <Proxy>} and {@code <Location>} sections in the order of the text
 * @param rewrites tried before the mappings; empty when RewriteEngine is off
 * @param redirects tried when no mapping takes the request; the main server's come last
 * @param deeper which workers serve where a rule leads below their URLs
 */
public record Server(
        ServerNames names,
        List<ProxyPass> mappings,
        PathSettings base,
        List<Section> sections,
        ServerSettings settings,
        List<RewriteRule> rewrites,
        List<RewriteRule> redirects,
        DeeperWorkers deeper) {

    public Server {
        mappings = List.copyOf(mappings);
        sections = List.copyOf(sections);
        rewrites = List.copyOf(rewrites);
        redirects = List.copyOf(redirects);
    }
}
