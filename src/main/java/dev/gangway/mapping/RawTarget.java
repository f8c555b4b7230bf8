package dev.gangway.mapping;

import dev.gangway.message.CanonicalPath;
import dev.gangway.message.PathPolicy;
import dev.gangway.rules.PathMatcher;
import dev.gangway.rules.PathPattern;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The target of a {@code nocanon} rule: the client's path as it was written, escapes, dots and slashes included
 * (mod_proxy.md section 4.4). Only where the rule matches that as well, and where a backend reads the result as the same
 * path as the canonical target; else the canonical one is forwarded, as in httpd. Stateless.
 */
final class RawTarget {

    private static final PathPolicy READING = new PathPolicy(PathPolicy.EncodedSlashes.DECODED, true);

    private RawTarget() {}

    static String forwarded(PathMatcher matcher, PathTemplate template, CanonicalPath path, TargetPath canonical) {
        return path.raw()
                .flatMap(raw -> fill(matcher, template, path, raw))
                .map(raw -> raw.startsWith("/") ? raw : "/" + raw)
                .filter(raw -> reading(raw).isPresent() && reading(raw).equals(reading(canonical.forwarded())))
                .orElse(canonical.forwarded());
    }

    private static Optional<String> fill(PathMatcher matcher, PathTemplate template, CanonicalPath path, String raw) {
        StringBuilder target = new StringBuilder();
        if (matcher instanceof PathMatcher.Prefix prefix) {
            OptionalInt consumed = PrefixWalk.match(prefix.path(), raw);
            if (consumed.isEmpty() || !consumed.equals(PrefixWalk.match(prefix.path(), path.decoded()))) {
                return Optional.empty();
            }
            literals(template, target);
            return Optional.of(
                    target.append(raw, consumed.getAsInt(), raw.length()).toString());
        }
        if (!(matcher instanceof PathMatcher.Regex regex)) {
            return Optional.empty();
        }
        Optional<PathPattern.Captures> found = regex.pattern().find(raw);
        if (found.isPresent() && template.substitutes()) {
            captures(template, raw, found.get(), target);
        } else if (found.isPresent()) {
            literals(template, target);
            target.append(raw);
        }
        return found.map(captures -> target.toString());
    }

    private static void literals(PathTemplate template, StringBuilder target) {
        for (PathTemplate.Piece piece : template.pieces()) {
            if (piece instanceof PathTemplate.Piece.Literal literal) {
                target.append(literal.encoded());
            }
        }
    }

    private static void captures(
            PathTemplate template, String raw, PathPattern.Captures captures, StringBuilder target) {
        for (PathTemplate.Piece piece : template.pieces()) {
            if (piece instanceof PathTemplate.Piece.Literal literal) {
                target.append(literal.encoded());
            } else if (piece instanceof PathTemplate.Piece.Group group
                    && group.number() <= captures.groupCount()
                    && captures.start(group.number()) >= 0) {
                target.append(raw, captures.start(group.number()), captures.end(group.number()));
            }
        }
    }

    /** What a backend makes of a target; empty when it can't be read. */
    private static Optional<String> reading(String target) {
        return CanonicalPath.parse(target, READING) instanceof CanonicalPath read
                ? Optional.of(read.decodedWithoutParameters())
                : Optional.empty();
    }
}
