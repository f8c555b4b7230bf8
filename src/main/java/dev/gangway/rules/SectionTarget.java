package dev.gangway.rules;

/** What a section covers. Immutable. */
public sealed interface SectionTarget {

    /** {@code <Proxy url>}: target URLs that begin with it, plain string prefix. Scheme and host are in lower case. */
    record ProxyPrefix(String url) implements SectionTarget {}

    /** {@code <Proxy>} with wildcards, whose pattern spans the whole target URL, or {@code <ProxyMatch>}. */
    record ProxyPattern(PathPattern pattern) implements SectionTarget {}

    /** {@code <Location path>}: the path itself and what lies below it. */
    record LocationPrefix(String path) implements SectionTarget {}

    /**
     * {@code <Location>} with wildcards, whose pattern spans the whole path and stops at slashes, or
     * {@code <LocationMatch>}.
     *
     * @param written what a ProxyPass line inside takes for its path
     */
    record LocationPattern(PathPattern pattern, String written) implements SectionTarget {}

    /** Whether it covers target URLs, not paths. */
    default boolean ofTarget() {
        return this instanceof ProxyPrefix || this instanceof ProxyPattern;
    }
}
