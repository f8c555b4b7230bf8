package dev.gangway.webapp;

import dev.gangway.exchange.NameLookups;
import dev.gangway.exchange.SpoolFiles;
import dev.gangway.exchange.Timers;
import dev.gangway.httpclient.HttpBackend;
import dev.gangway.observe.FailureLog;
import dev.gangway.observe.SessionLog;
import dev.gangway.rules.ParseResult;
import dev.gangway.rules.Problem;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.RulesParser;
import dev.gangway.runtime.ProxyRuntime;
import dev.gangway.servlet.OpeningHandshakes;
import dev.gangway.servlet.ProxyServlet;
import dev.gangway.websocket.Logins;
import dev.gangway.websocket.RelaySettings;
import dev.gangway.websocket.WebSocketRelays;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.server.ServerContainer;
import java.io.File;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The composition root: finds and parses the rules, builds what runs them, registers the servlets, and takes all of it down
 * again. Rules with problems fail the deployment with all of them. Called by the container, on one thread at a time.
 */
public final class GangwayListener implements ServletContextListener {

    private static final Logger LOG = System.getLogger("dev.gangway");

    /** What has to be closed at the end, last opened first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        RulesLocated located = ContainerSettings.rulesLocation(context).find();
        if (located instanceof RulesLocated.Problems problems) {
            throw new RefusedConfiguration(problems.texts());
        }
        RulesLocated.Found found = (RulesLocated.Found) located;
        ParseResult parsed = RulesParser.parse(found.text());
        if (parsed instanceof ParseResult.Refused refused) {
            throw new RefusedConfiguration(
                    refused.problems().stream().map(Problem::toString).toList());
        }
        RuleSet rules = ((ParseResult.Parsed) parsed).rules();
        try {
            deploy(context, rules);
        } catch (RuntimeException e) {
            closeAll();
            throw e;
        }
        LOG.log(
                Level.INFO,
                "rules from {0}: {1} mappings, context path \"{2}\"",
                found.description(),
                rules.mappings().size(),
                context.getContextPath());
        rules.notices().forEach(notice -> LOG.log(Level.WARNING, "{0}", notice));
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        closeAll();
    }

    private void deploy(ServletContext context, RuleSet rules) {
        Timers timers = open(new Timers());
        NameLookups names = open(new NameLookups(timers));
        HttpBackend backend = open(new HttpBackend(timers, names));
        ProxyRuntime runtime =
                open(ProxyRuntime.compile(rules, backend, timers, spoolFiles(context), new FailureLog(LOG), names));
        register(context, "gangway-live", new LiveServlet(), LiveServlet.PATH);
        register(context, "gangway", new ProxyServlet(runtime, handshakes(context, names)), "/*");
    }

    private static SpoolFiles spoolFiles(ServletContext context) {
        File folder = (File) context.getAttribute(ServletContext.TEMPDIR); // every container has one
        return new SpoolFiles(folder.toPath());
    }

    private Optional<OpeningHandshakes> handshakes(ServletContext context, NameLookups names) {
        if (context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer serverContainer) {
            Logins logins = new Logins();
            context.addListener(logins);
            return Optional.of(open(new WebSocketRelays(
                    serverContainer, RelaySettings.defaults(), names, new SessionLog(LOG), logins)));
        }
        LOG.log(
                Level.WARNING,
                "this container offers no WebSocket to this context, so opening handshakes get 501;"
                        + " in Jetty enable the module ee10-websocket-jakarta");
        return Optional.empty();
    }

    private static void register(ServletContext context, String name, Servlet servlet, String pattern) {
        ServletRegistration.Dynamic registration = context.addServlet(name, servlet);
        registration.setAsyncSupported(true);
        registration.addMapping(pattern);
        registration.setLoadOnStartup(1);
    }

    private <T extends AutoCloseable> T open(T closeable) {
        opened.push(closeable);
        return closeable;
    }

    private void closeAll() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "closing failed", e);
            }
        }
    }
}
