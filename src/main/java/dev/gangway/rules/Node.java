package dev.gangway.rules;

import java.util.List;

/** The rules text as a tree, before any directive is understood. Immutable. */
sealed interface Node {

    Position position();

    /** Directive or section name as written. */
    String name();

    /** What follows the name, untouched. */
    String arguments();

    /** One directive on its line. */
    record Line(Position position, String name, String arguments) implements Node {}

    /** {@code <name arguments>} to {@code </name>}. */
    record Section(Position position, String name, String arguments, List<Node> children) implements Node {}
}
