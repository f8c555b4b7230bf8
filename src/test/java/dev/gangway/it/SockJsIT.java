package dev.gangway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.NeedsProgram;
import dev.gangway.testing.RunningProgram;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SockJS, which Shiny Server speaks, over every transport that its client has, behind the httpd lines as they were
 * pasted. The session URLs match the {@code ws://} rule, whatever the transport; info and iframe.html the other one.
 */
@NeedsProgram({"node", "npm", "chromium", "chromedriver"})
@Timeout(150)
class SockJsIT {
    private static final Pattern LISTENING = Pattern.compile("listening on (http://127\\.0\\.0\\.1:[0-9]+/)");
    private static final String ALL_ECHOED = "\"sent\":20,\"received\":20,\"problem\":null}";

    private static NodeProject node;
    private static RunningProgram backend;
    private static FrontDoor frontDoor;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        node = NodeProject.installed();
        backend = node.run("sockjs-echo", "sockjs-echo.mjs");
        URI backendBase = URI.create(
                backend.awaitOutput(LISTENING, Duration.ofSeconds(20)).group(1));
        frontDoor = FrontDoor.before(backendBase, "sockjs");
        chromium = Chromium.start("sockjs");
        chromium.driver().get(frontDoor.base().resolve("app/").toString());
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : Stream.of(chromium, frontDoor, backend).toArray(AutoCloseable[]::new)) {
            if (part != null) {
                part.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "xhr-streaming", "eventsource", "xhr-polling"})
    void echoesInNode(String transport) throws Exception {
        try (RunningProgram check = node.run(
                "sockjs-check-" + transport,
                "sockjs-check.mjs",
                frontDoor.base().toString(),
                transport)) {
            int exitCode = check.awaitEnd(Duration.ofSeconds(30));
            assertThat(check.output()).contains("\"used\":\"" + transport + "\"", ALL_ECHOED);
            assertThat(exitCode).isZero();
        }
        assertThat(frontDoor.errorLines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "websocket",
                "xhr-streaming",
                "eventsource",
                "iframe-eventsource",
                "htmlfile",
                "iframe-htmlfile",
                "xhr-polling",
                "iframe-xhr-polling",
                "jsonp-polling"
            })
    void echoesInTheBrowser(String transport) {
        Object result = chromium.driver()
                .executeAsyncScript(
                        "const done = arguments[1]; echoed(arguments[0]).then((r) => done(JSON.stringify(r)))",
                        transport);
        assertThat(String.valueOf(result)).contains("\"used\":\"" + transport + "\"", ALL_ECHOED);
    }
}
