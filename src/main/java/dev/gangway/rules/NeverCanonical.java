package dev.gangway.rules;

import java.util.regex.Pattern;

/**
 * Paths of restricting lines that miss what they mean. Rules see decoded, normalised paths: {@code /my%20files} is found for
 * {@code /my%2520files} only, not for the space that is meant, and a dot segment is never found. Such a line would leave open
 * what it is there to close, so it is refused. Stateless.
 */
final class NeverCanonical {

    private static final Pattern ESCAPE_OR_DOTS = Pattern.compile("%[0-9A-Fa-f]{2}|/\\.\\.?(/|$)");

    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    private NeverCanonical() {}

    /** For a regular expression, in which dots and slashes mean more than themselves. */
    static void refuseEscapes(String regex) throws Refusal {
        if (ESCAPE.matcher(regex).find()) {
            throw Refusal.expected(regex, "the characters as they are once decoded: no %XX");
        }
    }

    /** For a path whose slash runs stand for one slash, as in ProxyPass. */
    static void refuse(String path) throws Refusal {
        if (ESCAPE_OR_DOTS.matcher(path).find()) {
            throw Refusal.expected(path, "the path as it is once decoded and normalised: no dot segment, no %XX");
        }
    }

    /** For a path that is compared as it stands, as in Location. */
    static void refuseWithSlashRuns(String path) throws Refusal {
        if (path.contains("//")) {
            throw Refusal.expected(path, "the path as it is once decoded and normalised: no //");
        }
        refuse(path);
    }
}
