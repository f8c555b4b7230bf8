package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.HostKind;
import dev.gangway.testing.HostProcess;
import dev.gangway.testing.HostSetup;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawResponse;
import dev.gangway.testing.UnixDoor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One host with the packaged WAR and the backends behind it, started once for an IT class and its nested classes. After
 * every nested class: nothing under way any more, no thread in Gangway's code, no log line that asks for an operator. After
 * the last: the host ends when asked to. Confined to the test thread.
 */
public final class HostFixture implements BeforeAllCallback, AfterAllCallback {

    /** The virtual host with rules about everything; every other name reaches the plain ones. */
    public static final String RULED = "ruled.example";

    /** The virtual host that waits for two seconds when a client takes nothing. */
    public static final String IMPATIENT = "impatient.example";

    private final HostKind kind;
    private final String contextPath;
    /** Tomcat's blocking sends to a client that took nothing end with the relay's stall limit, also when the socket has gone. */
    private static final Duration BLOCKED_SEND = Duration.ofSeconds(40);

    private FakeBackend backend;
    private FakeBackend narrow;
    private FakeBackend hasty;
    private UnixDoor door;
    private FakeBackend few;
    private FakeBackend matrix;
    private FakeBackend resetting;
    private ServerSocket mute;
    private Socket unreachable;
    private ServerSocket deaf;
    private final List<Socket> waiting = new ArrayList<>();
    private HostProcess host;
    private int logChecked;

    public HostFixture(HostKind kind, String contextPath) {
        this.kind = kind;
        this.contextPath = contextPath;
    }

    /** Behind {@code /} and everything that has no backend of its own. */
    public FakeBackend backend() {
        return backend;
    }

    /** Behind {@code /narrow/}: one exchange at a time, 700 ms patience; behind {@code /queue/}: two, 20 s. */
    public FakeBackend narrow() {
        return narrow;
    }

    /** Behind {@code /hasty/}: one second to answer. */
    public FakeBackend hasty() {
        return hasty;
    }

    /** Behind {@code /few/}: two WebSocket sessions at once, one second to answer. */
    public FakeBackend few() {
        return few;
    }

    /** Behind {@code /matrix/} with 64 places, and {@code /matrix/hasty/} with one second to answer. */
    public FakeBackend matrix() {
        return matrix;
    }

    public HostProcess host() {
        return host;
    }

    /** Whether the host's connector answers 100 Continue by itself. */
    public boolean continuesItself() {
        return kind.continuesItself();
    }

    /** Whether 103 leaves before there is an answer; Tomcat keeps it in its buffer until then. */
    public boolean flushesHints() {
        return kind.jetty();
    }

    public String contextPath() {
        return contextPath;
    }

    /** The public path of this path below the context path. */
    public String at(String path) {
        return contextPath + path;
    }

    public RawClient client() {
        return RawClient.connect(host.port());
    }

    /** One request without content on a connection of its own. */
    public RawResponse exchange(String method, String path, String... fieldLines) throws IOException {
        return RawClient.exchange(host.port(), RawClient.request(method, at(path), fieldLines));
    }

    public RawResponse get(String path, String... fieldLines) throws IOException {
        return exchange("GET", path, fieldLines);
    }

    /** The same for a virtual host. */
    public RawResponse getFrom(String name, String path, String... fieldLines) throws IOException {
        return RawClient.exchange(host.port(), addressed(name, RawClient.request("GET", at(path), fieldLines)));
    }

    public RawResponse getRuled(String path, String... fieldLines) throws IOException {
        return getFrom(RULED, path, fieldLines);
    }

    /** A head for the virtual host with rules about everything. */
    public String ruled(String head) {
        return addressed(RULED, head);
    }

    static String addressed(String name, String head) {
        return head.replaceFirst("\\r\\nHost: [^\r]*", "\r\nHost: " + name);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (host != null) {
            return;
        }
        backend = FakeBackend.start();
        narrow = FakeBackend.start();
        hasty = FakeBackend.start();
        door = UnixDoor.open(Files.createTempDirectory("gangway").resolve("door"), backend.port());
        matrix = FakeBackend.start();
        resetting = FakeBackend.startRaw(socket -> socket.setSoLinger(true, 0));
        // the system accepts for it, and nobody reads
        mute = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
        // bound and never listening: connecting to it is refused, and nobody else can get the port
        unreachable = new Socket();
        unreachable.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        few = FakeBackend.start();
        deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        fill(deaf);
        host = HostProcess.start(kind, HostSetup.of(contextPath, rules()));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        boolean outermost = context.getRequiredTestClass().getEnclosingClass() == null;
        if (host == null) {
            closeBackends();
            return;
        }
        try {
            if (!outermost) {
                assertQuiet();
            } else {
                stop();
                assertThat(host.problems(logChecked))
                        .as("log of the host's end")
                        .isEmpty();
            }
        } finally {
            if (outermost) {
                host.close();
                closeBackends();
            }
        }
    }

    private void stop() throws IOException {
        try (SessionAtStop session = SessionAtStop.open(this)) {
            assertThat(host.stop()).as("exit status after SIGTERM").isIn(0, 143);
            session.assertEnded(kind.jetty());
        }
    }

