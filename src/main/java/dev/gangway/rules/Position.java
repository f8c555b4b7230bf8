package dev.gangway.rules;

/**
 * Where in the rules text something stands: the source's name as the operator knows it, the line and the column, both from
 * 1. Immutable.
 */
public record Position(String source, int line, int column) {

    /** Of what no line opens. */
    static final Position NOWHERE = new Position("", 0, 0);

    /** Source and line: what log lines need. */
    @Override
    public String toString() {
        return source + ":" + line;
    }

    /** With the column, as editors and compilers write it. */
    String exact() {
        return this + ":" + column;
    }
}
