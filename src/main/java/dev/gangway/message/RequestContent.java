package dev.gangway.message;

/** How much content a request announces (RFC 9112 section 6). Immutable. */
public sealed interface RequestContent {

    /** No content at all: neither Content-Length nor Transfer-Encoding. */
    record None() implements RequestContent {}

    /** Exactly that many octets. */
    record Sized(long length) implements RequestContent {}

    /** As many as come, chunked. */
    record Unsized() implements RequestContent {}
}
