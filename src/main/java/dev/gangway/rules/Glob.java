package dev.gangway.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * httpd's shell wildcards {@code * ? []}, as its sections take them: the whole text must match. Immutable.
 */
final class Glob {

    private static final Pattern ADDRESS = Pattern.compile("://\\[[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*\\]");

    private Glob() {}

    static boolean hasWildcard(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
    }

    /** The URL without the brackets of an IPv6 address, which are no wildcard. */
    static String withoutAddressLiteral(String url) {
        return ADDRESS.matcher(url).replaceFirst("://");
    }

    /** Where the IPv6 literal ends whose bracket opens here; here when none does. */
    private static int addressEnd(String url, int bracket) {
        Matcher address = ADDRESS.matcher(url).region(Math.max(bracket - 3, 0), url.length());
        return address.lookingAt() ? address.end() : bracket;
    }

    /**
     * The glob as a pattern.
     *
     * @param acrossSlashes whether wildcards match a slash: yes for Proxy sections, no for Location
     */
    static PathPattern compile(String glob, boolean acrossSlashes) throws Refusal {
        String one = acrossSlashes ? "." : "[^/]";
        StringBuilder regex = new StringBuilder("^");
        int at = 0;
        while (at < glob.length()) {
            char character = glob.charAt(at++);
            switch (character) {
                case '*' -> regex.append(one).append('*');
                case '?' -> regex.append(one);
                case '[' -> {
                    int address = addressEnd(glob, at - 1);
                    if (address > at) {
                        regex.append(quoted(glob.substring(at - 1, address)));
                        at = address;
                        continue;
                    }
                    int close = glob.indexOf(']', at + 1);
                    if (close < 0) {
                        throw Refusal.expected(glob, "a wildcard whose [ is closed by ]");
                    }
                    regex.append(bracket(glob.substring(at, close)));
                    at = close + 1;
                }
                default -> regex.append(quoted(character));
            }
        }
        return PathPattern.compile(regex.append('$').toString());
    }

    private static String bracket(String content) {
        boolean negated = content.startsWith("!") || content.startsWith("^");
        StringBuilder set = new StringBuilder(negated ? "[^" : "[");
        for (char character : content.substring(negated ? 1 : 0).toCharArray()) {
            set.append(character == '-' ? "-" : quoted(character));
        }
        return set.append(']').toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            quoted.append(quoted(text.charAt(i)));
        }
        return quoted.toString();
    }

    private static String quoted(char character) {
        boolean plain =
                Character.isLetterOrDigit(character) || character >= 0x80 || character == '/' || character == ' ';
        return plain ? String.valueOf(character) : "\\" + character;
    }
}
