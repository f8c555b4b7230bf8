package dev.gangway.message;

/** Placeholder. */
public sealed interface PathResult permits CanonicalPath, RefusedPath {}
