package dev.gangway.mapping;

import java.util.function.UnaryOperator;

/**
 * A Set-Cookie value under edit: only the text of attribute values changes, every other octet stays. Mutable, confined to
 * one thread.
 */
final class CookieAttributes {

    private String text;

    CookieAttributes(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Edits the last attribute of that name: it is the one that counts (RFC 6265 section 5.3). */
    void edit(String name, UnaryOperator<String> change) {
        int begin = text.indexOf(';');
        int valueStart = -1;
        int valueEnd = -1;
        while (begin >= 0) {
            int next = text.indexOf(';', begin + 1);
            int end = next < 0 ? text.length() : next;
            // only within the attribute: a value of many semicolons would be searched to its end for each
            String attribute = text.substring(begin + 1, end);
            int equals = attribute.indexOf('=');
            if (equals >= 0 && attribute.substring(0, equals).strip().equalsIgnoreCase(name)) {
                valueStart = begin + 1 + equals + 1;
                valueEnd = end;
            }
            begin = next;
        }
        if (valueStart < 0) {
            return;
        }
        while (valueStart < valueEnd && Character.isWhitespace(text.charAt(valueStart))) {
            valueStart++;
        }
        while (valueEnd > valueStart && Character.isWhitespace(text.charAt(valueEnd - 1))) {
            valueEnd--;
        }
        String changed = change.apply(text.substring(valueStart, valueEnd));
        text = text.substring(0, valueStart) + changed + text.substring(valueEnd);
    }
}
