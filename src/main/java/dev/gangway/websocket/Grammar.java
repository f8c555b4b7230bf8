package dev.gangway.websocket;

/** The two productions of RFC 9110 section 5 that both heads of the opening handshake consist of. Stateless. */
final class Grammar {

    private Grammar() {}

    static boolean token(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> (c >= '0' && c <= '9')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= 'a' && c <= 'z')
                                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }

    /** Field content with obs-text: no control character but HTAB, one char per octet. */
    static boolean fieldValue(String text) {
        return text.chars().allMatch(c -> (c >= 0x20 && c != 0x7f && c <= 0xff) || c == '\t');
    }
}
