package dev.gangway.websocket;

import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** The limits of the containers' own that would get in the relay's way, and the ones it wants. Stateless. */
final class ContainerLimits {

    /** Tomcat cuts a blocking send after 20 s unless told otherwise; other containers ignore the name. */
    private static final String TOMCAT_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    /** How long Tomcat waits for the client's Close frame after ours; its default is 30 s. */
    private static final String TOMCAT_CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

    /**
     * How long Tomcat tries to send a Close frame with another code than 1000. Its default is 50 ms, and it sleeps as long
     * before its first retry when a message is just being sent: such a Close frame was simply lost.
     */
    private static final String TOMCAT_CLOSE_SEND_TIMEOUT =
            "org.apache.tomcat.websocket.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT";

    private static final System.Logger LOG = System.getLogger(ContainerLimits.class.getName());

    private ContainerLimits() {}

    /** Tomcat looks at its sessions' deadlines every ten seconds unless told otherwise; other containers have no such thing. */
    static void lookOften(ServerContainer container) {
        try {
            container.getClass().getMethod("setProcessPeriod", int.class).invoke(container, 1);
        } catch (ReflectiveOperationException | RuntimeException otherContainer) {
            LOG.log(Level.DEBUG, "no process period to set", otherContainer);
        }
    }

    /** An open session may be silent for ever: the relay's own pings find out who is gone. */
    static void lift(Session session, RelaySettings settings) {
        // Jetty cuts after 30 s by default; 0 is off in both containers
        session.setMaxIdleTimeout(0);
        session.getUserProperties().put(TOMCAT_SEND_TIMEOUT, settings.stall().toMillis());
        session.getUserProperties().put(TOMCAT_CLOSE_TIMEOUT, settings.closing().toMillis());
        session.getUserProperties()
                .put(TOMCAT_CLOSE_SEND_TIMEOUT, settings.closing().toMillis());
    }

    /** From our Close frame on a silent client must not hold its connection: Jetty knows only the idle timeout for that. */
    static void limitClosing(Session session, Duration limit) {
        try {
            session.getUserProperties().put(TOMCAT_CLOSE_TIMEOUT, limit.toMillis());
            session.getUserProperties().put(TOMCAT_CLOSE_SEND_TIMEOUT, limit.toMillis());
            session.setMaxIdleTimeout(limit.toMillis());
        } catch (IllegalStateException closed) {
            LOG.log(Level.DEBUG, "the session needs no limit any more", closed);
        }
    }
}
