package dev.gangway.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sorts problems as the text is read: those of an included file follow the line that includes it. A file that is included
 * more than once keeps its first place. Mutable while files are read, confined to the parser.
 */
final class TextOrder implements Comparator<Problem> {

    /** Per source: line numbers of the Include lines that lead to it, each followed by the file's number there. */
    private final Map<String, List<Integer>> places = new HashMap<>();

    TextOrder(List<RulesSource> sources) {
        for (RulesSource source : sources) {
            places.putIfAbsent(source.name(), List.of(places.size()));
        }
    }

    void included(String name, Position by) {
        List<Integer> place = place(by);
        place.add(places.size());
        places.putIfAbsent(name, place);
    }

    @Override
    public int compare(Problem one, Problem other) {
        List<Integer> first = place(one.position());
        List<Integer> second = place(other.position());
        for (int at = 0; at < Math.min(first.size(), second.size()); at++) {
            int order = Integer.compare(first.get(at), second.get(at));
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(first.size(), second.size());
        return order != 0
                ? order
                : Integer.compare(one.position().column(), other.position().column());
    }

    private List<Integer> place(Position position) {
        List<Integer> place = new ArrayList<>(places.getOrDefault(position.source(), List.of()));
        place.add(position.line());
        return place;
    }
}
