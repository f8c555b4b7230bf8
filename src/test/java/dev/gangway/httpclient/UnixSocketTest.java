package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.ProxyError;
import dev.gangway.httpclient.BackendRig.Heard;
import dev.gangway.httpclient.BackendRig.Sent;
import dev.gangway.rules.AnswerLimits;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.BackendTls;
import dev.gangway.rules.ConnectionSettings;
import dev.gangway.rules.WorkerParameters;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.UnixDoor;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backends on Unix domain sockets: what holds for those on ports, and nothing shared between two of them. */
class UnixSocketTest {

    @TempDir
    private Path folder;

    @Test
    void oneConnectionServesOneAfterTheOther() throws Exception {
        try (FakeBackend fake = FakeBackend.start(
                        call -> call.answer("200 OK", "got " + call.head().word(1)));
                UnixDoor door = UnixDoor.open(folder.resolve("a"), fake.port());
                BackendRig rig = new BackendRig()) {
            for (int i = 0; i < 5; i++) {
                assertThat(get(rig, "a", "/" + i).content()).isEqualTo("got /" + i);
            }
            assertThat(rig.send(origin("http", "a"), "POST", "/posted", "x".repeat(100_000))
                            .heard()
                            .content())
                    .isEqualTo("got /posted");
            assertThat(door.accepted()).isEqualTo(1);
        }
    }

    @Test
    void backendsOfOneNameShareNoConnection() throws Exception {
        try (FakeBackend a = FakeBackend.start(call -> call.answer("200 OK", "a"));
                FakeBackend b = FakeBackend.start(call -> call.answer("200 OK", "b"));
                FakeBackend c = FakeBackend.start(call -> call.answer("200 OK", "c"));
                UnixDoor doorA = UnixDoor.open(folder.resolve("a"), a.port());
                UnixDoor doorB = UnixDoor.open(folder.resolve("b"), b.port());
                BackendRig rig = new BackendRig()) {
            for (int i = 0; i < 3; i++) {
                for (String name : List.of("a", "b")) {
                    BackendOrigin named = new BackendOrigin(
                            "http",
                            "127.0.0.1",
                            c.port(),
                            Optional.of(folder.resolve(name).toString()));
                    assertThat(rig.send(named, "GET", "/", "").heard().content())
                            .isEqualTo(name);
                }
                assertThat(rig.get(c.port(), "/").content()).isEqualTo("c");
            }
            assertThat(doorA.accepted()).isEqualTo(1);
            assertThat(doorB.accepted()).isEqualTo(1);
            assertThat(c.accepted()).isEqualTo(1);
        }
    }

    @Test
    void whatIsSaidOfTcpLeavesSocketsAlone() throws Exception {
        ConnectionSettings ofTcp = new ConnectionSettings(
                Duration.ofSeconds(30),
                AnswerLimits.DEFAULT,
                4096,
                Optional.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 3})),
                BackendTls.DEFAULT);
        WorkerParameters parameters = new WorkerParameters(
                OptionalInt.empty(),
                true,
                true,
                Duration.ofSeconds(1),
                10,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                ofTcp,
                OptionalInt.empty(),
                OptionalLong.empty());
        try (FakeBackend fake = FakeBackend.start(call -> call.answer("200 OK", "ok"));
                UnixDoor door = UnixDoor.open(folder.resolve("a"), fake.port());
                BackendRig rig = new BackendRig(UnixSocketTest::nobodyIsLookedUp, parameters)) {
            assertThat(get(rig, "a", "/").content()).isEqualTo("ok");
            assertThat(door.accepted()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatEndedIsReplaced() throws Exception {
        Path file = folder.resolve("a");
        try (FakeBackend fake = FakeBackend.start(call -> call.answer("200 OK", "ok"));
                BackendRig rig = new BackendRig()) {
            for (int restarts = 0; restarts < 3; restarts++) {
                try (UnixDoor door = UnixDoor.open(file, fake.port())) {
                    assertThat(get(rig, "a", "/").content()).isEqualTo("ok");
                    assertThat(door.accepted()).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void whereNobodyListensIsUnreachable() throws Exception {
        Files.writeString(folder.resolve("text"), "no socket");
        ServerSocketChannel server = listening("left", 1);
        server.close();
        assertThat(folder.resolve("left")).exists();
        try (BackendRig rig = new BackendRig()) {
            for (String name : List.of("missing", "text", "left", "folder/missing")) {
                Heard heard = get(rig, name, "/");
                assertThat(heard.failure()).as(name).hasValue(ProxyError.BACKEND_UNREACHABLE);
            }
        }
    }

    @Test
    void aFullQueueOfConnectionsKeepsNobodyWaiting() throws Exception {
        List<SocketChannel> queued = new ArrayList<>();
        try (ServerSocketChannel deaf = listening("deaf", 1);
                BackendRig rig = new BackendRig()) {
            for (int i = 0; i < 2; i++) {
                queued.add(SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("deaf"))));
            }
            assertThat(get(rig, "deaf", "/").failure())
                    .hasValueSatisfying(error ->
                            assertThat(error).isIn(ProxyError.BACKEND_UNREACHABLE, ProxyError.BACKEND_CONNECT_TIMEOUT));
            assertThat(deaf.isOpen()).isTrue();
        } finally {
            for (SocketChannel channel : queued) {
                channel.close();
            }
        }
    }

    @Test
    void cancelledExchangesLeaveNoConnection() throws Exception {
        try (FakeBackend silent = FakeBackend.startRaw(
                        socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
                UnixDoor door = UnixDoor.open(folder.resolve("a"), silent.port());
                BackendRig rig = new BackendRig()) {
            List<Sent> sent = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                sent.add(rig.send(origin("http", "a"), "GET", "/", ""));
            }
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> silent.open() == 20);
            sent.forEach(one -> one.call().cancel());
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> silent.open() == 0);
            assertThat(door.accepted()).isEqualTo(20);
        }
    }

    @Test
    void tlsIsSpokenThereToo() throws Exception {
        try (FakeBackend plain = FakeBackend.startRaw(socket -> {
                    socket.getInputStream().read();
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                });
                UnixDoor door = UnixDoor.open(folder.resolve("a"), plain.port());
                BackendRig rig = new BackendRig()) {
            assertThat(rig.send(origin("https", "a"), "GET", "/", "").heard().failure())
                    .hasValue(ProxyError.BACKEND_TLS);
            assertThat(door.accepted()).isEqualTo(1);
        }
    }

    private static InetAddress[] nobodyIsLookedUp(String host) throws UnknownHostException {
        throw new UnknownHostException("looked up: " + host);
    }

    private ServerSocketChannel listening(String name, int backlog) throws Exception {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        return server.bind(UnixDomainSocketAddress.of(folder.resolve(name)), backlog);
    }

    private BackendOrigin origin(String scheme, String name) {
        return new BackendOrigin(
                scheme, "app.invalid", 80, Optional.of(folder.resolve(name).toString()));
    }

    private Heard get(BackendRig rig, String name, String target) throws Exception {
        return rig.send(origin("http", name), "GET", target, "").heard();
    }
}
