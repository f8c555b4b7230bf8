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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SockJS, which Shiny Server speaks, over every transport that its client has, behind the httpd lines as they were
 * pasted. Without an id in the path, the URLs of a session match the {@code ws://} rule, whatever the transport, and those
 * of info and iframe.html the other one; with the id that Shiny Server adds by default, all of them match the other one.
 */
@NeedsProgram({"node", "npm", "chromium", "chromedriver"})
@Timeout(150)
class SockJsIT {
    private static final Pattern LISTENING = Pattern.compile("listening on (http://127\\.0\\.0\\.1:[0-9]+/)");
    private static final String PLAIN = "__sockjs__";
    private static final String WITH_ID = "__sockjs__/n=Ab3dEf6hIj9kLm2nOp";
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
        frontDoor = FrontDoor.before(backendBase);
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
    @MethodSource("inNode")
    void echoesInNode(String mount, String transport) throws Exception {
        String name = "sockjs-check-" + transport + (mount.equals(WITH_ID) ? "-with-id" : "");
        String base = frontDoor.base().toString();
        try (RunningProgram check = node.run(name, "sockjs-check.mjs", base, mount, transport)) {
            int exitCode = check.awaitEnd(Duration.ofSeconds(30));
            assertThat(check.output()).contains("\"used\":\"" + transport + "\"", ALL_ECHOED);
            assertThat(exitCode).isZero();
        }
        assertThat(frontDoor.problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("inTheBrowser")
    void echoesInTheBrowser(String mount, String transport) {
        Object result = chromium.driver()
                .executeAsyncScript(
                        "const done = arguments[2]; echoed(arguments[0], arguments[1]).then((r) => done(JSON.stringify(r)))",
                        mount,
                        transport);
        assertThat(String.valueOf(result)).contains("\"used\":\"" + transport + "\"", ALL_ECHOED);
        assertThat(frontDoor.problems()).isEmpty();
    }

    static Stream<Arguments> inNode() {
        return underBothMounts("websocket", "xhr-streaming", "eventsource", "xhr-polling");
    }

    static Stream<Arguments> inTheBrowser() {
        return underBothMounts(
                "websocket",
                "xhr-streaming",
                "eventsource",
                "iframe-eventsource",
                "htmlfile",
                "iframe-htmlfile",
                "xhr-polling",
                "iframe-xhr-polling",
                "jsonp-polling");
    }

    private static Stream<Arguments> underBothMounts(String... transports) {
        return Stream.of(PLAIN, WITH_ID)
                .flatMap(mount -> Stream.of(transports).map(transport -> Arguments.of(mount, transport)));
    }
}
