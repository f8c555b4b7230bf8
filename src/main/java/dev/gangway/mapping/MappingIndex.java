package dev.gangway.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds the rules whose literal beginning a path has. Only a filter: it may name too many rules, never too few. Immutable.
 *
 * <p>The beginnings are sorted. All those that a path begins with are the greatest one not above the path, or beginnings of
 * that one, so one binary search and a short walk find them.
 */
final class MappingIndex {

    private final String[] beginnings;
    private final int[] parents;
    private final int[][] rules;

    private MappingIndex(SortedMap<String, List<Integer>> sorted) {
        beginnings = sorted.keySet().toArray(String[]::new);
        parents = new int[beginnings.length];
        rules = sorted.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        for (int at = 0; at < beginnings.length; at++) {
            parents[at] = ancestor(at - 1, beginnings[at]);
        }
    }

    static MappingIndex of(List<String> literalBeginnings) {
        SortedMap<String, List<Integer>> sorted = new TreeMap<>();
        for (int rule = 0; rule < literalBeginnings.size(); rule++) {
            sorted.computeIfAbsent(key(literalBeginnings.get(rule)), none -> new ArrayList<>())
                    .add(rule);
        }
        return new MappingIndex(sorted);
    }

    /** The rules that may match, in their order. */
    IntStream candidates(String path) {
        String merged = merged(path);
        int found = Arrays.binarySearch(beginnings, merged);
        int at = ancestor(found >= 0 ? found : -found - 2, merged);
        int[] candidates = at < 0 ? new int[0] : rules[at];
        boolean several = false;
        for (at = at < 0 ? -1 : parents[at]; at >= 0; at = parents[at]) {
            int[] more = rules[at];
            int[] both = Arrays.copyOf(candidates, candidates.length + more.length);
            System.arraycopy(more, 0, both, candidates.length, more.length);
            candidates = both;
            several = true;
        }
        if (several) {
            Arrays.sort(candidates);
        }
        return Arrays.stream(candidates);
    }

    private int ancestor(int from, String text) {
        int at = from;
        while (at >= 0 && !text.startsWith(beginnings[at])) {
            at = parents[at];
        }
        return at;
    }

    /** Without the last slash, which a prefix may share with any run of them. */
    private static String key(String beginning) {
        String merged = merged(beginning);
        return merged.endsWith("/") ? merged.substring(0, merged.length() - 1) : merged;
    }

    private static String merged(String path) {
        if (!path.contains("//")) {
            return path;
        }
        StringBuilder merged = new StringBuilder(path.length());
        for (int at = 0; at < path.length(); at++) {
            if (path.charAt(at) != '/' || at == 0 || path.charAt(at - 1) != '/') {
                merged.append(path.charAt(at));
            }
        }
        return merged.toString();
    }
}
