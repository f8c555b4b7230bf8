package dev.gangway.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.standalone.Command.Place;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawFrame;
import dev.gangway.testing.RawResponse;
import dev.gangway.testing.RawWebSocket;
import dev.gangway.testing.RawWebSocketBackend;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.realm.RealmBase;
import org.apache.catalina.session.StandardManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A logged-in user's WebSocket session and the container's HttpSession keep each other's time. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContainerSessionTest {

    private static final int TIMEOUT_SECONDS = 4;

    private RawWebSocketBackend backend;
    private WithSessions deployment;
    private EmbeddedTomcat tomcat;
    private String cookie = "";

    @BeforeEach
    void start() throws Exception {
        Sessions.OPEN.clear();
        backend = RawWebSocketBackend.echo();
        deployment = new WithSessions(backend.port());
        tomcat = new EmbeddedTomcat("Session", new Place("127.0.0.1", 0, ""), deployment);
        tomcat.start();
    }

    @AfterEach
    void stop() throws IOException {
        tomcat.close();
        backend.close();
    }

    @Test
    void messagesOfTheUserKeepTheLoginAlive() throws Exception {
        try (RawWebSocket client = open()) {
            for (int i = 0; i < 3 * TIMEOUT_SECONDS; i++) {
                client.send(RawFrame.text("busy " + i));
                assertThat(client.readMessage().text()).isEqualTo("busy " + i);
                client.timeout(500);
                expireSessions();
                assertThat(client.ended()).as("ended after " + i + " messages").isFalse();
                client.timeout(15_000);
            }
            assertThat(Sessions.OPEN).hasSize(1);
            // and from the last message on the login has its time, no longer
            RawFrame close = client.readFrame();
            assertThat(close.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void aQuietSessionEndsWithTheLoginsTime() throws Exception {
        long began = System.nanoTime();
        try (RawWebSocket client = open()) {
            assertThat(client.readFrame().closeCode()).isEqualTo(1008);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(
                            Duration.ofMillis(1000 * TIMEOUT_SECONDS - 100),
                            Duration.ofMillis(1000 * TIMEOUT_SECONDS + 2500));
            await().atMost(Duration.ofSeconds(1)).until(() -> backend.open() == 0);
        }
    }

    @Test
    void requestsOfTheUserKeepTheSessionToo() throws Exception {
        try (RawWebSocket client = open()) {
            for (int i = 0; i < 3 * TIMEOUT_SECONDS; i++) {
                client.timeout(500);
                assertThat(client.ended()).as("ended after " + i + " requests").isFalse();
                assertThat(get().status()).isEqualTo(426);
            }
            client.timeout(15_000);
            assertThat(client.readFrame().closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void logoutEndsTheSessionAtOnce() throws Exception {
        try (RawWebSocket client = open()) {
            client.send(RawFrame.text("here"));
            assertThat(client.readMessage().text()).isEqualTo("here");
            Sessions.OPEN.values().forEach(HttpSession::invalidate);
            client.timeout(1000);
            assertThat(client.readFrame().closeCode()).isEqualTo(1008);
            await().atMost(Duration.ofSeconds(1)).until(() -> backend.open() == 0);
        }
    }

    @Test
    void sessionsOfNobodyHaveNoSuchEnd() throws Exception {
        try (RawWebSocket client = RawWebSocket.open("127.0.0.1", tomcat.port(), "/")) {
            client.timeout(1000 * TIMEOUT_SECONDS + 1000);
            assertThat(client.ended()).isFalse();
            client.send(RawFrame.text("still here"));
            assertThat(client.readMessage().text()).isEqualTo("still here");
        }
    }

    private RawResponse get() throws IOException {
        return RawClient.exchange(
                tomcat.port(), RawClient.request("GET", "/", cookie, "Upgrade: websocket", "Connection: Upgrade"));
    }

    /** Logs in with the handshake, whose answer holds the session's cookie. */
    private RawWebSocket open() throws IOException {
        String credentials = Base64.getEncoder().encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8));
        RawWebSocket client =
                RawWebSocket.connect("127.0.0.1", tomcat.port(), "/", List.of("Authorization: Basic " + credentials));
        String head = client.readHead();
        assertThat(head).startsWith("HTTP/1.1 101").contains("Set-Cookie: JSESSIONID=");
        int begin = head.indexOf("JSESSIONID=");
        cookie = "Cookie: " + head.substring(begin, head.indexOf(';', begin));
        return client;
    }

    /** As Tomcat's background thread does once a minute. */
    private void expireSessions() {
        StandardManager manager = (StandardManager) deployment.context().getManager();
        manager.processExpires();
    }

    private static final class WithSessions implements Deployment {
        private final GangwayDeployment gangway;
        private final CompletableFuture<Context> context = new CompletableFuture<>();

        WithSessions(int port) {
            gangway = new GangwayDeployment("gangway.rules", () -> "ProxyPass / http://127.0.0.1:" + port + "/");
        }

        @Override
        public void prepare(Context deployed) {
            deployed.setCookies(true); // before the servlet context is made
            gangway.prepare(deployed);
            context.complete(deployed);
            deployed.setRealm(new Users());
            deployed.setPreemptiveAuthentication(true);
            BasicAuthenticator authenticator = new BasicAuthenticator();
            authenticator.setAlwaysUseSession(true);
            deployed.getPipeline().addValve(authenticator);
            deployed.addApplicationListener(Sessions.class.getName());
        }

        Context context() {
            return context.join();
        }

        @Override
        public List<String> problems() {
            return gangway.problems();
        }
    }

    /** Gives sessions little time, and knows those that live. */
    public static final class Sessions implements HttpSessionListener {
        static final Map<String, HttpSession> OPEN = new ConcurrentHashMap<>();

        @Override
        public void sessionCreated(HttpSessionEvent event) {
            event.getSession().setMaxInactiveInterval(TIMEOUT_SECONDS);
            OPEN.put(event.getSession().getId(), event.getSession());
        }

        @Override
        public void sessionDestroyed(HttpSessionEvent event) {
            OPEN.remove(event.getSession().getId());
        }
    }

    private static final class Users extends RealmBase {
        @Override
        public Principal authenticate(String name, String password) {
            return password.equals("secret") ? getPrincipal(name) : new GenericPrincipal("nobody");
        }

        @Override
        protected String getPassword(String name) {
            return "secret";
        }

        @Override
        protected Principal getPrincipal(String name) {
            return new GenericPrincipal(name, List.of());
        }
    }
}
