package dev.gangway.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.standalone.Command.Place;
import dev.gangway.standalone.Command.RulesFile;
import dev.gangway.standalone.Command.Serve;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.RawResponse;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is explained is what a backend of the running proxy gets, octet by octet, and what the client gets back. */
class ExplainLiveTest {

    private static final List<String> TARGETS = List.of(
            "/",
            "/x?y=%2F&z",
            "/a%20b/%7Ec/%2B",
            "//a/./b/../c",
            "/app/x;p=1",
            "/ws/1/xhr",
            "/admin/x",
            "/%61dmin",
            "/x/..;/admin",
            "/secret",
            "/x%2Fy",
            "/dots../x");

    @Test
    void theBackendGetsWhatIsExplained(@TempDir Path folder) throws Exception {
        try (FakeBackend backend = FakeBackend.start()) {
            String url = "http://" + backend.authority();
            backend.on("/", call -> call.answer("302 Found", "", "Location: " + url + "/l", "Set-Cookie: a=1; Path=/"));
            Path rules = Files.writeString(
                    folder.resolve("rules.conf"), """
                    <Location /secret>
                      Require ip 192.0.2.1
                    </Location>
                    ProxyPass /admin !
                    ProxyPassMatch ^/ws/(.*) ws://BACKEND/w/$1 disablereuse=on
                    ProxyPassMatch ^/dots(.*) URL/base$1
                    ProxyPass / URL/
                    ProxyPassReverse / URL/
                    """.replace("URL", url).replace("BACKEND", backend.authority()));
            Serve serve = new Serve(new Place("127.0.0.1", 0, ""), new RulesFile(rules));
            try (GangwayApplication gangway = new GangwayApplication(serve)) {
                gangway.start();
                int port = URI.create(gangway.description().split(" ", 2)[0]).getPort();
                for (String target : TARGETS) {
                    compare(backend, rules, url, port, target);
                }
            }
        }
    }

    private static void compare(FakeBackend backend, Path rules, String url, int port, String target) throws Exception {
        List<String> explained = explain(
                rules, "GET http://127.0.0.1:" + port + target, "--header=X-Mine: ä", "--location=" + url + "/l");
        int before = backend.heads().size();
        RawResponse response = RawClient.exchange(
                port,
                "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nX-Mine: " + RequestLine.octets("ä")
                        + "\r\nConnection: close\r\n\r\n");
        List<RawHead> heads = backend.heads();
        if (heads.size() == before) {
            assertThat(explained)
                    .as(target)
                    .anyMatch(line -> line.startsWith(
                            "decision: refuse with " + response.head().status() + ","));
            return;
        }
        RawHead head = heads.get(before);
        List<String> wire = new ArrayList<>(List.of("  " + head.startLine()));
        head.fieldLines().forEach(line -> wire.add("  " + line.replace(RequestLine.octets("ä"), "\\xC3\\xA4")));
        int start = explained.indexOf("  " + head.startLine());
        assertThat(start).as(target + " in " + explained).isPositive();
        assertThat(explained.subList(start, explained.indexOf("fields that differ from the client's:")))
                .isEqualTo(wire);
        assertThat(explained.get(explained.size() - 1))
                .isEqualTo("  Location: " + response.head().value("Location"));
    }

    private static List<String> explain(Path rules, String request, String... options) {
        List<String> words = new ArrayList<>(List.of("explain", rules.toString(), "--request", request));
        words.addAll(List.of(options));
        Command.Explain question = (Command.Explain) Options.parse(words.toArray(String[]::new));
        return Explanation.of(
                new RulesCheck(System.out, System.err, Map.of()).read(rules).orElseThrow(), question);
    }
}
