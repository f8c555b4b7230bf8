package dev.gangway.diff;

import dev.gangway.testing.ProgramPath;
import dev.gangway.testing.RunningProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.TerminalFailureException;

/**
 * Apache httpd in the foreground with nothing but the proxy modules and a rules text, on a loopback port. Its files lie
 * under {@code target/httpd}. Confined to the test's thread.
 */
final class Httpd implements AutoCloseable {
    private static final List<String> MODULES = List.of(
            "mpm_event",
            "authz_core",
            "authz_host",
            "access_compat",
            "alias",
            "env",
            "headers",
            "remoteip",
            "rewrite",
            "setenvif",
            "proxy",
            "proxy_http",
            "proxy_wstunnel");
    private static final int ATTEMPTS = 3;
    private static final Pattern READY = Pattern.compile("resuming normal operations");

    private final RunningProgram program;
    private final int port;

    private Httpd(RunningProgram program, int port) {
        this.program = program;
        this.port = port;
    }

    static Httpd start(String name, String rules) {
        String binary = ProgramPath.require("apache2");
        RuntimeException lastFailure = new IllegalStateException("never started");
        // httpd can't bind port 0, and a port that is free now may be taken before httpd asks for it
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return start(name, rules, binary, freePort());
            } catch (TerminalFailureException endedEarly) {
                lastFailure = endedEarly;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw lastFailure;
    }

    private static Httpd start(String name, String rules, String binary, int port) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "httpd", name).toAbsolutePath());
        Files.writeString(folder.resolve("rules.conf"), rules);
        Path configuration =
                Files.writeString(folder.resolve("httpd.conf"), configuration(folder, port, modules(binary)));
        RunningProgram program = RunningProgram.start(
                "httpd-" + name,
                folder,
                Map.of(),
                List.of(binary, "-DFOREGROUND", "-d", folder.toString(), "-f", configuration.toString()));
        try {
            program.awaitOutput(READY, Duration.ofSeconds(20));
            return new Httpd(program, port);
        } catch (RuntimeException | Error e) {
            program.close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    String log() {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
    }

    /** DocumentRoot is a folder in which no probe finds anything: what no rule takes is 404. */
    private static String configuration(Path folder, int port, Path modules) {
        StringBuilder text = new StringBuilder();
        for (String module : MODULES) {
            text.append("LoadModule ").append(module).append("_module ");
            text.append(modules.resolve("mod_" + module + ".so")).append('\n');
        }
        return text + """
                ServerName front.example
                Listen 127.0.0.1:%d
                DefaultRuntimeDir "%s"
                PidFile httpd.pid
                ErrorLog /dev/stderr
                LogLevel notice
                DocumentRoot "%s"
                User nobody
                Group nogroup
                ServerLimit 1
                StartServers 1
                ThreadsPerChild 16
                MaxRequestWorkers 16
                KeepAlive On
                KeepAliveTimeout 60
                MaxKeepAliveRequests 0
                Include rules.conf
                """.formatted(port, folder, modules);
    }

    /** Debian's place, or below the root that the program was built with. */
    private static Path modules(String binary) throws IOException {
        List<Path> candidates = List.of(
                Path.of("/usr/lib/apache2/modules"),
                builtInRoot(binary).resolve("modules"),
                Path.of("/usr/lib64/httpd/modules"));
        return candidates.stream()
                .filter(candidate -> Files.exists(candidate.resolve("mod_proxy.so")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no mod_proxy.so in any of " + candidates));
    }

    private static Path builtInRoot(String binary) throws IOException {
        try (RunningProgram settings =
                RunningProgram.start("httpd-settings", Path.of("target"), Map.of(), List.of(binary, "-V"))) {
            settings.awaitEnd(Duration.ofSeconds(10)); // its exit code is about Debian's own configuration
            Matcher root = Pattern.compile("HTTPD_ROOT=\"([^\"]+)\"").matcher(settings.output());
            return Path.of(root.find() ? root.group(1) : "/etc/apache2");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
