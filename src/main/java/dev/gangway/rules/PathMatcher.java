package dev.gangway.rules;

/** The left side of a ProxyPass line: which paths it matches. */
public sealed interface PathMatcher {

    /** ProxyPass: httpd's prefix walk (mod_proxy.md section 3.4) over the canonical, decoded path. */
    record Prefix(String path) implements PathMatcher {}

    /**
     * ProxyPass with {@code mapping=}: httpd's prefix walk over the path as it is encoded, before every other rule (section
     * 4.5).
     *
     * @param servlet whether path parameters are set aside and dots resolved as a servlet container does
     */
    record Encoded(String path, boolean servlet) implements PathMatcher {}

    /** ProxyPassMatch: an unanchored search in the canonical, decoded path. */
    record Regex(PathPattern pattern) implements PathMatcher {}
}
