package dev.gangway.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * A path as a servlet container reads it, segment by segment, with the parameters that the client wrote behind each. Dots are
 * resolved once parameters are set aside, as in {@code /a/..;x/b}. Immutable.
 */
record ServletSegments(List<Segment> segments, boolean directory) {

    /** @param parameters what follows the name up to the next segment, beginning with a semicolon or slash; may be empty */
    record Segment(String name, String parameters) {}

    ServletSegments {
        segments = List.copyOf(segments);
    }

    /** A path that stays below the root, as every canonical path does. */
    static ServletSegments of(String path) {
        List<Segment> kept = new ArrayList<>();
        boolean directory = true;
        String[] written = path.split("/", -1);
        for (int index = 1; index < written.length; index++) {
            int semicolon = written[index].indexOf(';');
            String name = semicolon < 0 ? written[index] : written[index].substring(0, semicolon);
            String parameters = semicolon < 0 ? "" : written[index].substring(semicolon);
            directory = name.isEmpty() || name.equals(".") || name.equals("..");
            if (name.equals("..")) {
                kept.remove(kept.size() - 1);
            } else if (!directory) {
                kept.add(new Segment(name, parameters));
            } else if (name.isEmpty() && !parameters.isEmpty() && !kept.isEmpty()) {
                Segment last = kept.remove(kept.size() - 1);
                kept.add(new Segment(last.name(), last.parameters() + "/" + parameters));
                directory = false; // its slash is among the parameters
            }
        }
        return new ServletSegments(kept, directory);
    }

    /** What follows a prefix that matches: with the parameters behind it, unless it ends with a slash. */
    String behind(String prefix) {
        int count = 0;
        for (String name : prefix.split("/", -1)) {
            count += name.isEmpty() ? 0 : 1;
        }
        StringBuilder rest =
                new StringBuilder(count == 0 ? "" : segments.get(count - 1).parameters());
        for (Segment segment : segments.subList(count, segments.size())) {
            rest.append('/').append(segment.name()).append(segment.parameters());
        }
        if (directory && !rest.toString().endsWith("/")) {
            rest.append('/');
        }
        return prefix.endsWith("/") ? rest.substring(rest.indexOf("/") + 1) : rest.toString();
    }
}
