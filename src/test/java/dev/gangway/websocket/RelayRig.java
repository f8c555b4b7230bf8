package dev.gangway.websocket;

import dev.gangway.exchange.BackendHandshake;
import dev.gangway.exchange.BackendResponse;
import dev.gangway.exchange.ClientRequest;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.NameLookups;
import dev.gangway.exchange.NameService;
import dev.gangway.exchange.SessionObserver;
import dev.gangway.exchange.Timers;
import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import dev.gangway.message.OpeningHandshake;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.BackendTls;
import dev.gangway.rules.ConnectionSettings;
import dev.gangway.rules.ParseResult;
import dev.gangway.rules.PathSettings;
import dev.gangway.rules.ProxyPass;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import dev.gangway.rules.SocketEnds;
import dev.gangway.rules.SocketTimes;
import dev.gangway.servlet.ContainerStep;
import dev.gangway.servlet.UpgradingExchange;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** Embedded Tomcat with a servlet that hands every opening handshake to a {@link WebSocketRelays}. Port 0, loopback. */
final class RelayRig implements AutoCloseable {

    private static final ProxyPass RULE = ((ParseResult.Parsed)
                    RulesParser.parse(List.of(new RulesSource("rules", "ProxyPass / http://b.example/"))))
            .rules()
            .mappings()
            .get(0);

    private final Tomcat tomcat = new Tomcat();
    private final RelayServlet servlet = new RelayServlet();
    /** Exchanges of which it is not said that they are over. */
    final Set<UpgradingExchange> underWay = ConcurrentHashMap.newKeySet();

    final List<Failure> failures = new CopyOnWriteArrayList<>();
    final BlockingQueue<SessionObserver.Summary> ends = new LinkedBlockingQueue<>();
    final AtomicInteger opened = new AtomicInteger();
    private volatile BackendOrigin origin;
    private final RelaySettings settings;

    private final Timers timers = new Timers();
    private final NameLookups names;
    private volatile BackendTls policy = BackendTls.DEFAULT;
    private volatile SocketTimes times = SocketTimes.NONE;
    private volatile SocketEnds socketEnds = SocketEnds.NONE;

    RelayRig(Path base, BackendOrigin origin, RelaySettings settings) throws LifecycleException {
        this(base, origin, settings, Optional.empty());
    }

    /** With a name service of the test's. */
    RelayRig(Path base, BackendOrigin origin, NameService service) throws LifecycleException {
        this(base, origin, RelaySettings.defaults(), Optional.of(service));
    }

    private RelayRig(Path base, BackendOrigin origin, RelaySettings settings, Optional<NameService> service)
            throws LifecycleException {
        this.names = service.map(given -> new NameLookups(timers, given)).orElseGet(() -> new NameLookups(timers));
        this.origin = origin;
        this.settings = settings;
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer(new WsSci(), Set.of());
        context.addServletContainerInitializer(
                (classes, servletContext) -> {
                    ServletRegistration.Dynamic relay = servletContext.addServlet("relay", servlet);
                    relay.setAsyncSupported(true);
                    relay.addMapping("/*");
                    relay.setLoadOnStartup(1);
                },
                Set.of());
        tomcat.start();
    }

    /** Whom the rules trust; before the first handshake. */
    RelayRig believing(BackendTls policy) {
        this.policy = policy;
        return this;
    }

    /** What the rules say of pings and idle sessions; before the handshake. */
    void times(SocketTimes times) {
        this.times = times;
    }

    /** Directives about sessions; before the handshake. */
    void rules(String lines) {
        PathSettings settings = ((ParseResult.Parsed)
                        RulesParser.parse(List.of(new RulesSource("rules", lines + "\nProxyPass / http://b.example/"))))
                .rules()
                .main()
                .base();
        this.times = settings.sockets();
        this.socketEnds = settings.socketEnds();
    }

    private ConnectionSettings connection() {
        ConnectionSettings settings = ConnectionSettings.DEFAULT;
        return new ConnectionSettings(
                settings.keepIdle(), settings.answer(), settings.receiveBuffer(), settings.source(), policy);
    }