    /** Takes every place in the queue of a socket that accepts nothing: who comes after waits for the connection itself. */
    private void fill(ServerSocket silent) throws IOException {
        for (int i = 0; i < 100; i++) {
            Socket next = new Socket();
            waiting.add(next);
            try {
                next.connect(silent.getLocalSocketAddress(), 300);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new IOException("the queue of a listening socket has no end");
    }

    private void assertQuiet() {
        assertThat(host.threadDump()).doesNotContain("Java-level deadlock");
        List<FakeBackend> backends = List.of(backend, narrow, hasty, few, matrix);
        await("backend scripts to end")
                .atMost(Duration.ofSeconds(10))
                .until(() -> backends.stream().allMatch(each -> each.active() == 0));
        assertThat(backends.stream().flatMap(each -> each.failures().stream())).isEmpty();
        await("threads to leave Gangway's code")
                .atMost(BLOCKED_SEND)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(host.threadsInGangway()).isEmpty());
        int from = logChecked;
        logChecked = host.log().length();
        assertThat(host.problems(from)).as("problems in the host's log").isEmpty();
        assertThat(host.alive()).isTrue();
    }

    private void closeBackends() throws IOException {
        backend.close();
        narrow.close();
        hasty.close();
        matrix.close();
        resetting.close();
        mute.close();
        unreachable.close();
        door.close();
        Files.delete(door.file().getParent());
        few.close();
        deaf.close();
        for (Socket each : waiting) {
            each.close();
        }
    }

    private String rules() {
        return """
                ServerLimit 1
                <VirtualHost *>
                  <Proxy "http://BACKEND/denied/">
                    Order deny,allow
                    Deny from all
                  </Proxy>
                  <Location /own-errors/>
                    ProxyErrorOverride On
                    ErrorDocument 503 "<p>our own words</p>"
                  </Location>
                  <Location /lively/>
                    ProxyWebsocketPing client 300ms
                    ProxyWebsocketPing backend 300ms
                  </Location>
                  <Location /lively/idle/>
                    ProxyWebsocketIdleTimeout 1
                  </Location>
                  <Location /measured/>
                    ProxyWebsocketMaxMessage client 30000
                    ProxyWebsocketMaxMessage backend 60000
                  </Location>
                  ProxyPass /excluded !
                  ProxyPass /queue/ http://NARROW/queue/ max=2 acquire=20s
                  ProxyPass /narrow/ http://NARROW/ max=1 acquire=700
                  ProxyPass /hasty/ http://HASTY/ timeout=1
                  ProxyPass /matrix/hasty/ http://MATRIX/hasty/ timeout=1 ttl=1
                  ProxyPass /matrix/ http://MATRIX/ max=64 acquire=300 ttl=1
                  ProxyPass /mute/ http://MUTE/ timeout=1
                  ProxyPass /resetting/ http://RESETTING/
                  ProxyPass /down/ http://DOWN/
                  ProxyPass /unix/ unix:DOOR|http://unix.name/inside/
                  ProxyPassReverse /unix/ http://unix.name/inside/
                  ProxyPass /unix-http/ unix:DOOR|http://unix.name/ws/
                  ProxyPass /unix-ws/ unix:DOOR|ws://unix.name/ws/
                  ProxyPass /unix-down/ unix:DOOR-missing|http://unix.name/
                  ProxyPass /deaf/ http://DEAF/ connectiontimeout=500ms
                  ProxyPass /few/ http://FEW/ maxsockets=2 timeout=1
                  ProxyPass /spooled/ http://BACKEND/spooled/ spool=250K
                  ProxyPass /renamed/ http://BACKEND/inner/
                  ProxyPassReverse /renamed/ http://BACKEND/inner/
                  ProxyPass /plain/ http://BACKEND/ws/ upgrade=NONE
                  ProxyPass /socket/ ws://BACKEND/ws/
                  ProxyPassMatch ^/(.*/__sockjs__/[0-9]+/.*) ws://BACKEND/$1
                  ProxyPass / http://BACKEND/
                  ProxyPassReverse / http://BACKEND/
                </VirtualHost>
                <VirtualHost *>
                  ServerName ruled.example
                  ServerAlias *.ruled.example
                  ProxyVia On
                  RequestHeader set X-Ruled yes
                  RequestHeader unset X-Hidden
                  Header set X-On-Success yes
                  Header unset X-Inner
                  Header always set X-Always yes
                  ErrorDocument 403 "<p>not for you</p>"
                  ErrorDocument 404 "<p>nothing here</p>"
                  <Location /closed/>
                    Require ip 192.0.2.1
                  </Location>
                  <Location /replaces/>
                    ProxyErrorOverride On
                  </Location>
                  RewriteEngine On
                  RewriteRule ^/moved$ /elsewhere?x=1 [R]
                  RewriteRule ^/for-good/(.*)$ https://other.example/$1 [R=301]
                  RewriteRule ^/gone/ - [G]
                  RewriteRule ^/forbidden/ - [F]
                  RewriteRule ^/replaced/(.*)$ /new/$1
                  ProxyPass /nowhere !
                  ProxyPass / http://BACKEND/
                </VirtualHost>
                <VirtualHost *>
                  ServerName impatient.example
                  Timeout 2
                  ProxyPass / http://BACKEND/impatient/ timeout=60
                </VirtualHost>
                """.replace("BACKEND", backend.authority())
                .replace("NARROW", narrow.authority())
                .replace("DOOR", door.file().toString())
                .replace("HASTY", hasty.authority())
                .replace("DEAF", "127.0.0.1:" + deaf.getLocalPort())
                .replace("FEW", few.authority())
                .replace("MATRIX", matrix.authority())
                .replace("RESETTING", resetting.authority())
                .replace("MUTE", "127.0.0.1:" + mute.getLocalPort())
                .replace("DOWN", "127.0.0.1:" + unreachable.getLocalPort());
    }
}
