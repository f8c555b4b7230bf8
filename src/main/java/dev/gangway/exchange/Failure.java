package dev.gangway.exchange;

import dev.gangway.message.RefusedPath;

/**
 * A failed exchange: the cause's class and what exactly happened. Immutable.
 *
 * @param detail for the log only, never for the client; may hold backend names and exception texts
 */
public record Failure(ProxyError error, String detail) {

    /** For a path that cannot be taken. */
    public static Failure of(RefusedPath refused) {
        ProxyError error = refused.status() == 404 ? ProxyError.ENCODED_SLASH : ProxyError.TARGET_MALFORMED;
        return new Failure(error, refused.reason());
    }

    public static Failure of(ProxyError error, Throwable cause) {
        String message = cause.getMessage();
        String type = cause.getClass().getSimpleName();
        return new Failure(error, message == null ? type : type + ": " + message);
    }
}
