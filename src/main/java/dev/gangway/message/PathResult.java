package dev.gangway.message;

/** What becomes of a raw request path: one canonical reading, or a refusal. Immutable. */
public sealed interface PathResult permits CanonicalPath, RefusedPath {}
