package dev.gangway.message;

/** Placeholder. */
public record RefusedPath(int status, String reason) implements PathResult {}
