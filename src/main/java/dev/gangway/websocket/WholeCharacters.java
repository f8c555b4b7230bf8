package dev.gangway.websocket;

/**
 * Keeps surrogate pairs together over the parts of a text message: each part is encoded on its own, and half a pair has no
 * encoding. Confined to one direction's thread.
 */
final class WholeCharacters {

    private String held = "";

    String complete(String part, boolean last) {
        String text = held.isEmpty() ? part : held + part;
        held = "";
        if (!last && !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
            held = text.substring(text.length() - 1);
            return text.substring(0, text.length() - 1);
        }
        return text;
    }
}
