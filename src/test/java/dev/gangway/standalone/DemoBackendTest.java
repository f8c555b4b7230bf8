package dev.gangway.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoBackendTest {

    private static final DemoBackend BACKEND = new DemoBackend();

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws CannotStart {
        BACKEND.start();
    }

    @AfterAll
    static void stop() {
        BACKEND.close();
    }

    @ParameterizedTest
    @CsvSource({"'', text/html", "index.html, text/html", "demo.js, text/javascript", "demo.css, text/css"})
    void pageNeedsNothingInlineAndNothingForeign(String path, String type) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(type + ";charset=UTF-8");
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self'"));
        assertThat(response.body()).doesNotContain("style=", "onclick=", "http://", "https://", "innerHTML");
    }

    @Test
    void rulesNameThisBackend() throws Exception {
        assertThat(get("rules").body()).isEqualTo(BACKEND.rules()).contains("ProxyPass /  " + BACKEND.url());
    }

    @Test
    void fieldsThatArrivedAreShown() throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(uri("seen")).header("X-Test", "a").build(), BodyHandlers.ofString());

        assertThat(response.body().lines()).anySatisfy(line -> assertThat(line).isEqualToIgnoringCase("x-test: a"));
    }

    @Test
    void unknownPathIsNotFound() throws Exception {
        assertThat(get("version.properties").statusCode()).isEqualTo(404);
        assertThat(get("demo/..%2fversion.properties").statusCode()).isIn(400, 404);
    }

    @Test
    void socketPushesTheClockAndAnswers() throws Exception {
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        WebSocket socket = client.newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .buildAsync(URI.create(uri("websocket/").toString().replace("http:", "ws:")), collect(messages))
                .get(10, TimeUnit.SECONDS);
        socket.sendText("square 12", true).get(5, TimeUnit.SECONDS);
        socket.sendText("square x", true).get(5, TimeUnit.SECONDS);

        assertThat(next(messages, "seen")).containsIgnoringCase("sec-websocket-version: 13");
        assertThat(next(messages, "clock")).matches("clock [0-9]{2}:[0-9]{2}:[0-9]{2}");
        assertThat(next(messages, "square")).isEqualTo("square 12 144");
        assertThat(next(messages, "problem")).isEqualTo("problem expected: square and a number");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(5, TimeUnit.SECONDS);
    }

    /** The next message of that kind; those of other kinds go back to the end of the queue. */
    private static String next(BlockingQueue<String> messages, String kind) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < end) {
            String message = messages.poll(1, TimeUnit.SECONDS);
            if (message != null && message.startsWith(kind)) {
                return message;
            }
            if (message != null) {
                messages.add(message);
            }
        }
        throw new AssertionError("no message of kind " + kind + " in " + messages);
    }

    private static WebSocket.Listener collect(BlockingQueue<String> messages) {
        return new WebSocket.Listener() {
            private final StringBuilder parts = new StringBuilder();

            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                parts.append(data);
                if (last) {
                    messages.add(parts.toString());
                    parts.setLength(0);
                }
                socket.request(1);
                return CompletableFuture.completedFuture(null);
            }
        };
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create(BACKEND.url() + path);
    }
}
