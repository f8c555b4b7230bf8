package dev.gangway.mapping;

import java.util.OptionalInt;

/** httpd's comparison of a ProxyPass path with a request path (mod_proxy.md section 3.4). Stateless. */
final class PrefixWalk {

    private PrefixWalk() {}

    /**
     * How much of the path the rule's prefix takes; empty when it doesn't match. A run of slashes in the prefix matches any
     * run in the path. A prefix without a trailing slash must end at a segment's end.
     */
    static OptionalInt match(String prefix, String path) {
        int inPath = 0;
        int inPrefix = 0;
        while (inPrefix < prefix.length()) {
            if (inPath == path.length() || prefix.charAt(inPrefix) != path.charAt(inPath)) {
                return OptionalInt.empty();
            }
            if (prefix.charAt(inPrefix) == '/') {
                inPrefix = afterSlashes(prefix, inPrefix);
                inPath = afterSlashes(path, inPath);
            } else {
                inPrefix++;
                inPath++;
            }
        }
        boolean boundary = prefix.endsWith("/") || inPath == path.length() || path.charAt(inPath) == '/';
        return boundary ? OptionalInt.of(inPath) : OptionalInt.empty();
    }

    private static int afterSlashes(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '/') {
            at++;
        }
        return at;
    }
}
