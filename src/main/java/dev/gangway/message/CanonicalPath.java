package dev.gangway.message;

/** Placeholder. */
public final class CanonicalPath implements PathResult {}
