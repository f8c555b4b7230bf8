package dev.gangway.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gangway.standalone.Command.Place;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.H2Backend;
import dev.gangway.testing.H2Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.Engine;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http2.Http2Protocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients by HTTP/2, on a container that offers it: what one stream suffers ends with it, on both sides. */
class Http2ClientTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    @ParameterizedTest
    @ValueSource(strings = {"http", "h2c"})
    void anAbortedStreamCancelsTheBackendsExchange(String scheme) throws Exception {
        try (FakeBackend plain = FakeBackend.start(call -> {
                    if (call.path().equals("/parked")) {
                        notes.add("parked");
                        notes.add(call.awaitPeerEnd(BOUND) ? "ended" : "still there");
                    } else {
                        call.answer("200 OK", "hello");
                    }
                });
                H2Backend http2 = H2Backend.start(this::parkOrAnswer);
                Front front = new Front(scheme, scheme.equals("http") ? plain.port() : http2.port())) {
            assertThat(get(front, "/first").body()).isEqualTo("hello");
            HttpResponse<String> second = get(front, "/second");
            assertThat(second.version()).isEqualTo(HttpClient.Version.HTTP_2);
            CompletableFuture<HttpResponse<String>> parked =
                    client.sendAsync(request(front, "/parked"), HttpResponse.BodyHandlers.ofString());
            assertThat(note()).isEqualTo("parked");
            parked.cancel(true);
            assertThat(note()).isEqualTo("ended");
            assertThat(get(front, "/third").body()).isEqualTo("hello");
        }
    }

    @Test
    void anAnswerThatEndsEarlyEndsItsStreamOnly() throws Exception {
        try (H2Backend http2 = H2Backend.start(this::parkOrAnswer);
                Front front = new Front("h2c", http2.port())) {
            assertThat(get(front, "/first").body()).isEqualTo("hello");
            CompletableFuture<HttpResponse<Stream<String>>> other =
                    client.sendAsync(request(front, "/half"), HttpResponse.BodyHandlers.ofLines());
            assertThat(other.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> client.sendAsync(request(front, "/broken"), HttpResponse.BodyHandlers.ofString())
                            .get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
            assertThat(get(front, "/last").body()).isEqualTo("hello");
            notes.add("go on");
            assertThat(other.get().body()).containsExactly("one", "two");
        }
    }

    private void parkOrAnswer(H2Peer peer) throws IOException {
        peer.settings();
        while (true) {
            H2Peer.Request request = peer.request();
            switch (request.path()) {
                case "/parked" -> {
                    notes.add("parked");
                    try {
                        peer.await(H2Peer.HEADERS);
                    } catch (IOException ended) {
                        notes.add("ended");
                        return;
                    }
                }
                case "/half" -> {
                    peer.headers(request.stream(), false, ":status", "200").data(request.stream(), false, "one\n");
                    try {
                        assertThat(note()).isEqualTo("go on");
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    peer.data(request.stream(), true, "two\n");
                }
                case "/broken" -> {
                    peer.headers(request.stream(), false, ":status", "200").data(request.stream(), false, "on");
                    peer.number(H2Peer.RST_STREAM, request.stream(), 2);
                }
                default -> peer.answer(request.stream(), "hello");
            }
        }
    }

    private HttpResponse<String> get(Front front, String path) throws Exception {
        return client.sendAsync(request(front, path), HttpResponse.BodyHandlers.ofString())
                .get(30, TimeUnit.SECONDS);
    }

    private static HttpRequest request(Front front, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + path))
                .build();
    }

    private String note() throws InterruptedException {
        return notes.poll(30, TimeUnit.SECONDS);
    }

    /** Gangway behind a connector that offers HTTP/2. */
    private static final class Front implements Deployment, AutoCloseable {

        private final GangwayDeployment gangway;
        private final EmbeddedTomcat tomcat;
        private final Connector connector = ConnectorSettings.connector(InetAddress.getLoopbackAddress(), 0);
        private @Nullable Context context;

        Front(String scheme, int port) throws Exception {
            String rules = "ProxyPass / " + scheme + "://127.0.0.1:" + port + "/\n";
            gangway = new GangwayDeployment("gangway.rules", () -> rules);
            tomcat = new EmbeddedTomcat("front-" + scheme, new Place("127.0.0.1", 0, ""), this);
            tomcat.start();
            connector.addUpgradeProtocol(new Http2Protocol());
            ((Engine) Objects.requireNonNull(context).getParent().getParent())
                    .getService()
                    .addConnector(connector);
        }

        int port() {
            return connector.getLocalPort();
        }

        @Override
        public void prepare(Context context) {
            this.context = context;
            gangway.prepare(context);
        }

        @Override
        public List<String> problems() {
            return gangway.problems();
        }

        @Override
        public void close() {
            tomcat.close();
        }
    }
}
