package dev.gangway.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/** Resolves dot segments of a cleaned path. Stateless. */
final class DotSegments {

    private static final Pattern ENCODED_SLASH = Pattern.compile("%2[Ff]");

    private DotSegments() {}

    /**
     * Resolves as httpd does: a trailing dot segment leaves a trailing slash.
     *
     * @param mergeSlashes whether runs of slashes count as one; if not, an empty segment is one like any other
     * @return empty when the path climbs above the root
     */
    static Optional<String> resolve(String path, boolean mergeSlashes) {
        return resolve(path, mergeSlashes, false);
    }

    /** As a servlet container reads it: {@code ;params} cut from every segment first, runs of slashes taken for one. */
    static Optional<String> resolveWithoutParameters(String path) {
        return resolve(path, true, true);
    }

    /** As {@link #resolveWithoutParameters}, with encoded slashes taken for slashes too. */
    static Optional<String> resolveAsContainer(String path) {
        return resolve(withSlashesDecoded(path), true, true);
    }

    /** Whether a resolved path holds dot segments once its encoded slashes are decoded. */
    static boolean madeByEncodedSlashes(String resolved) {
        String decoded = withSlashesDecoded(resolved);
        if (decoded.equals(resolved)) {
            return false;
        }
        for (String segment : decoded.split("/", -1)) {
            String name = withoutParameters(segment);
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }

    static String withSlashesDecoded(String path) {
        return path.indexOf('%') < 0 ? path : ENCODED_SLASH.matcher(path).replaceAll("/");
    }

    private static Optional<String> resolve(String path, boolean mergeSlashes, boolean cutParameters) {
        Deque<String> kept = new ArrayDeque<>();
        boolean directory = true;
        String[] segments = path.split("/", -1);
        for (int index = 1; index < segments.length; index++) {
            String name = cutParameters ? withoutParameters(segments[index]) : segments[index];
            boolean last = index == segments.length - 1;
            boolean dots = name.equals(".") || name.equals("..");
            directory = dots || name.isEmpty();
            if (name.equals("..")) {
                if (kept.isEmpty()) {
                    return Optional.empty();
                }
                kept.removeLast();
            } else if (!directory || (name.isEmpty() && !mergeSlashes && !last)) {
                kept.addLast(name);
            }
        }
        String joined = String.join("/", kept);
        boolean root = kept.isEmpty();
        return Optional.of(root ? "/" : "/" + joined + (directory ? "/" : ""));
    }

    private static String withoutParameters(String segment) {
        int semicolon = segment.indexOf(';');
        return semicolon < 0 ? segment : segment.substring(0, semicolon);
    }
}
