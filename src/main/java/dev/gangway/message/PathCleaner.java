package dev.gangway.message;

import dev.gangway.message.PathPolicy.EncodedSlashes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * First pass over a raw path: checks every octet and escape, decodes escapes of unreserved characters, encodes octets that
 * may not stand raw. Confined to one thread, used once.
 */
final class PathCleaner {

    /** RFC 3986 pchar without escapes; httpd's canonical form leaves the same octets alone. */
    private static final String STANDING_RAW = "-._~!$&'()*+,;=:@/";

    private static final String HEX = "0123456789ABCDEF";

    private final StringBuilder cleaned = new StringBuilder();
    private final PathPolicy policy;
    private boolean encodedSlash;

    PathCleaner(PathPolicy policy) {
        this.policy = policy;
    }

    /** Everything but dot segments and slash runs; empty when the path may go on. */
    Optional<RefusedPath> clean(String rawPath) {
        if (!rawPath.startsWith("/")) {
            return Optional.of(new RefusedPath(400, "path does not begin with a slash"));
        }
        int at = 0;
        while (at < rawPath.length()) {
            int character = rawPath.codePointAt(at);
            if (character == '%') {
                if (!escape(rawPath, at)) {
                    return Optional.of(new RefusedPath(400, "path holds a malformed escape"));
                }
                at += 3;
                continue;
            }
            if (!mayCome(character)) {
                return Optional.of(new RefusedPath(400, "path holds a character that must be encoded"));
            }
            literal(character);
            at += Character.charCount(character);
        }
        return Optional.empty();
    }

    String cleaned() {
        return cleaned.toString();
    }

    /** Whether an encoded slash or null refuses the path; a malformed one is refused as malformed. */
    boolean encodedSlash() {
        return encodedSlash;
    }

    static void append(StringBuilder target, int octet) {
        if (unreserved(octet) || STANDING_RAW.indexOf(octet) >= 0) {
            target.append((char) octet);
        } else {
            target.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
        }
    }

    private boolean escape(String rawPath, int at) {
        int high = at + 1 < rawPath.length() ? hexDigit(rawPath.charAt(at + 1)) : -1;
        int low = at + 2 < rawPath.length() ? hexDigit(rawPath.charAt(at + 2)) : -1;
        if (high < 0 || low < 0) {
            return false;
        }
        int octet = high * 16 + low;
        boolean slash = octet == '/';
        if (octet == 0 || (slash && policy.encodedSlashes() == EncodedSlashes.REFUSED)) {
            encodedSlash = true;
        }
        if (unreserved(octet) || (slash && policy.encodedSlashes() == EncodedSlashes.DECODED)) {
            cleaned.append((char) octet);
        } else {
            cleaned.append(rawPath, at, at + 3);
        }
        return true;
    }

    private void literal(int character) {
        if (character <= 0xFF) {
            append(cleaned, character);
            return;
        }
        for (byte octet : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            append(cleaned, octet & 0xFF);
        }
    }

    private static boolean mayCome(int character) {
        boolean unpaired = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return character > 0x20 && character != 0x7F && character != '#' && character != '?' && !unpaired;
    }

    private static boolean unreserved(int octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || octet == '-'
                || octet == '.'
                || octet == '_'
                || octet == '~';
    }

    /** ASCII only: Character.digit would also take other scripts' digits. */
    static int hexDigit(char character) {
        return character < 0x80 ? Character.digit(character, 16) : -1;
    }
}
