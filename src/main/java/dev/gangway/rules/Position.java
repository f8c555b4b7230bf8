package dev.gangway.rules;

/** Where in the rules text something stands: the source's name as the operator knows it, and the line, from 1. */
public record Position(String source, int line) {

    @Override
    public String toString() {
        return source + ":" + line;
    }
}
