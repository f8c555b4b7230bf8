package dev.gangway.rules;

/**
 * Something of a request that lines can look at. Immutable.
 *
 * @param name of the field or variable; empty for the other kinds
 */
public record RequestAttribute(Kind kind, String name) {

    /** What it is; FIELD_OR_VARIABLE is the field, or the variable where there is no such field. */
    public enum Kind {
        CLIENT_ADDRESS,
        SERVER_ADDRESS,
        SERVER_NAME,
        SERVER_PORT,
        SCHEME,
        HTTPS,
        METHOD,
        PROTOCOL,
        PATH,
        FIELD,
        VARIABLE,
        FIELD_OR_VARIABLE
    }

    static RequestAttribute of(Kind kind) {
        return new RequestAttribute(kind, "");
    }

    @Override
    public String toString() {
        return name.isEmpty() ? kind.toString() : name;
    }
}
