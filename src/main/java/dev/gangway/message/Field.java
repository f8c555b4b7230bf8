package dev.gangway.message;

/**
 * One field line of a head (RFC 9110 section 5). Immutable. Name and value hold one char per octet (ISO-8859-1), so that
 * obs-text passes through unchanged; the value has no leading or trailing whitespace.
 */
public record Field(String name, String value) {

    /** True when this line bears that field name; field names compare without case (RFC 9110 section 5.1). */
    public boolean is(String fieldName) {
        return name.equalsIgnoreCase(fieldName);
    }
}
