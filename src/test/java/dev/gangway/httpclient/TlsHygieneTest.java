package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link PoolHygieneTest}, behind TLS, where octets come decrypted and cannot be asked for. */
class TlsHygieneTest {

    private static final String PASSWORD = "changeit";
    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final String PART = "HTTP/1.1 200 OK\r\nSet-Cookie: evil=1\r\nX-Ig: ";
    private static final String WHOLE = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";

    private enum Records {
        ONE,
        TWO
    }

    @TempDir
    Path directory;

    private final Semaphore written = new Semaphore(0);

    @BeforeEach
    void trustTheCertificate() throws Exception {
        Path file = directory.resolve("backend.p12");
        Process keytool = new ProcessBuilder((Path.of(System.getProperty("java.home"), "bin", "keytool")
                                + " -genkeypair -alias b -keyalg EC -dname CN=b -ext san=ip:127.0.0.1 -storetype PKCS12"
                                + " -keystore " + file + " -storepass " + PASSWORD)
                        .split(" ", -1))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        System.setProperty(TRUST, file.toString());
        System.setProperty(TRUST + "Password", PASSWORD);
    }

    @AfterEach
    void trustAsBefore() {
        System.clearProperty(TRUST);
        System.clearProperty(TRUST + "Password");
    }

    @ParameterizedTest
    @EnumSource
    void surplusIsForNobody(Records records) throws Exception {
        try (ServerSocket server = listen();
                BackendRig rig = new BackendRig()) {
            Thread backend = new Thread(() -> acceptAll(server, records));
            backend.setDaemon(true);
            backend.start();
            int port = server.getLocalPort();
            for (int i = 0; i < 60; i++) {
                assertThat(rig.send("https", "127.0.0.1", port, "GET", "/dirty", "")
                                .heard()
                                .content())
                        .isEqualTo("ok");
                if (records == Records.TWO) {
                    // earlier, nobody could tell the surplus from a quick answer to the next request
                    assertThat(written.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
                }
                String target = "/own/" + i;
                int fresh = i + 2;
                assertThat(rig.send("https", "127.0.0.1", port, "POST", target, "x")
                                .heard())
                        .satisfies(own -> assertThat(own.failure()).isEmpty())
                        .satisfies(own -> assertThat(own.content()).isEqualTo(fresh + target));
            }
        }
    }

    private static ServerSocket listen() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(Path.of(System.getProperty(TRUST)))) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private void acceptAll(ServerSocket server, Records records) {
        try {
            for (int accepted = 1; ; accepted++) {
                int number = accepted;
                Socket socket = server.accept();
                socket.setTcpNoDelay(true); // or the surplus waits for the first acknowledgement
                Thread connection = new Thread(() -> serve(socket, number, records));
                connection.setDaemon(true);
                connection.start();
            }
        } catch (IOException closed) {
            // expected here because the test ends by closing the socket
        }
    }

    private void serve(Socket socket, int number, Records records) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            while (true) {
                String target = Objects.requireNonNullElse(in.readLine(), "- -").split(" ", 3)[1];
                boolean content = false;
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    content |= line.startsWith("Content-Length");
                }
                if (content) {
                    in.read();
                }
                answer(socket.getOutputStream(), number, target, records);
                if (target.equals("-")) {
                    return;
                }
            }
        } catch (IOException gone) {
            // expected here because connections with a surplus are cut
        }
    }

    private void answer(OutputStream out, int number, String target, Records records) throws IOException {
        if (!target.equals("/dirty")) {
            String content = number + target;
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + content.length() + "\r\n\r\n" + content);
        } else if (records == Records.ONE) {
            write(out, ANSWER + PART);
        } else {
            write(out, ANSWER);
            write(out, WHOLE);
            written.release();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
