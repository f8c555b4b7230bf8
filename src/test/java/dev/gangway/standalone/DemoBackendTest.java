package dev.gangway.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
    @CsvSource({
        "'', text/html",
        "index.html, text/html",
        "demo.js, text/javascript",
        "demo.css, text/css",
        "icon.svg, image/svg+xml"
    })
    void pageNeedsNothingInlineAndNothingForeign(String path, String type) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(type + ";charset=UTF-8");
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self'"));
        assertThat(response.body()).doesNotContain("style=", "onclick=", "src=\"http", "href=\"http", "innerHTML");
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
        try (TextSocket socket = new TextSocket(client, BACKEND.url())) {
            socket.send("square 12");
            socket.send("square x");

            assertThat(socket.next("seen")).containsIgnoringCase("sec-websocket-version: 13");
            assertThat(socket.next("clock")).matches("clock [0-9]{2}:[0-9]{2}:[0-9]{2}");
            assertThat(socket.next("square")).isEqualTo("square 12 144");
            assertThat(socket.next("problem")).isEqualTo("problem expected: square and a number");
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create(BACKEND.url() + path);
    }
}
