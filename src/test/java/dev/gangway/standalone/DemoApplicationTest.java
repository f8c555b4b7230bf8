package dev.gangway.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.standalone.Command.Place;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as a newcomer sees it: page and socket through Gangway. */
class DemoApplicationTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"", "/apps/demo"})
    void pageAndSocketWorkThroughGangway(String contextPath) throws Exception {
        try (DemoApplication demo = new DemoApplication(new Place("127.0.0.1", 0, contextPath))) {
            demo.start();
            String root = demo.description().substring(0, demo.description().indexOf(' '));

            assertThat(root).endsWith(contextPath + "/");
            assertThat(get(root)).contains("<title>Gangway demo</title>");
            assertThat(get(root + "rules")).contains("ProxyPassMatch ^/(.*/__sockjs__/[0-9]+/.*) ws://");
            assertThat(get(root + "seen")).containsIgnoringCase("x-forwarded-for: 127.0.0.1");
            try (TextSocket socket = new TextSocket(client, root)) {
                socket.send("square 12");
                assertThat(socket.next("seen")).containsIgnoringCase("x-forwarded-for: 127.0.0.1");
                assertThat(socket.next("square")).isEqualTo("square 12 144");
                assertThat(socket.next("clock")).startsWith("clock ");
            }
        }
    }

    private String get(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }
}
