package dev.gangway.websocket;

import jakarta.websocket.Session;

/** The limits of the containers' own that would get in the relay's way, and the ones it wants. Stateless. */
final class ContainerLimits {

    /** Tomcat cuts a blocking send after 20 s unless told otherwise; other containers ignore the name. */
    private static final String TOMCAT_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    /** How long Tomcat waits for the client's Close frame after ours; its default is 30 s. */
    private static final String TOMCAT_CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

    private ContainerLimits() {}

    /** An open session may be silent for ever: the relay's own pings find out who is gone. */
    static void lift(Session session, RelaySettings settings) {
        // Jetty cuts after 30 s by default; 0 is off in both containers
        session.setMaxIdleTimeout(0);
        session.getUserProperties().put(TOMCAT_SEND_TIMEOUT, settings.stall().toMillis());
        session.getUserProperties().put(TOMCAT_CLOSE_TIMEOUT, settings.closing().toMillis());
    }

    /** From our Close frame on a silent client must not hold its connection: Jetty knows only the idle timeout for that. */
    static void limitClosing(Session session, RelaySettings settings) {
        if (session.isOpen()) {
            session.setMaxIdleTimeout(settings.closing().toMillis());
        }
    }
}
