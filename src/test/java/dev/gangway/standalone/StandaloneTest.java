package dev.gangway.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.gangway.standalone.Command.Place;
import dev.gangway.standalone.Command.RulesFile;
import dev.gangway.standalone.Command.Serve;
import dev.gangway.standalone.Command.ToBackend;
import dev.gangway.testing.Answers;
import dev.gangway.testing.FakeBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.catalina.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneTest {

    private static final Place ANY_PORT = new Place("127.0.0.1", 0, "");
    private static final ToBackend NOWHERE = new ToBackend(URI.create("http://127.0.0.1:1/"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Main main = new Main(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));

    @Test
    void startsAnswersAndStopsWithoutATrace() throws Exception {
        Set<Thread> threadsBefore = threads();
        try (GangwayApplication gangway = new GangwayApplication(new Serve(ANY_PORT, NOWHERE))) {
            gangway.start();

            String description = gangway.description();
            assertThat(description)
                    .matches("http://127\\.0\\.0\\.1:[0-9]+/ \\(everything to http://127\\.0\\.0\\.1:1/\\)");
            assertThat(status(root(gangway) + "-/live")).isEqualTo(200);
        }
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(since(threadsBefore)).isEmpty());
    }

    @Test
    void workFolderGoesWithTheServer() throws Exception {
        Inspected running = new Inspected(List.of());
        try (EmbeddedTomcat tomcat = new EmbeddedTomcat("Inspected", ANY_PORT, running)) {
            tomcat.start();

            assertThat(running.folder()).isDirectory();
        }
        assertThat(running.folder()).doesNotExist();
        assertThat(System.getProperty("catalina.home")).isNull();
    }

    @Test
    void workFolderGoesWhenTheDeploymentRefuses() {
        Inspected refusing = new Inspected(List.of("first problem", "second problem"));
        EmbeddedTomcat tomcat = new EmbeddedTomcat("Inspected", ANY_PORT, refusing);

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(tomcat::start)
                .satisfies(thrown -> assertThat(thrown.problems()).containsExactly("first problem", "second problem"));
        assertThat(refusing.folder()).doesNotExist();
    }

    @Test
    void contextPathIsInFront() throws Exception {
        try (GangwayApplication gangway =
                new GangwayApplication(new Serve(new Place("127.0.0.1", 0, "/apps/r"), NOWHERE))) {
            gangway.start();

            String root =
                    gangway.description().substring(0, gangway.description().indexOf(' '));
            assertThat(root).endsWith("/apps/r/");
            assertThat(status(root + "-/live")).isEqualTo(200);
            assertThat(status(URI.create(root).resolve("/-/live").toString())).isEqualTo(404);
        }
    }

    @Test
    void pathThatIsNoUtf8ReachesTheBackendAsItCame() throws Exception {
        try (FakeBackend backend = FakeBackend.start(Answers::echoHead);
                GangwayApplication gangway = new GangwayApplication(
                        new Serve(ANY_PORT, new ToBackend(URI.create("http://" + backend.authority() + "/"))))) {
            gangway.start();

            assertThat(status(root(gangway) + "caf%E9")).isEqualTo(200);
            assertThat(backend.heads().get(0).word(1)).isEqualTo("/caf%E9");
        }
    }

    @Test
    void closeBeforeStartPreventsIt() {
        GangwayApplication gangway = new GangwayApplication(new Serve(ANY_PORT, NOWHERE));
        gangway.close();

        assertThatExceptionOfType(CannotStart.class).isThrownBy(gangway::start);
    }

    @Test
    void rulesThatCannotBeReadEndWithOne(@TempDir Path folder) throws IOException {
        int code =
                main.run("--port", "0", "--rules", folder.resolve("none.conf").toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .contains("gangway: ", "none.conf", "does not exist")
                .doesNotContain("\tat ");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void rulesFileNamesItself(@TempDir Path folder) throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.conf"), "ProxyPass / http://127.0.0.1:1/\n");
        try (GangwayApplication gangway = new GangwayApplication(new Serve(ANY_PORT, new RulesFile(rules)))) {
            gangway.start();

            assertThat(gangway.description()).endsWith("(rules from " + rules + ")");
        }
    }

    @Test
    void portInUseEndsWithOne() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int code = main.run("--to", "http://127.0.0.1:1/", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(code).isEqualTo(1);
            assertThat(err.toString(UTF_8))
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void unknownAddressEndsWithOneInsteadOfListeningEverywhere() {
        int code = main.run("--to", "http://127.0.0.1:1/", "--port", "0", "--address", "no.such.host.invalid");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("no.such.host.invalid: no such address");
    }

    @Test
    void listensOnTheLoopbackAddressOnly() throws Exception {
        try (GangwayApplication gangway = new GangwayApplication(new Serve(ANY_PORT, NOWHERE))) {
            gangway.start();
            int port = URI.create(root(gangway)).getPort();

            // 127.0.0.2 is loopback too: it would answer if Tomcat listened on all addresses
            assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Socket("127.0.0.2", port).close());
        }
    }

    @Test
    void wrongOptionsEndWithTwo() {
        assertThat(main.run("--port", "x")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("--port 'x'", "--help");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void versionIsTheBuildsOwn() {
        assertThat(main.run("--version")).isZero();
        assertThat(out.toString(UTF_8)).matches("Gangway [0-9]+\\.[0-9]+\\.[0-9]+\\S*\n");
    }

    @Test
    void helpNamesEveryOption() {
        assertThat(main.run("--help")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("--rules", "--to", "demo", "--port", "--address", "--context-path", "--version");
        assertThat(out.toString(UTF_8).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(90));
    }

    private static String root(GangwayApplication gangway) {
        return gangway.description().substring(0, gangway.description().indexOf(' '));
    }

    private static int status(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(5000);
        connection.setReadTimeout(5000);
        // a kept-alive connection would leave the JDK's timer thread behind
        connection.setRequestProperty("Connection", "close");
        return connection.getResponseCode();
    }

    private static Set<Thread> threads() {
        return Set.copyOf(Thread.getAllStackTraces().keySet());
    }

    private static Set<Thread> since(Set<Thread> before) {
        Set<Thread> now = new HashSet<>(threads());
        now.removeAll(before);
        now.removeIf(thread ->
                thread.getName().startsWith("junit") || thread.getName().equals("Attach Listener"));
        now.removeIf(thread -> thread.getName().startsWith("awaitility"));
        return now;
    }

    /** A deployment without content that knows its work folder. */
    private static final class Inspected implements Deployment {
        private final List<String> problems;
        private Path folder = Path.of("none");

        Inspected(List<String> problems) {
            this.problems = problems;
        }

        @Override
        public void prepare(Context context) {
            folder = Path.of(System.getProperty("catalina.base"));
        }

        @Override
        public List<String> problems() {
            return problems;
        }

        Path folder() {
            return folder;
        }
    }
}
