package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gangway.testing.Answers;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.HostKind;
import dev.gangway.testing.HostProcess;
import dev.gangway.testing.HostSetup;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawFrame;
import dev.gangway.testing.RawResponse;
import dev.gangway.testing.RawWebSocket;
import dev.gangway.testing.WebSocketPeer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** WebSocket sessions of a logged-in user in the stock containers, whose own HttpSession has five seconds. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoginIT {
    private static final Pattern COOKIE = Pattern.compile("(?i)\\r\\nSet-Cookie: (JSESSIONID=[^;\\r]*)");

    private static final String LOGIN = "Authorization: Basic "
            + Base64.getEncoder().encodeToString("alice:secret".getBytes(StandardCharsets.UTF_8));

    private static final String WEB_XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
              <listener>
                <listener-class>dev.gangway.webapp.GangwayListener</listener-class>
              </listener>
              <filter>
                <filter-name>logins</filter-name>
                <filter-class>dev.gangway.it.ShortLogins</filter-class>
                <async-supported>true</async-supported>
              </filter>
              <filter-mapping>
                <filter-name>logins</filter-name>
                <url-pattern>/*</url-pattern>
              </filter-mapping>
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>private</web-resource-name>
                  <url-pattern>/private/*</url-pattern>
                </web-resource-collection>
                <auth-constraint>
                  <role-name>user</role-name>
                </auth-constraint>
              </security-constraint>
              <login-config>
                <auth-method>BASIC</auth-method>
                <realm-name>test</realm-name>
              </login-config>
              <security-role>
                <role-name>user</role-name>
              </security-role>
            </web-app>
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STANDALONE")
    void aLoginAndItsSocketsKeepEachOthersTime(HostKind kind) throws Exception {
        try (FakeBackend backend = FakeBackend.start()) {
            backend.on("/private/echo", WebSocketPeer::echo);
            backend.on("/private/page", Answers::echoHead);
            String rules = "ProxyPass / http://127.0.0.1:" + backend.port() + "/\n";
            HostSetup setup = HostSetup.of("", rules).withWar(war()).withContextFile(contextFile(kind));
            try (HostProcess host = HostProcess.start(kind, setup)) {
                staysAsLongAsItIsUsed(host);
                endsWithLogout(host);
                assertThat(host.log())
                        .containsOnlyOnce(" cause=LX code=1008 ")
                        .containsOnlyOnce(" cause=LO code=1008 ");
                assertThat(host.problems(0)).isEmpty();
            }
        }
    }

    private static void staysAsLongAsItIsUsed(HostProcess host) throws IOException {
        RawWebSocket client = RawWebSocket.connect("127.0.0.1", host.port(), "/private/echo", List.of(LOGIN));
        try (client) {
            String cookie = cookie(client.readHead());
            int rounds = ShortLogins.SECONDS * 2 * 2;
            for (int i = 0; i < rounds; i++) {
                client.timeout(5000);
                client.send(RawFrame.text("message " + i));
                assertThat(client.readMessage().text()).isEqualTo("message " + i);
                client.timeout(500);
                assertThat(client.ended()).as("ended after message " + i).isFalse();
            }
            RawResponse page = get(host, "/private/page", cookie);
            assertThat(page.status()).isEqualTo(200);
            // its id is new, as containers do it for each login by Basic
            assertThat(page.head().value("X-New-Session")).isEqualTo("false");
            long quiet = System.nanoTime();
            client.timeout(1000 * ShortLogins.SECONDS + 2000);
            assertThat(client.readFrame().closeCode()).isEqualTo(1008);
            assertThat(Duration.ofNanos(System.nanoTime() - quiet))
                    .isBetween(
                            Duration.ofMillis(1000 * ShortLogins.SECONDS - 500),
                            Duration.ofMillis(1000 * ShortLogins.SECONDS + 1500));
        }
        await("the session's line in the log")
                .atMost(Duration.ofSeconds(5))
                .until(() -> host.log().contains(" cause=LX "));
    }

    private static void endsWithLogout(HostProcess host) throws IOException {
        RawWebSocket client = RawWebSocket.connect("127.0.0.1", host.port(), "/private/echo", List.of(LOGIN));
        try (client) {
            String cookie = cookie(client.readHead());
            client.send(RawFrame.text("here"));
            assertThat(client.readMessage().text()).isEqualTo("here");
            assertThat(get(host, "/private/logout", cookie).status()).isEqualTo(204);
            client.timeout(1000);
            assertThat(client.readFrame().closeCode()).isEqualTo(1008);
        }
        await("the session's line in the log")
                .atMost(Duration.ofSeconds(10))
                .until(() -> host.log().contains(" cause=LO "));
    }

    private static RawResponse get(HostProcess host, String path, String cookie) throws IOException {
        return RawClient.exchange(host.port(), RawClient.request("GET", path, LOGIN, "Cookie: " + cookie));
    }

    private static String cookie(String head) {
        assertThat(head).startsWith("HTTP/1.1 101");
        Matcher found = COOKIE.matcher(head);
        assertThat(found.find()).as(head).isTrue();
        return found.group(1);
    }

    /** The packaged WAR with a login and the filter. */
    private Path war() throws IOException {
        Path war = folder.resolve("login.war");
        Files.copy(HostSetup.of("", "").war(), war, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem zip = FileSystems.newFileSystem(war);
                InputStream filter = LoginIT.class.getResourceAsStream("ShortLogins.class")) {
            assertThat(filter).isNotNull();
            Path classes = Files.createDirectories(zip.getPath("WEB-INF/classes/dev/gangway/it"));
            Files.copy(filter, classes.resolve("ShortLogins.class"));
            Files.writeString(zip.getPath("WEB-INF/web.xml"), WEB_XML);
        }
        return war;
    }

    private String contextFile(HostKind kind) throws IOException {
        if (kind.jetty()) {
            return """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
                    <Configure class="org.eclipse.jetty.ee10.webapp.WebAppContext">
                      <Set name="contextPath">/</Set>
                      <Set name="war"><Property name="jetty.base"/>/gangway.war</Set>
                      <Call name="setInitParameter">
                        <Arg>gangway.rules.file</Arg>
                        <Arg><Property name="jetty.base"/>/etc/gangway.conf</Arg>
                      </Call>
                      <Get name="securityHandler">
                        <Set name="loginService">
                          <New class="org.eclipse.jetty.security.HashLoginService">
                            <Arg>test</Arg>
                            <Call name="setUserStore">
                              <Arg>
                                <New class="org.eclipse.jetty.security.UserStore">
                                  <Call name="addUser">
                                    <Arg>alice</Arg>
                                    <Arg><New class="org.eclipse.jetty.util.security.Password"><Arg>secret</Arg></New></Arg>
                                    <Arg><Array type="String"><Item>user</Item></Array></Arg>
                                  </Call>
                                </New>
                              </Arg>
                            </Call>
                          </New>
                        </Set>
                      </Get>
                    </Configure>
                    """;
        }
        Path users = folder.resolve("users.xml");
        Files.writeString(
                users, "<tomcat-users><user username=\"alice\" password=\"secret\" roles=\"user\"/></tomcat-users>\n");
        return """
                <Context docBase="${catalina.base}/gangway.war">
                  <Parameter name="gangway.rules.file" value="${catalina.base}/conf/gangway.conf" override="false"/>
                  <Realm className="org.apache.catalina.realm.MemoryRealm" pathname="%s"/>
                </Context>
                """.formatted(users);
    }
}
