package dev.gangway.servlet;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * How containers are brought to send 100 Continue. Jetty does it when content is asked for; Tomcat with
 * {@code continueResponseTiming="onRead"} only when content is read blocking, so it has to be told. Stateless.
 */
final class InterimResponses {

    private static final String TOMCAT_FACADE = "org.apache.catalina.connector.RequestFacade";
    private static final String TOMCAT_TIMING = "org.apache.coyote.ContinueResponseTiming";

    private InterimResponses() {}

    /** Sends 100 Continue where the container leaves that to us; may wait for the socket, so on container threads only. */
    static void continueNow(ServletRequest request) {
        if (((HttpServletRequest) request).getHeader("Expect") == null) {
            return;
        }
        ServletRequest innermost = request;
        while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
        }
        if (!innermost.getClass().getName().equals(TOMCAT_FACADE)) {
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
}
