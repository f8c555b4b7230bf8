package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.Answers;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.HostKind;
import dev.gangway.testing.HostProcess;
import dev.gangway.testing.HostSetup;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The context files and the sample rules of {@code deploy} as they are, in the stock containers; only the backend's port differs. */
class DeployIT {
    private static final Path DEPLOY = Path.of(System.getProperty("basedir", ""), "deploy");

    @ParameterizedTest
    @CsvSource({
        "TOMCAT10, tomcat/gangway.xml, /gangway",
        "TOMCAT11, tomcat/gangway.xml, /gangway",
        "JETTY120, jetty/gangway.xml, ''",
        "JETTY121, jetty/gangway.xml, ''"
    })
    void contextFileServesTheSampleRules(HostKind kind, String file, String contextPath) throws IOException {
        try (FakeBackend backend = FakeBackend.start(Answers::echoHead)) {
            String rules = Files.readString(DEPLOY.resolve("gangway.conf"))
                    .replace("127.0.0.1:3838", "127.0.0.1:" + backend.port());
            HostSetup setup = HostSetup.of(contextPath, rules).withContextFile(Files.readString(DEPLOY.resolve(file)));
            try (HostProcess host = HostProcess.start(kind, setup)) {
                assertThat(status(host, "/some/page")).isEqualTo(200);
                assertThat(host.log()).contains("gangway.conf (context parameter gangway.rules.file)");
                assertThat(host.problems(0)).isEmpty();
            }
        }
    }

    private static int status(HostProcess host, String path) throws IOException {
        URI page = URI.create("http://127.0.0.1:" + host.port() + host.contextPath() + path);
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
        connection.setConnectTimeout(5000);
        connection.setReadTimeout(20_000);
        return connection.getResponseCode();
    }
}
