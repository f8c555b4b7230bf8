package dev.gangway.standalone;

import dev.gangway.standalone.Command.Place;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/**
 * A small application with a live WebSocket, for those who have no Shiny at hand: a page over HTTP, a clock and a
 * calculator over {@code /websocket/}, which is where Shiny's socket is too. Listens on a free loopback port. Thread-safe.
 */
final class DemoBackend implements AutoCloseable {

    /** What people paste from their httpd configuration, only with this backend's port. */
    private static final String RULES = """
            ProxyRequests Off
            ProxyPreserveHost Off
            <Proxy *>
              Order allow,deny
              Allow from all
            </Proxy>
            # websockets?
            ProxyPassMatch ^/(.*/__sockjs__/[0-9]+/.*) ws://127.0.0.1:%1$d/$1
            ProxyPass /  http://127.0.0.1:%1$d/ max=1 disablereuse=on keepalive=on
            ProxyPassReverse / http://127.0.0.1:%1$d/
            """;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gangway-demo-clock");
        thread.setDaemon(true);
        return thread;
    });
    private final EmbeddedTomcat tomcat = new EmbeddedTomcat("GangwayDemo", new Place("127.0.0.1", 0, ""), new Pages());

    void start() throws CannotStart {
        tomcat.start();
    }

    /** Rules text that puts this backend at the root; only after {@link #start}. */
    String rules() {
        return RULES.formatted(tomcat.port());
    }

    String url() {
        return tomcat.url();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        tomcat.close();
    }

    private final class Pages implements Deployment {

        @Override
        public void prepare(Context context) {
            Wrapper servlet = Tomcat.addServlet(context, "demo", new DemoServlet(DemoBackend.this::rules));
            servlet.addMapping("/");
            context.addServletContainerInitializer((classes, servletContext) -> addSocket(servletContext), Set.of());
        }

        @Override
        public List<String> problems() {
            return List.of();
        }
    }

    private void addSocket(ServletContext context) throws ServletException {
        ServerContainer container = (ServerContainer) context.getAttribute(ServerContainer.class.getName());
        ServerEndpointConfig endpoint = ServerEndpointConfig.Builder.create(DemoEndpoint.class, DemoEndpoint.PATH)
                .configurator(new DemoEndpoint.Configurator(clock))
                .build();
        try {
            container.addEndpoint(endpoint);
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
    }
}
