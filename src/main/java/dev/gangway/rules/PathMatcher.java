package dev.gangway.rules;

/** The left side of a ProxyPass line: which paths it matches. */
public sealed interface PathMatcher {

    /** ProxyPass: httpd's prefix walk (mod_proxy.md section 3.4) over the canonical, decoded path. */
    record Prefix(String path) implements PathMatcher {}

    /** ProxyPassMatch: an unanchored search in the canonical, decoded path. */
    record Regex(PathPattern pattern) implements PathMatcher {}
}
