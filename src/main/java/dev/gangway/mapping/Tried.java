package dev.gangway.mapping;

import dev.gangway.rules.PathMatcher;
import dev.gangway.rules.Position;
import dev.gangway.rules.ProxyPass;

/**
 * One rule that a path was held against, for explanations. Immutable.
 *
 * @param text the directive as written
 * @param reason in a few words, why it matched or not
 */
public record Tried(Position position, String text, boolean matched, String reason) {

    static Tried of(ProxyPass rule, boolean matched, String reason) {
        return new Tried(rule.position(), rule.text(), matched, reason);
    }

    static Tried of(ProxyPass rule, String decodedPath, boolean matched) {
        if (rule.matcher() instanceof PathMatcher.Prefix prefix) {
            return of(
                    rule,
                    matched,
                    rule.interpolates()
                            ? "with its variables filled in it " + (matched ? "matches" : "does not match")
                            : reason(prefix.path(), decodedPath, matched));
        }
        if (rule.matcher() instanceof PathMatcher.Encoded encoded) {
            return of(
                    rule,
                    matched,
                    (encoded.servlet() ? "without parameters, the encoded path " : "the encoded path ")
                            + (matched ? "begins with " : "does not begin with ")
                            + encoded.path());
        }
        String found = matched ? "the expression is found" : "the expression is not found";
        return of(
                rule,
                matched,
                rule.matcher() instanceof PathMatcher.Regex regex ? found + ": " + regex.pattern() : found);
    }

    private static String reason(String prefix, String decodedPath, boolean matched) {
        if (matched) {
            return "the path begins with " + prefix;
        }
        return decodedPath.startsWith(prefix)
                ? prefix + " ends inside a segment of the path"
                : "the path does not begin with " + prefix;
    }
}
