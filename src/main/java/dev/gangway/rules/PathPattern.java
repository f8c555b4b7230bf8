package dev.gangway.rules;

/** Placeholder. */
public record PathPattern(String text) {}
