package dev.gangway.rules;

/** What a section covers. Immutable. */
public sealed interface SectionTarget {

    /** {@code <Proxy url>}: target URLs that begin with it, plain string prefix. Scheme and host are in lower case. */
    record ProxyPrefix(String url) implements SectionTarget {}

    /** {@code <Proxy>} with wildcards: the whole target URL must match. */
    record ProxyGlob(PathPattern pattern) implements SectionTarget {}

    /** {@code <Location path>}: the path itself and what lies below it. */
    record LocationPrefix(String path) implements SectionTarget {}

    /** {@code <Location>} with wildcards: the whole path must match, wildcards stop at slashes. */
    record LocationGlob(PathPattern pattern) implements SectionTarget {}
}
