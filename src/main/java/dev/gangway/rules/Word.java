package dev.gangway.rules;

/** One argument, unquoted, and where it begins. Immutable. */
record Word(String text, Position position) {}
