package dev.gangway.servlet;

import dev.gangway.message.Fields;
import dev.gangway.message.OpeningHandshake;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;

/**
 * An opening handshake over HTTP/2 (RFC 8441): CONNECT with {@code :protocol} websocket, which Jetty offers on every HTTP/2
 * connector. It is read as the GET of HTTP/1.1 that it stands for, as httpd does, so that every rule means both. Stateless.
 */
final class ExtendedConnect {

    /** This kind of handshake has no key, and ours with the backend has one of its own. */
    private static final String ANY_KEY = "AAAAAAAAAAAAAAAAAAAAAA==";

    private ExtendedConnect() {}

    static boolean asksForWebSocket(HttpServletRequest request) {
        return request.getMethod().equals("CONNECT") && protocol(request).equals("websocket");
    }

    /**
     * The fields of the GET that it stands for. Connection fields may not occur in HTTP/2, so these cannot be the client's.
     */
    static Fields asGet(Fields fields) {
        return fields.toBuilder()
                .set("Upgrade", "websocket")
                .set("Connection", "Upgrade")
                .set(OpeningHandshake.KEY_FIELD, ANY_KEY)
                .build();
    }

    /** The pseudo-field, which the Servlet API does not show; empty where there is none or the container has no such thing. */
    private static String protocol(HttpServletRequest request) {
        ServletRequest innermost = request;
        while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
        }
        try {
            Object behind = innermost.getClass().getMethod("getRequest").invoke(innermost);
            Method tunnel = behind.getClass().getMethod("getTunnelSupport");
            Object support = tunnel.invoke(behind);
            // by the interface: the class behind it is private
            return support == null
                    ? ""
                    : String.valueOf(
                            tunnel.getReturnType().getMethod("getProtocol").invoke(support));
        } catch (ReflectiveOperationException | RuntimeException otherContainer) {
            return "";
        }
    }
}
