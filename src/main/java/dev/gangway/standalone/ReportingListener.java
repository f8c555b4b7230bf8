package dev.gangway.standalone;

import dev.gangway.webapp.GangwayListener;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * The listener of the web application, with what it throws noted in the {@link Outcome} instead of Tomcat's log. Public with
 * a public constructor because Tomcat creates it by name. Confined to the thread that starts and the one that stops.
 */
public final class ReportingListener implements ServletContextListener {

    private final GangwayListener listener = new GangwayListener();
    private volatile boolean deployed;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        try {
            listener.contextInitialized(event);
            deployed = true;
        } catch (RuntimeException e) {
            ((Outcome) event.getServletContext().getAttribute(Outcome.ATTRIBUTE)).failed(e);
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (deployed) {
            listener.contextDestroyed(event);
        }
    }
}
