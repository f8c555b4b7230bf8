package dev.gangway.rules;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a rule leads below the URL of another worker than its own, that one serves: httpd takes the longest worker's name
 * that the target begins with, whichever rule leads there (mod_proxy.md section 2). Immutable.
 *
 * @param belowWorker by the name of a worker the names of those below it, by their URLs; workers without any don't appear
 */
public record DeeperWorkers(Map<String, NavigableMap<String, String>> belowWorker) {

    public DeeperWorkers {
        belowWorker = Map.copyOf(belowWorker);
    }

    /**
     * A worker while rules are read.
     *
     * @param name unique
     * @param everyones whether it serves other rules than its own: its URL holds no captures
     */
    record Candidate(String name, String url, BackendOrigin origin, boolean everyones) {}

    /** Of several with one URL the first one counts. */
    static DeeperWorkers of(List<Candidate> candidates) {
        TreeMap<String, Candidate> byUrl = new TreeMap<>();
        candidates.stream()
                .filter(Candidate::everyones)
                .forEach(candidate -> byUrl.putIfAbsent(candidate.url(), candidate));
        Map<String, NavigableMap<String, String>> below = new TreeMap<>();
        for (Candidate owner : candidates) {
            for (Candidate deeper : byUrl.tailMap(owner.url(), false).values()) {
                if (!deeper.url().startsWith(owner.url())) {
                    break;
                }
                if (deeper.origin().equals(owner.origin())) {
                    below.computeIfAbsent(owner.name(), name -> new TreeMap<>()).put(deeper.url(), deeper.name());
                }
            }
        }
        below.replaceAll((name, byItsUrl) -> Collections.unmodifiableNavigableMap(byItsUrl));
        return new DeeperWorkers(below);
    }

    /** The name of the worker that serves a URL in the place of a rule's own. */
    public Optional<String> serving(String worker, String url) {
        NavigableMap<String, String> below = belowWorker.get(worker);
        if (below == null) {
            return Optional.empty();
        }
        String limit = url;
        Map.Entry<String, String> candidate = below.floorEntry(limit);
        while (candidate != null && !url.startsWith(candidate.getKey())) {
            // whatever url begins with and sorts before the candidate is no longer than what the two have in common
            limit = limit.substring(0, common(limit, candidate.getKey()));
            candidate = below.floorEntry(limit);
        }
        return Optional.ofNullable(candidate).map(Map.Entry::getValue);
    }

    private static int common(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int at = 0;
        while (at < length && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    /** One line for each worker that has others below it. */
    List<String> lines() {
        return belowWorker.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
    }
}
