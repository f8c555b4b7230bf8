package dev.gangway.exchange;

/**
 * A failed exchange: the cause's class and what exactly happened. Immutable.
 *
 * @param detail for the log only, never for the client; may hold backend names and exception texts
 */
public record Failure(ProxyError error, String detail) {

    public static Failure of(ProxyError error, Throwable cause) {
        String message = cause.getMessage();
        String type = cause.getClass().getSimpleName();
        return new Failure(error, message == null ? type : type + ": " + message);
    }
}
