package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.httpclient.BackendRig.Heard;
import dev.gangway.httpclient.BackendRig.Sent;
import dev.gangway.testing.NeedsProgram;
import dev.gangway.testing.ProgramPath;
import dev.gangway.testing.RunningProgram;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The HTTP/2 of servers that people have. */
class H2ServersIT {

    private static final String CONTENT = "0123456789".repeat(100_000);

    /** Not the system's folder for such things: the servers' own users may not look into it. */
    private Path folder = Path.of("target");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "h2-servers-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    @NeedsProgram("nginx")
    void nginx() throws Exception {
        int port = freePort();
        Path configuration = Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                user root;
                pid %1$s/pid;
                error_log stderr;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s;
                  server {
                    listen 127.0.0.1:%2$d http2;
                    root %1$s/root;
                    location /early { return 200 early; }
                  }
                }
                """.formatted(folder, port));
        serve("nginx", port, List.of(ProgramPath.require("nginx"), "-c", configuration.toString()));
    }

    @Test
    @NeedsProgram("apache2")
    void httpd() throws Exception {
        int port = freePort();
        Path configuration = Files.writeString(folder.resolve("httpd.conf"), """
                LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
                LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
                LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so
                LoadModule http2_module /usr/lib/apache2/modules/mod_http2.so
                Protocols h2c
                ServerName b.example
                Listen 127.0.0.1:%2$d
                DefaultRuntimeDir %1$s
                PidFile %1$s/pid
                ErrorLog /dev/stderr
                DocumentRoot %1$s/root
                User nobody
                Group nogroup
                RedirectMatch 410 ^/early
                """.formatted(folder, port));
        serve(
                "httpd",
                port,
                List.of(
                        ProgramPath.require("apache2"),
                        "-DFOREGROUND",
                        "-d",
                        folder.toString(),
                        "-f",
                        configuration.toString()));
    }

    private void serve(String name, int port, List<String> command) throws Exception {
        Files.createDirectories(folder.resolve("root"));
        Files.writeString(folder.resolve("root/big"), CONTENT);
        Files.writeString(folder.resolve("root/small"), "small");
        try (RunningProgram program = RunningProgram.start("h2-" + name, folder, Map.of(), command);
                BackendRig rig = new BackendRig()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreException(ConnectException.class)
                    .until(() -> {
                        new Socket(InetAddress.getLoopbackAddress(), port).close();
                        return true;
                    });
            for (int i = 0; i < 3; i++) {
                assertThat(send(rig, port, "GET", "/small", "")).isEqualTo(ok("small"));
                assertThat(send(rig, port, "GET", "/big", "")).isEqualTo(ok(CONTENT));
                assertThat(send(rig, port, "HEAD", "/big", "")).isEqualTo(ok(""));
                assertThat(send(rig, port, "GET", "/none", "").status()).isEqualTo(404);
                Heard early = send(rig, port, "POST", "/early", CONTENT);
                assertThat(early.failure()).isEmpty();
                assertThat(early.status()).isIn(200, 410);
            }
            assertThat(program.output()).doesNotContain("[emerg]", "[crit]");
        }
    }

    private static Heard send(BackendRig rig, int port, String method, String target, String content) throws Exception {
        Sent sent = rig.send("h2c", "127.0.0.1", port, method, target, content);
        sent.call().grant(CONTENT.length());
        return sent.heard();
    }

    private static Heard ok(String content) {
        return new Heard(200, content, Optional.empty());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
