package dev.gangway.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * How containers are brought to send 100 Continue and 103 Early Hints, for which the Servlet API has no words. Both may wait
 * for the socket, so on container threads only. Stateless.
 */
final class InterimResponses {

    private static final String TOMCAT_REQUEST = "org.apache.catalina.connector.RequestFacade";
    private static final String TOMCAT_RESPONSE = "org.apache.catalina.connector.ResponseFacade";
    private static final String TOMCAT_TIMING = "org.apache.coyote.ContinueResponseTiming";
    private static final String JETTY = "org.eclipse.jetty.";

    private static final int EARLY_HINTS = 103;

    private InterimResponses() {}

    /**
     * Sends 100 Continue where the container leaves that to us: Jetty does it when content is asked for, Tomcat with
     * {@code continueResponseTiming="onRead"} only when content is read blocking.
     */
    static void continueNow(HttpServletRequest request) {
        if (request.getHeader("Expect") == null) {
            return;
        }
        ServletRequest innermost = request;
        while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
        }
        if (!innermost.getClass().getName().equals(TOMCAT_REQUEST)) {
            return;
        }
        try {
            Field held = innermost.getClass().getDeclaredField("request");
            held.setAccessible(true);
            Object connectorRequest = held.get(innermost);
            Object connectorResponse =
                    connectorRequest.getClass().getMethod("getResponse").invoke(connectorRequest);
            Class<?> timing = Class.forName(
                    TOMCAT_TIMING, false, connectorResponse.getClass().getClassLoader());
            Method acknowledge = connectorResponse.getClass().getMethod("sendAcknowledgement", timing);
            // does nothing on a connector that has sent it already
            acknowledge.invoke(
                    connectorResponse, timing.getField("ON_REQUEST_BODY_READ").get(null));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // Another Tomcat than those we know: clients send without being told, after a while (RFC 9110 section
            // 10.1.1).
        }
    }

    /** Sends 103 with the fields that the response has now; nothing where the container has no way. */
    static void earlyHints(HttpServletResponse response) throws IOException {
        ServletResponse innermost = response;
        while (innermost instanceof ServletResponseWrapper wrapper) {
            innermost = wrapper.getResponse();
        }
        if (innermost.getClass().getName().startsWith(JETTY)) {
            ((HttpServletResponse) innermost).sendError(EARLY_HINTS);
        } else if (innermost.getClass().getName().equals(TOMCAT_RESPONSE)) {
            try {
                innermost.getClass().getMethod("sendEarlyHints").invoke(innermost);
            } catch (ReflectiveOperationException e) {
                // An older Tomcat has none.
            }
        }
    }
}
