package dev.gangway.standalone;

import dev.gangway.standalone.Command.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.websocket.server.WsSci;

/**
 * One Tomcat with one {@link Deployment} on one port. The port opens only after the application accepted its configuration.
 * Thread-safe: a close that comes during the start waits for it. States: new, started (once), closed (from any state).
 */
final class EmbeddedTomcat implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EmbeddedTomcat.class.getName());

    /** How long the stop waits for requests that are being worked on. */
    private static final int UNLOAD_DELAY_MILLIS = 1000;

    private final String name;
    private final Place place;
    private final Deployment deployment;
    private final Tomcat tomcat = new Tomcat();
    private State state = State.NEW;
    private int localPort;

    private enum State {
        NEW,
        STARTED,
        CLOSED
    }

    /** @param name of the engine in logs and JMX; differs between two that run in one process */
    EmbeddedTomcat(String name, Place place, Deployment deployment) {
        this.name = name;
        this.place = place;
        this.deployment = deployment;
    }

    /** Returns when the port is open; after a failure everything is closed. */
    synchronized void start() throws CannotStart {
        if (state != State.NEW) {
            throw new CannotStart(List.of(name + " is closed"));
        }
        state = State.STARTED;
        boolean open = false;
        try {
            deploy();
            openPort();
            open = true;
        } catch (LifecycleException | IOException e) {
            throw new CannotStart(List.of(name + " did not start: " + e));
        } finally {
            if (!open) {
                close();
            }
        }
    }

    /** The root of the application as a client on this machine would write it, with a slash at the end. */
    synchronized String url() {
        String host = place.address().contains(":") ? "[" + place.address() + "]" : place.address();
        return "http://" + host + ":" + localPort + place.contextPath() + "/";
    }

    synchronized int port() {
        return localPort;
    }

    private void deploy() throws CannotStart, LifecycleException, IOException {
        tomcat.setBaseDir(Files.createTempDirectory("gangway-").toString());
        tomcat.getServer().setPort(-1);
        tomcat.getEngine().setName(name);
        tomcat.getHost().getPipeline().addValve(plainErrorPages());
        StandardContext context = (StandardContext) tomcat.addContext(place.contextPath(), null);
        context.setParentClassLoader(EmbeddedTomcat.class.getClassLoader());
        context.setCookies(false);
        context.setUnloadDelay(UNLOAD_DELAY_MILLIS);
        // the process ends with the context: nothing can leak, and looking for it needs --add-opens
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        context.addServletContainerInitializer(new WsSci(), Set.of());
        deployment.prepare(context);
        tomcat.start();
        List<String> problems = deployment.problems();
        if (!problems.isEmpty()) {
            throw new CannotStart(problems);
        }
        if (context.getState() != LifecycleState.STARTED) {
            throw new CannotStart(List.of(name + " did not start; the reason is in the log lines above"));
        }
    }

    private void openPort() throws CannotStart, LifecycleException {
        Connector connector = ConnectorSettings.connector(address(), place.port());
        try {
            tomcat.getService().addConnector(connector);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(
                    List.of("cannot listen on " + place.address() + ":" + place.port() + ": " + bindFailure(e)));
        }
        localPort = connector.getLocalPort();
    }

    private InetAddress address() throws CannotStart {
        try {
            return InetAddress.getByName(place.address());
        } catch (UnknownHostException e) {
            throw new CannotStart(List.of("cannot listen on " + place.address() + ": no such address"));
        }
    }

    /** Without these settings Tomcat's own answers name its version and may show stack traces. */
    private static ErrorReportValve plainErrorPages() {
        ErrorReportValve valve = new ErrorReportValve();
        valve.setShowReport(false);
        valve.setShowServerInfo(false);
        return valve;
    }

    private static String bindFailure(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && !(cause instanceof BindException)) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** Stops and removes everything; returns within seconds. Does nothing the second time. */
    @Override
    public synchronized void close() {
        State before = state;
        state = State.CLOSED;
        if (before != State.STARTED) {
            return;
        }
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            LOG.log(Level.WARNING, "cannot stop {0}: {1}", name, e);
        }
        Path work = tomcat.getServer().getCatalinaBase().toPath();
        delete(work);
        // Tomcat leaves them to the next one in this process, which would then create the folder anew
        for (String property : List.of("catalina.home", "catalina.base")) {
            if (work.toString().equals(System.getProperty(property))) {
                System.clearProperty(property);
            }
        }
    }

    private static void delete(Path work) {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.WARNING, "cannot delete {0}: {1}", work, e);
        }
    }
}
