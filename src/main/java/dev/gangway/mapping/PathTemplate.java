package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import java.util.ArrayList;
import java.util.List;

/**
 * The path of a rule's URL, ready to be filled in. Literal text is kept decoded and encoded: a rule's URL is written
 * decoded, so its {@code %} and {@code ?} go out as {@code %25} and {@code %3F} (mod_proxy.md section 4.3). Immutable.
 *
 * @param substitutes whether filling it in changes its text; if not, httpd appends the whole path. A quoting backslash
 *     counts as a change there too.
 */
record PathTemplate(List<Piece> pieces, boolean substitutes) {

    /** A part of the template. */
    sealed interface Piece {

        record Literal(String decoded, String encoded) implements Piece {}

        record Group(int number) implements Piece {}
    }

    PathTemplate {
        pieces = List.copyOf(pieces);
    }

    /**
     * Splits a URL's path.
     *
     * @param captures whether {@code $0} to {@code $9} are groups and a backslash quotes the next character
     */
    static PathTemplate parse(String path, boolean captures) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        boolean substitutes = false;
        int at = 0;
        while (at < path.length()) {
            char character = path.charAt(at++);
            boolean more = captures && at < path.length();
            if (more && character == '$' && path.charAt(at) >= '0' && path.charAt(at) <= '9') {
                flush(literal, pieces);
                pieces.add(new Piece.Group(path.charAt(at++) - '0'));
                substitutes = true;
            } else if (more && character == '\\') {
                literal.append(path.charAt(at++));
                substitutes = true;
            } else {
                literal.append(character);
            }
        }
        flush(literal, pieces);
        return new PathTemplate(pieces, substitutes);
    }

    private static void flush(StringBuilder literal, List<Piece> pieces) {
        if (!literal.isEmpty()) {
            String decoded = literal.toString();
            pieces.add(new Piece.Literal(decoded, CanonicalPath.encode(decoded)));
            literal.setLength(0);
        }
    }
}
