package dev.gangway.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Merges slash runs and resolves dot segments of a cleaned path. Stateless. */
final class DotSegments {

    private DotSegments() {}

    /**
     * Resolves as httpd does: runs of slashes count as one, a trailing dot segment leaves a trailing slash.
     *
     * @param cutParameters whether {@code ;params} are cut from every segment first, as servlet containers do
     * @return empty when the path climbs above the root
     */
    static Optional<String> resolve(String path, boolean cutParameters) {
        Deque<String> kept = new ArrayDeque<>();
        boolean directory = true;
        for (String segment : path.split("/", -1)) {
            String name = cutParameters ? withoutParameters(segment) : segment;
            directory = name.isEmpty() || name.equals(".") || name.equals("..");
            if (name.equals("..")) {
                if (kept.isEmpty()) {
                    return Optional.empty();
                }
                kept.removeLast();
            } else if (!directory) {
                kept.addLast(name);
            }
        }
        String joined = String.join("/", kept);
        return Optional.of(joined.isEmpty() ? "/" : "/" + joined + (directory ? "/" : ""));
    }

    private static String withoutParameters(String segment) {
        int semicolon = segment.indexOf(';');
        return semicolon < 0 ? segment : segment.substring(0, semicolon);
    }
}
