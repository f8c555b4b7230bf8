package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.Answers;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.HostKind;
import dev.gangway.testing.HostProcess;
import dev.gangway.testing.HostSetup;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawResponse;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A filter in front of Gangway that reads the content of forms: the WAR with such a filter, in the stock containers. */
class ContentTakenIT {

    private static final String FORM = "a=1&b=2";

    @TempDir
    Path folder;

    /** What some filters do before they pass a request on. */
    public static final class Taking implements Filter {

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (Optional.ofNullable(request.getParameter("b")).isEmpty()) {
                request.getReader();
            }
            chain.doFilter(request, response);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TOMCAT10", "TOMCAT11", "JETTY120", "JETTY121"})
    void isAnswered(HostKind kind) throws IOException {
        try (FakeBackend backend = FakeBackend.start(Answers::uploadDigest)) {
            String rules = "ProxyPass / http://127.0.0.1:" + backend.port() + "/";
            HostSetup setup = HostSetup.of("", rules).withWar(warWithFilter());
            try (HostProcess host = HostProcess.start(kind, setup)) {
                assertThat(post(host, "application/x-www-form-urlencoded").status())
                        .isEqualTo(500);
                assertThat(post(host, "text/plain").status()).isEqualTo(500);
                assertThat(host.log()).contains("a filter before the proxy has read the request's content");
                assertThat(RawClient.exchange(host.port(), RawClient.request("GET", "/?b=2"))
                                .status())
                        .isEqualTo(200);
                assertThat(backend.heads()).hasSize(1);
            }
        }
    }

    private static RawResponse post(HostProcess host, String type) throws IOException {
        return RawClient.exchange(
                host.port(),
                RawClient.request("POST", "/", "Content-Type: " + type, "Content-Length: " + FORM.length()) + FORM);
    }

    private Path warWithFilter() throws IOException {
        Path war = folder.resolve("gangway.war");
        Files.copy(HostSetup.of("", "").war(), war);
        try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + war.toUri()), Map.of())) {
            Path descriptor = files.getPath("WEB-INF/web.xml");
            Files.writeString(descriptor, Files.readString(descriptor).replace("<listener>", """
                    <filter>
                      <filter-name>taking</filter-name>
                      <filter-class>%s</filter-class>
                      <async-supported>true</async-supported>
                    </filter>
                    <filter-mapping>
                      <filter-name>taking</filter-name>
                      <url-pattern>/*</url-pattern>
                    </filter-mapping>
                    <listener>""".formatted(
                            Taking.class.getName())));
            String name = Taking.class.getName().replace('.', '/') + ".class";
            Path place = files.getPath("WEB-INF/classes", name);
            Files.createDirectories(place.getParent());
            try (InputStream octets = Taking.class.getClassLoader().getResourceAsStream(name)) {
                Files.copy(Objects.requireNonNull(octets), place);
            }
        }
        return war;
    }
}
