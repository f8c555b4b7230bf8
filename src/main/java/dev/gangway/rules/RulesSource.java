package dev.gangway.rules;

/**
 * A piece of rules text. Several pieces read as one text in their order. Immutable.
 *
 * @param name how the operator knows it: a file's path, a parameter's name
 */
public record RulesSource(String name, String text) {}
