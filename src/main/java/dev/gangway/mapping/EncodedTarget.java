package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.message.PathPolicy;
import dev.gangway.rules.PathMatcher;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The target of a rule with {@code mapping=}: the URL's path as it is written and what the prefix left of the encoded path,
 * nothing decoded or encoded on the way (mod_proxy.md section 4.5). Immutable.
 */
record EncodedTarget(PathMatcher.Encoded matcher, PathTemplate template) {

    boolean matches(CanonicalPath encoded) {
        return PrefixWalk.match(matcher.path(), view(encoded).forwarded()).isPresent();
    }

    /** Empty when the rule does not match. */
    Optional<String> forwarded(CanonicalPath encoded) {
        return rest(encoded).map(rest -> rooted(literals() + rest));
    }

    /** As access rules see it; empty where it has no one reading. */
    static Optional<CanonicalPath> read(String forwarded) {
        return CanonicalPath.parse(forwarded, PathPolicy.KEEPING) instanceof CanonicalPath path
                ? Optional.of(path)
                : Optional.empty();
    }

    /** Whether a backend that cuts parameters would go another way than a client's path without them. */
    boolean leaves(CanonicalPath encoded, CanonicalPath target) {
        if (target.forwarded().indexOf(';') < 0) {
            return false;
        }
        Optional<String> meant = forwarded(encoded.withoutParameters());
        return meant.isEmpty() || !CanonicalPath.cut(target.forwarded()).equals(CanonicalPath.cut(meant.get()));
    }

    private CanonicalPath view(CanonicalPath encoded) {
        return matcher.servlet() ? encoded.withoutParameters() : encoded;
    }

    private Optional<String> rest(CanonicalPath encoded) {
        String path = encoded.forwarded();
        OptionalInt consumed = PrefixWalk.match(matcher.path(), view(encoded).forwarded());
        if (consumed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                matcher.servlet() && !view(encoded).equals(encoded)
                        ? ServletSegments.of(path).behind(matcher.path())
                        : path.substring(consumed.getAsInt()));
    }

    private String literals() {
        StringBuilder text = new StringBuilder();
        for (PathTemplate.Piece piece : template.pieces()) {
            if (piece instanceof PathTemplate.Piece.Literal literal) {
                text.append(literal.decoded());
            }
        }
        return text.toString();
    }

    private static String rooted(String path) {
        return path.startsWith("/") ? path : "/" + path;
    }
}
