package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.Environment;
import dev.gangway.rules.Interpolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

        /**
         * A variable of the request.
         *
         * @param written what stands for it where the server does not interpolate
         */
        record Variable(String name, String written) implements Piece {}
    }

    PathTemplate {
        pieces = List.copyOf(pieces);
    }

    /**
     * Splits a URL's path.
     *
     * @param captures whether {@code $0} to {@code $9} are groups and a backslash quotes the next character
     * @param interpolates whether {@code ${NAME}} is a variable of the request
     */
    static PathTemplate parse(String path, boolean captures, boolean interpolates) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        boolean substitutes = false;
        int at = 0;
        while (at < path.length()) {
            int begin = at;
            Optional<Interpolation.Variable> variable = interpolates
                    ? Interpolation.next(path, at).filter(found -> found.begin() == begin)
                    : Optional.empty();
            if (variable.isPresent()) {
                flush(literal, pieces);
                at = variable.get().end();
                pieces.add(new Piece.Variable(variable.get().name(), path.substring(begin, at)));
                continue;
            }
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

    /** The same where the rest of the URL is filled in, so that the path is no longer appended. */
    PathTemplate substituting() {
        return new PathTemplate(pieces, true);
    }

    boolean hasVariables() {
        return pieces.stream().anyMatch(Piece.Variable.class::isInstance);
    }

    /** With its variables filled in, as they are written where the server does not interpolate. */
    PathTemplate filled(Optional<Environment> variables) {
        return new PathTemplate(
                pieces.stream().map(piece -> filled(piece, variables)).toList(), substitutes);
    }

    private static Piece filled(Piece piece, Optional<Environment> variables) {
        if (!(piece instanceof Piece.Variable variable)) {
            return piece;
        }
        if (variables.isEmpty()) {
            return new Piece.Literal(variable.written(), CanonicalPath.encode(variable.written()));
        }
        String octets = variables.get().value(variable.name()).orElse("");
        return new Piece.Literal(CanonicalPath.decodeOctets(octets), CanonicalPath.encodeOctets(octets));
    }

    private static void flush(StringBuilder literal, List<Piece> pieces) {
        if (!literal.isEmpty()) {
            String decoded = literal.toString();
            pieces.add(new Piece.Literal(decoded, CanonicalPath.encode(decoded)));
            literal.setLength(0);
        }
    }
}
