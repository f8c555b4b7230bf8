package dev.gangway.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may stand in a head, octet by octet (RFC 9110 section 5, RFC 9112 section 3). Stateless. */
public final class FieldSyntax {

    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{0,5}))?");

    private static final int MAX_PORT = 65535;

    private FieldSyntax() {}

    /** A token: a field name or a method. */
    public static boolean isToken(String text) {
        if (text.isEmpty()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!alphanumeric && TOKEN_PUNCTUATION.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** A field value: visible octets, obs-text, space and tab; no other control character, nothing beyond one octet. */
    public static boolean isValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 0x20 && c != '\t') || c == 0x7F || c > 0xFF) {
                return false;
            }
        }
        return true;
    }

    /**
     * The authority that Host gives: a name or an address with or without a port. Narrower than RFC 3986 section 3.2: nothing
     * that two parties might decode or split differently.
     */
    public static boolean isAuthority(String text) {
        Matcher authority = AUTHORITY.matcher(text);
        if (!authority.matches()) {
            return false;
        }
        String port = authority.group("port");
        return port == null || port.isEmpty() || Integer.parseInt(port) <= MAX_PORT;
    }

    /** Something that may stand in a request line: visible US-ASCII only, and no fragment, which a backend may cut off. */
    public static boolean isTarget(String text) {
        return !text.isEmpty() && isVisible(text) && text.indexOf('#') < 0;
    }

    /** Visible US-ASCII only, or empty. */
    public static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x21 || c > 0x7E) {
                return false;
            }
        }
        return true;
    }

    /** True when every line has a token for a name and a legal value. */
    public static boolean isClean(Fields fields) {
        for (Field line : fields) {
            if (!isToken(line.name()) || !isValue(line.value())) {
                return false;
            }
        }
        return true;
    }
}
