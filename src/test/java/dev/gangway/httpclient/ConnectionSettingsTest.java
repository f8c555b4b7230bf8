package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.ProxyError;
import dev.gangway.rules.AnswerLimits;
import dev.gangway.rules.BackendTls;
import dev.gangway.rules.ConnectionSettings;
import dev.gangway.testing.BackendCall;
import dev.gangway.testing.FakeBackend;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a worker says about its connections holds for them. */
class ConnectionSettingsTest {

    private static final ConnectionSettings DEFAULT = ConnectionSettings.DEFAULT;

    @Test
    void ttlEndsIdleConnections() throws Exception {
        try (FakeBackend fake = FakeBackend.start(call -> call.answer("200 OK", "ok"));
                BackendRig rig = rig(new ConnectionSettings(
                        Duration.ofSeconds(1), AnswerLimits.DEFAULT, 0, Optional.empty(), BackendTls.DEFAULT))) {
            assertThat(rig.get(fake.port(), "/").content()).isEqualTo("ok");
            assertThat(fake.open()).isEqualTo(1);
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> fake.open() == 0);
        }
    }

    @Test
    void linesMayBeAsLongAsTheWorkerSays() throws Exception {
        try (FakeBackend fake = FakeBackend.start(call -> call.answer("200 OK", "ok", "X: " + "a".repeat(20_000)))) {
            try (BackendRig rig = rig(DEFAULT)) {
                assertThat(rig.get(fake.port(), "/").failure()).hasValue(ProxyError.BACKEND_MALFORMED);
            }
            try (BackendRig rig = rig(new ConnectionSettings(
                    DEFAULT.keepIdle(), lines(30_000), 0, Optional.empty(), BackendTls.DEFAULT))) {
                assertThat(rig.get(fake.port(), "/").content()).isEqualTo("ok");
            }
            try (BackendRig rig = rig(
                    new ConnectionSettings(DEFAULT.keepIdle(), lines(600), 0, Optional.empty(), BackendTls.DEFAULT))) {
                assertThat(rig.get(fake.port(), "/").failure()).hasValue(ProxyError.BACKEND_MALFORMED);
            }
        }
    }

    @Test
    void headsMayBeAsLongAsTheWorkerSays() throws Exception {
        String[] fields = {"A: " + "a".repeat(400), "B: " + "b".repeat(400), "C: c"};
        try (FakeBackend fake = FakeBackend.start(call -> {
            call.write(BackendCall.head("103 Early Hints") + BackendCall.head("103 Early Hints"));
            call.answer("200 OK", "ok", fields);
        })) {
            assertThat(answer(fake, AnswerLimits.DEFAULT)).isEqualTo("ok");
            assertThat(answer(fake, new AnswerLimits(8192, 5, 2_000, 2))).isEqualTo("ok");
            for (AnswerLimits narrow : List.of(
                    new AnswerLimits(8192, 2, 2_000, 2),
                    new AnswerLimits(8192, 5, 800, 2),
                    new AnswerLimits(8192, 5, 2_000, 1))) {
                assertThat(answer(fake, narrow)).isEqualTo("BACKEND_MALFORMED");
            }
        }
    }

    private static String answer(FakeBackend fake, AnswerLimits limits) throws Exception {
        try (BackendRig rig =
                rig(new ConnectionSettings(DEFAULT.keepIdle(), limits, 0, Optional.empty(), BackendTls.DEFAULT))) {
            var answer = rig.get(fake.port(), "/");
            return answer.failure().map(ProxyError::name).orElseGet(answer::content);
        }
    }

    @Test
    void connectionsComeFromTheSourceAddress() throws Exception {
        InetAddress source = InetAddress.getByAddress(new byte[] {127, 0, 0, 3});
        try (FakeBackend fake = FakeBackend.startRaw(socket -> {
                    socket.getInputStream().read(); // asked
                    byte[] from = socket.getInetAddress().getHostAddress().getBytes(StandardCharsets.US_ASCII);
                    socket.getOutputStream()
                            .write(("HTTP/1.1 200 OK\r\nContent-Length: " + from.length + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().write(from);
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                });
                BackendRig rig = rig(new ConnectionSettings(
                        DEFAULT.keepIdle(), AnswerLimits.DEFAULT, 4096, Optional.of(source), BackendTls.DEFAULT))) {
            assertThat(rig.get(fake.port(), "/").content()).isEqualTo("127.0.0.3");
        }
    }

    @Test
    void anAddressOfTheOtherFamilyIsOutOfReach() throws Exception {
        InetAddress source = Inet6Address.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        try (FakeBackend fake = FakeBackend.start(call -> call.answer("200 OK", "ok"));
                BackendRig rig = rig(new ConnectionSettings(
                        DEFAULT.keepIdle(), AnswerLimits.DEFAULT, 0, Optional.of(source), BackendTls.DEFAULT))) {
            assertThat(rig.get(fake.port(), "/").failure()).hasValue(ProxyError.BACKEND_UNREACHABLE);
            assertThat(fake.accepted()).isZero();
        }
    }

    private static BackendRig rig(ConnectionSettings settings) {
        return new BackendRig(InetAddress::getAllByName, BackendRig.parameters(settings));
    }

    private static AnswerLimits lines(int octets) {
        AnswerLimits limits = AnswerLimits.DEFAULT;
        return new AnswerLimits(octets, limits.lines(), limits.octets(), limits.interim());
    }
}
