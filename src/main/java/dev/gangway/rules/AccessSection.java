package dev.gangway.rules;

/** Placeholder. */
public record AccessSection(Position position) {}
