package dev.gangway.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the rules of a rule set lead, by host and path: with thousands of rules no line may be held against each of them.
 * Confined to the parser.
 */
final class BackendUrls {

    /** Beyond these, near misses are no news. */
    private static final int MOST = 100;

    private final Map<String, TreeMap<String, Set<BackendOrigin>>> hosts = new HashMap<>();

    /** @param path the rule's, up to the first capture */
    record Url(BackendOrigin origin, String path) {

        String scheme() {
            return origin.httpScheme();
        }

        @Override
        public String toString() {
            return scheme() + "://" + origin.authority() + path;
        }
    }

    BackendUrls(List<ProxyPass> mappings) {
        for (ProxyPass rule : mappings) {
            if (rule.destination() instanceof Destination.Backend backend) {
                String template = backend.pathTemplate();
                int capture = template.indexOf('$');
                hosts.computeIfAbsent(backend.origin().host(), host -> new TreeMap<>())
                        .computeIfAbsent(
                                capture < 0 ? template : template.substring(0, capture), path -> new LinkedHashSet<>())
                        .add(backend.origin());
            }
        }
    }

    /** Those on a host, in lower case, whose path begins with this one or begins this one; the longest beginnings first. */
    List<Url> near(String host, String path) {
        TreeMap<String, Set<BackendOrigin>> paths = hosts.getOrDefault(host, new TreeMap<>());
        List<Url> near = new ArrayList<>();
        for (int end = path.length(); end >= 0; end--) {
            String beginning = path.substring(0, end);
            paths.getOrDefault(beginning, Set.of()).forEach(origin -> near.add(new Url(origin, beginning)));
        }
        for (Map.Entry<String, Set<BackendOrigin>> below :
                paths.tailMap(path, false).entrySet()) {
            if (near.size() >= MOST || !below.getKey().startsWith(path)) {
                break;
            }
            below.getValue().forEach(origin -> near.add(new Url(origin, below.getKey())));
        }
        return near;
    }
}
