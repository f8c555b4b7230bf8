package dev.gangway.servlet;

import jakarta.servlet.ServletException;
import java.util.Locale;
import java.util.Optional;

/**
 * How this container ends a committed response so that the client sees it is cut: Jetty by {@code sendError(-1)}, which
 * resets the connection; the others when a dispatched servlet throws. Immutable.
 */
final class Aborter {

    /** Tomcat's own "the client is gone": it closes the connection for it without an error in its log. */
    private static final String QUIET_EXCEPTION = "org.apache.catalina.connector.ClientAbortException";

    private static final int JETTY_ABORT = -1;

    private final boolean jetty;

    Aborter(String serverInfo) {
        this.jetty = serverInfo.toLowerCase(Locale.ROOT).startsWith("jetty");
    }

    /** The status code that makes {@code sendError} cut the connection, where there is one. */
    Optional<Integer> abortingStatus() {
        return jetty ? Optional.of(JETTY_ABORT) : Optional.empty();
    }

    /** What a dispatched servlet throws to have the connection cut. */
    Exception exception() {
        String message = "the backend's answer was cut";
        try {
            ClassLoader container = ServletException.class.getClassLoader();
            Class<?> quiet = Class.forName(
                    QUIET_EXCEPTION, false, container == null ? ClassLoader.getSystemClassLoader() : container);
            return (Exception) quiet.getConstructor(String.class).newInstance(message);
        } catch (ReflectiveOperationException | LinkageError e) {
            return new ServletException(message); // another container: any exception does
        }
    }
}
