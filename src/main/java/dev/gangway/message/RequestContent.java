package dev.gangway.message;

import java.util.List;
import java.util.Optional;

/** How much content a request announces (RFC 9112 section 6). Immutable. */
public sealed interface RequestContent {

    /** No content at all: neither Content-Length nor Transfer-Encoding. */
    record None() implements RequestContent {}

    /** Exactly that many octets. */
    record Sized(long length) implements RequestContent {}

    /** As many as come, chunked. */
    record Unsized() implements RequestContent {}

    /**
     * What a head announces; empty when the framing is not one that may be forwarded (RFC 9112 section 6.1).
     *
     * @param codings the values of Transfer-Encoding, which win over the length
     * @param length negative when there is no Content-Length
     */
    static Optional<RequestContent> announced(List<String> codings, long length) {
        if (!codings.isEmpty()) {
            boolean chunked = codings.size() == 1 && codings.get(0).strip().equalsIgnoreCase("chunked");
            return chunked ? Optional.of(new Unsized()) : Optional.empty();
        }
        return Optional.of(length < 0 ? new None() : new Sized(length));
    }
}
