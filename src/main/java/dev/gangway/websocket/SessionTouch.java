package dev.gangway.websocket;

import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Marks a container's HttpSession as used while no request uses it. Servlet 6.1 has an accessor for that. Before, the API
 * has nothing of the kind: raising the session's own inactive interval would outlive a restart and the next request, so the
 * containers are asked in their own ways. Thread-safe.
 */
@FunctionalInterface
interface SessionTouch {

    System.Logger LOG = System.getLogger(SessionTouch.class.getName());
    AtomicBoolean TOLD = new AtomicBoolean();

    /** An IllegalStateException when the session has ended. */
    void touch();

    /** For a session that may have ended already. */
    static SessionTouch of(HttpSession session) {
        return accessor(session)
                .or(() -> jetty(session))
                .or(() -> tomcat(session))
                .orElseGet(SessionTouch::none);
    }

    /** Tomcat 11, and Jetty with ee11. */
    private static Optional<SessionTouch> accessor(HttpSession session) {
        try {
            Method getAccessor = HttpSession.class.getMethod("getAccessor");
            Method access = getAccessor.getReturnType().getMethod("access", Consumer.class);
            Object accessor = getAccessor.invoke(session);
            Consumer<HttpSession> nothing = same -> {};
            return Optional.of(() -> call(access, accessor, nothing));
        } catch (ReflectiveOperationException | RuntimeException olderApi) {
            return Optional.empty();
        }
    }

    /** Jetty counts the interval anew from the moment that it is set. */
    private static Optional<SessionTouch> jetty(HttpSession session) {
        if (!session.getClass().getName().startsWith("org.eclipse.jetty.")) {
            return Optional.empty();
        }
        return Optional.of(() -> session.setMaxInactiveInterval(session.getMaxInactiveInterval()));
    }

    /** Tomcat up to 10.1: what it does itself before and after each request of the session. */
    private static Optional<SessionTouch> tomcat(HttpSession session) {
        for (Class<?> type = session.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals("org.apache.catalina.session.StandardSessionFacade")) {
                try {
                    Field field = type.getDeclaredField("session");
                    field.setAccessible(true);
                    Object behind = field.get(session);
                    Method access = behind.getClass().getMethod("access");
                    Method endAccess = behind.getClass().getMethod("endAccess");
                    return Optional.of(() -> {
                        session.getCreationTime(); // throws when the session has ended
                        call(access, behind);
                        call(endAccess, behind);
                    });
                } catch (ReflectiveOperationException | RuntimeException e) {
                    LOG.log(Level.DEBUG, "not the Tomcat that we know", e);
                }
            }
        }
        return Optional.empty();
    }

    private static SessionTouch none() {
        if (TOLD.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "this container has no way to keep a login alive by WebSocket messages: sessions of logged-in users"
                            + " end when the login has had no request for its time");
        }
        return () -> {};
    }

    private static void call(Method method, Object target, Object... arguments) {
        try {
            method.invoke(target, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the session cannot be marked as used", e);
        }
    }
}
