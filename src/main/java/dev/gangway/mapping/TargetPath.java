package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.PathPattern;

/** A target path while it is put together, decoded and as forwarded side by side. Mutable, confined to one thread. */
final class TargetPath {

    private final CanonicalPath source;
    private final StringBuilder decoded = new StringBuilder();
    private final StringBuilder forwarded = new StringBuilder();

    private TargetPath(CanonicalPath source) {
        this.source = source;
    }

    /** The template's text, then what the prefix left of the path. */
    static TargetPath ofRemainder(PathTemplate template, CanonicalPath source, int consumed) {
        TargetPath target = new TargetPath(source);
        target.literals(template);
        target.slice(consumed, source.decoded().length());
        return target.rooted();
    }

    /** The template with its groups filled in; when there is nothing to fill in, the whole path follows it. */
    static TargetPath ofCaptures(PathTemplate template, CanonicalPath source, PathPattern.Captures captures) {
        TargetPath target = new TargetPath(source);
        if (!template.substitutes()) {
            target.literals(template);
            target.slice(0, source.decoded().length());
            return target.rooted();
        }
        for (PathTemplate.Piece piece : template.pieces()) {
            if (piece instanceof PathTemplate.Piece.Literal literal) {
                target.literal(literal);
            } else if (piece instanceof PathTemplate.Piece.Group group
                    && group.number() <= captures.groupCount()
                    && captures.start(group.number()) >= 0) {
                target.slice(captures.start(group.number()), captures.end(group.number()));
            }
        }
        return target.rooted();
    }

    String decoded() {
        return decoded.toString();
    }

    String forwarded() {
        return forwarded.toString();
    }

    /**
     * True for a segment that means "up" or "here", at the latest once a backend has cut its parameters: {@code /x../secret}
     * through {@code ^/x(.*)}, or {@code /x/..;/secret} behind any rule, would leave the rule's path at the backend.
     */
    boolean hasDotSegments() {
        for (String segment : decoded.toString().split("/", -1)) {
            int semicolon = segment.indexOf(';');
            String name = semicolon < 0 ? segment : segment.substring(0, semicolon);
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private void literals(PathTemplate template) {
        for (PathTemplate.Piece piece : template.pieces()) {
            if (piece instanceof PathTemplate.Piece.Literal literal) {
                literal(literal);
            }
        }
    }

    private void literal(PathTemplate.Piece.Literal literal) {
        decoded.append(literal.decoded());
        forwarded.append(literal.encoded());
    }

    private void slice(int from, int to) {
        decoded.append(source.decoded(), from, to);
        forwarded.append(source.forwarded(from, to));
    }

    /** A URL without a path ends where the authority does: nothing may be glued to the host. */
    private TargetPath rooted() {
        if (forwarded.isEmpty() || forwarded.charAt(0) != '/') {
            decoded.insert(0, '/');
            forwarded.insert(0, '/');
        }
        return this;
    }
}