    static BackendOrigin origin(int port) {
        return new BackendOrigin("http", "127.0.0.1", port);
    }

    void origin(BackendOrigin other) {
        origin = other;
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    WebSocketRelays relays() {
        return servlet.relays();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    private final class RelayServlet extends HttpServlet {

        private static final String STEP = "step";
        private final CompletableFuture<WebSocketRelays> relays = new CompletableFuture<>();

        WebSocketRelays relays() {
            return relays.join();
        }

        @Override
        public void init() {
            ServerContainer container =
                    (ServerContainer) getServletContext().getAttribute(ServerContainer.class.getName());
            relays.complete(new WebSocketRelays(container, settings, names, ends::add, new Logins()));
        }

        @Override
        public void destroy() {
            relays().close();
            names.close();
            timers.close();
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                try {
                    ((ContainerStep) request.getAttribute(STEP)).run(request, response);
                } catch (Exception e) {
                    throw new IOException(e);
                }
                return;
            }
            Fields fields = fields(request);
            if (OpeningHandshake.detect(request.getMethod(), true, fields) instanceof OpeningHandshake.Valid valid) {
                AsyncContext async = request.startAsync(request, response);
                async.setTimeout(0);
                String query = request.getQueryString();
                Fields.Builder planned = fields.toBuilder()
                        .removeIf(field ->
                                field.name().toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket")
                                        || field.is("Connection")
                                        || field.is("Upgrade"));
                relays().open(
                                new BackendHandshake(
                                        origin,
                                        request.getRequestURI() + (query == null ? "" : "?" + query),
                                        planned.build(),
                                        valid.subprotocols(),
                                        true,
                                        Duration.ofSeconds(2),
                                        Duration.ofSeconds(2),
                                        connection()),
                                new Exchange(async));
                opened.incrementAndGet();
            } else {
                response.setStatus(400);
            }
        }

        private static Fields fields(HttpServletRequest request) {
            Fields.Builder fields = Fields.builder();
            for (String name : Collections.list(request.getHeaderNames())) {
                for (String value : Collections.list(request.getHeaders(name))) {
                    fields.add(name, value);
                }
            }
            return fields.build();
        }
    }

    private final class Exchange implements UpgradingExchange {

        private final AsyncContext async;
        private final AtomicBoolean ended = new AtomicBoolean();

        Exchange(AsyncContext async) {
            this.async = async;
            underWay.add(this);
        }

        @Override
        public ClientRequest clientRequest() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SessionObserver.Start session() {
            return new SessionObserver.Start("1", "/", "127.0.0.1", RULE, "worker", times, socketEnds);
        }

        @Override
        public Optional<HttpSession> userSession() {
            return Optional.empty();
        }

        @Override
        public void dispatch(ContainerStep step) {
            async.getRequest().setAttribute(RelayServlet.STEP, step);
            async.dispatch();
        }

        @Override
        public void answer(BackendResponse refusal, byte[] content) {
            if (ended.compareAndSet(false, true)) {
                HttpServletResponse response = (HttpServletResponse) async.getResponse();
                response.setStatus(refusal.status());
                for (Field field : refusal.fields()) {
                    response.addHeader(field.name(), field.value());
                }
                try {
                    response.getOutputStream().write(content);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                async.complete();
            }
        }

        @Override
        public void fail(Failure failure) {
            if (ended.compareAndSet(false, true)) {
                failures.add(failure);
                ((HttpServletResponse) async.getResponse())
                        .setStatus(failure.error().status());
                async.complete();
            }
        }

        @Override
        public Fields switchingFields(BackendResponse switching) {
            Fields.Builder fields = Fields.builder();
            switching.fields().all("Set-Cookie").forEach(value -> fields.add("Set-Cookie", value));
            return fields.build();
        }

        @Override
        public void upgraded() {
            ended.set(true);
        }

        @Override
        public void over() {
            underWay.remove(this);
        }
    }
}
