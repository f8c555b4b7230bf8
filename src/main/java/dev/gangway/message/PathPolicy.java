package dev.gangway.message;

/**
 * How a server reads the slashes of a path (mod_proxy.md sections 4.1 and 4.2). Immutable.
 *
 * @param mergeSlashes MergeSlashes: runs of slashes count as one
 */
public record PathPolicy(EncodedSlashes encodedSlashes, boolean mergeSlashes) {

    /** The same with encoded slashes as they are. */
    public PathPolicy keepingEncodedSlashes() {
        return new PathPolicy(EncodedSlashes.KEPT, mergeSlashes);
    }

    /** AllowEncodedSlashes: what becomes of {@code %2F}. */
    public enum EncodedSlashes {
        /** The path is answered 404. */
        REFUSED,
        /** It counts as a slash. */
        DECODED,
        /** It stays as it is, in what rules match and in what is forwarded. */
        KEPT
    }

    /** Encoded slashes stay; runs of slashes too. */
    public static final PathPolicy KEEPING = new PathPolicy(EncodedSlashes.KEPT, false);

    /** What holds unless the rules say otherwise. */
    public static final PathPolicy DEFAULT = new PathPolicy(EncodedSlashes.REFUSED, true);
}
