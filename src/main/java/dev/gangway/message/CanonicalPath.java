package dev.gangway.message;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The one reading of a request path that rules and access decisions use, tied to the client's own octets, which are what
 * goes to the backend (design: path handling). Immutable.
 *
 * <p>{@code decoded} is httpd's view: unreserved escapes decoded first, slashes merged, dot segments resolved, everything
 * decoded. {@code forwarded} keeps the client's escapes. Both are idempotent: parsing {@code forwarded} gives the same path.
 */
public final class CanonicalPath implements PathResult {

    private final String forwarded;
    private final DecodedText text;
    private final Optional<String> raw;

    private CanonicalPath(String forwarded, Optional<String> raw) {
        this.forwarded = forwarded;
        this.text = DecodedText.of(forwarded);
        this.raw = raw;
    }

    /** Reads a path of a server with the default policy. */
    public static PathResult parse(String rawPath) {
        return parse(rawPath, PathPolicy.DEFAULT);
    }

    /**
     * Reads a raw path as {@code getRequestURI} gives it: with its leading slash and without a query. A char up to U+00FF
     * beyond ASCII stands for one octet, any other for its UTF-8 octets.
     */
    public static PathResult parse(String rawPath, PathPolicy policy) {
        PathCleaner cleaner = new PathCleaner(policy);
        Optional<RefusedPath> refused = cleaner.clean(rawPath);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<String> resolved = DotSegments.resolve(cleaner.cleaned(), policy.mergeSlashes());
        if (resolved.isEmpty()) {
            return new RefusedPath(400, "path climbs above the root");
        }
        if (cleaner.encodedSlash()) {
            return new RefusedPath(404, "path holds an encoded slash or an encoded null");
        }
        if (DotSegments.madeByEncodedSlashes(resolved.get())) {
            return new RefusedPath(400, "path holds a dot segment beside an encoded slash");
        }
        // A container cuts parameters before it resolves dots: /admin/..;/../x is /x to it, /admin/x to us.
        Optional<String> container = DotSegments.resolveAsContainer(cleaner.cleaned());
        if (container.isEmpty()) {
            return new RefusedPath(400, "path climbs above the root once its parameters are cut");
        }
        if (!container.equals(DotSegments.resolveAsContainer(resolved.get()))) {
            return new RefusedPath(400, "path means another one once its parameters are cut");
        }
        return new CanonicalPath(resolved.get(), Optional.of(rawPath));
    }

    /** Decoded text as it may stand in a request target: httpd's canonical form, upper-case escapes of UTF-8 octets. */
    public static String encode(String decodedText) {
        StringBuilder encoded = new StringBuilder(decodedText.length() + 16);
        for (byte octet : decodedText.getBytes(StandardCharsets.UTF_8)) {
            PathCleaner.append(encoded, octet & 0xFF);
        }
        return encoded.toString();
    }

    /** The same for text that holds one char per octet, as fields and variables do. */
    public static String encodeOctets(String octets) {
        StringBuilder encoded = new StringBuilder(octets.length() + 16);
        octets.chars().forEach(octet -> PathCleaner.append(encoded, octet & 0xFF));
        return encoded.toString();
    }

    /** Such text as rules read it. */
    public static String decodeOctets(String octets) {
        return DecodedText.of(encodeOctets(octets)).decoded();
    }

    /** Whether a slash in it is encoded. */
    public boolean holdsEncodedSlash() {
        return !DotSegments.withSlashesDecoded(forwarded).equals(forwarded);
    }

    /** What rules and access sections match: UTF-8 if the octets are, else ISO-8859-1. */
    public String decoded() {
        return text.decoded();
    }

    /** The whole path as it goes to the backend: visible ASCII only. */
    public String forwarded() {
        return forwarded;
    }

    /** The client's own octets behind {@code decoded().substring(from, to)}. */
    public String forwarded(int from, int to) {
        return forwarded.substring(text.offset(from), text.offset(to));
    }

    /** The path as the client wrote it; empty where it has no such beginning as the context path. */
    public Optional<String> raw() {
        return raw;
    }

    /**
     * A servlet container's reading: path parameters cut from every segment, slashes merged and dots resolved again, so that
     * {@code /a/..;/b} is {@code /b}.
     */
    public String decodedWithoutParameters() {
        return withoutParameters().decoded();
    }

    /** The same as a path. */
    public CanonicalPath withoutParameters() {
        return forwarded.indexOf(';') < 0 && !forwarded.contains("//")
                ? this
                : new CanonicalPath(
                        DotSegments.resolveWithoutParameters(forwarded).orElse("/"), Optional.empty());
    }

    /** The reading of a container or backend that takes encoded slashes for slashes as well; mostly the same. */
    public String decodedWithSlashes() {
        CanonicalPath cut = withoutParameters();
        return DotSegments.withSlashesDecoded(cut.forwarded).equals(cut.forwarded)
                ? cut.decoded()
                : new CanonicalPath(DotSegments.resolveAsContainer(forwarded).orElse("/"), Optional.empty()).decoded();
    }

    /** A decoded path as a backend reads it that cuts parameters, resolves dots and merges slashes; empty above the root. */
    public static Optional<String> cut(String decodedPath) {
        return DotSegments.resolveAsContainer(decodedPath);
    }

    /** The path below a context path ({@code ""} or {@code "/app"}, decoded); empty when it does not lie below it. */
    public Optional<CanonicalPath> below(String contextPath) {
        String decoded = text.decoded();
        if (contextPath.isEmpty()) {
            return Optional.of(this);
        }
        if (!startsWithSegments(decoded, contextPath) || !startsWithSegments(decodedWithoutParameters(), contextPath)) {
            return Optional.empty();
        }
        String rest = forwarded.substring(text.offset(contextPath.length()));
        if (DotSegments.resolveAsContainer(rest.isEmpty() ? "/" : rest).isEmpty()) {
            return Optional.empty(); // a container would leave the context path here
        }
        Optional<String> rawRest = raw.filter(whole -> startsWithSegments(whole, contextPath))
                .map(whole -> whole.substring(contextPath.length()));
        return Optional.of(new CanonicalPath(rest.isEmpty() ? "/" : rest, rawRest.filter(own -> !own.isEmpty())));
    }

    private static boolean startsWithSegments(String path, String contextPath) {
        return path.startsWith(contextPath)
                && (path.length() == contextPath.length() || path.charAt(contextPath.length()) == '/');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CanonicalPath path && forwarded.equals(path.forwarded);
    }

    @Override
    public int hashCode() {
        return forwarded.hashCode();
    }

    @Override
    public String toString() {
        return decoded();
    }
}
