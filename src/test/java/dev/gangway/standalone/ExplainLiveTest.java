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
import java.util.Set;
import java.util.TreeSet;
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

    private static final String RULED = """
            <VirtualHost *>
              ServerName plain.example
              ProxyPass / URL/plain/
            </VirtualHost>
            <VirtualHost *>
              ServerName ruled.example
              ProxyVia On
              RequestHeader set X-Ruled yes
              RequestHeader unset X-Mine
              Header set X-On-Success yes
              Header always set X-Always yes
              <Location /closed/>
                Require ip 192.0.2.1
                Header always set X-Always closed
              </Location>
              <Location /new/>
                RequestHeader set X-Where new
                Header always set X-Always new
              </Location>
              RewriteEngine On
              RewriteCond %{HTTP:X-Mine} !^$
              RewriteCond %{QUERY_STRING} away
              RewriteRule ^/moved/(.*)$ /else/$1 [R=301,QSD]
              RewriteRule ^/gone - [G]
              RewriteRule ^/forbidden - [F]
              RewriteRule ^/chosen/(.*)$ URL/new/$1 [P]
              RewriteRule ^/old/(.*)$ /new/$1
              ProxyPass /new/nowhere !
              ProxyPass / URL/
              ProxyPassReverse /new/ URL/
            </VirtualHost>
            """;

    private static final List<String> RULED_TARGETS = List.of(
            "/",
            "/moved/a%20b?away",
            "/moved/a",
            "/gone",
            "/forbidden/x",
            "/chosen/a%20b?c=%2F",
            "/old/x%2By",
            "/old/nowhere",
            "/old/../closed/x",
            "/new/x",
            "/closed/x");

    @Test
    void theClientGetsWhatIsExplained(@TempDir Path folder) throws Exception {
        try (FakeBackend backend = FakeBackend.start()) {
            String url = "http://" + backend.authority();
            backend.on("/", call -> call.answer("302 Found", "", "Location: " + url + "/l"));
            Path rules = Files.writeString(folder.resolve("rules.conf"), RULED.replace("URL", url));
            Serve serve = new Serve(new Place("127.0.0.1", 0, ""), new RulesFile(rules));
            try (GangwayApplication gangway = new GangwayApplication(serve)) {
                gangway.start();
                int port = URI.create(gangway.description().split(" ", 2)[0]).getPort();
                Set<String> decisions = new TreeSet<>();
                for (String target : RULED_TARGETS) {
                    for (String host : List.of("plain.example", "ruled.example", "other.example")) {
                        decisions.add(compare(backend, rules, url, port, host, target));
                    }
                }
                // nothing of it is compared in vain
                assertThat(decisions)
                        .containsExactly(
                                "forward",
                                "redirect with 301",
                                "refuse with 403",
                                "refuse with 404",
                                "refuse with 410");
            }
        }
    }

    private static void compare(FakeBackend backend, Path rules, String url, int port, String target) throws Exception {
        compare(backend, rules, url, port, "127.0.0.1:" + port, target);
    }

    /** Returns the decision in a few words. */
    private static String compare(FakeBackend backend, Path rules, String url, int port, String host, String target)
            throws Exception {
        List<String> explained =
                explain(rules, "GET http://" + host + target, "--header=X-Mine: ä", "--location=" + url + "/l");
        int before = backend.heads().size();
        RawResponse response = RawClient.exchange(
                port,
                "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nX-Mine: " + RequestLine.octets("ä")
                        + "\r\nConnection: close\r\n\r\n");
        String decision = explained.stream()
                .filter(line -> line.startsWith("decision: "))
                .map(line -> line.substring("decision: ".length()).split(",| as ", 2)[0])
                .findFirst()
                .orElseThrow();
        List<RawHead> heads = backend.heads();
        if (heads.size() == before) {
            assertThat(decision)
                    .as(host + target)
                    .endsWith(" with " + response.head().status());
            hasFields(response, explained, "answer:");
            return decision;
        }
        RawHead head = heads.get(before);
        List<String> wire = new ArrayList<>(List.of("  " + head.startLine()));
        head.fieldLines().forEach(line -> wire.add("  " + line.replace(RequestLine.octets("ä"), "\\xC3\\xA4")));
        int start = explained.indexOf("  " + head.startLine());
        assertThat(start).as(host + target + " in " + explained).isPositive();
        assertThat(explained.subList(start, explained.indexOf("fields that differ from the client's:")))
                .isEqualTo(wire);
        hasFields(response, explained, "comes back:");
        assertThat(explained).contains("  Location: " + response.head().value("Location"));
        return decision;
    }

    /** Whether each field named behind the title came, as often as it is named, and none of the rules' that is not. */
    private static void hasFields(RawResponse response, List<String> explained, String title) {
        List<String> named = explained.subList(explained.indexOf(title) + 1, explained.size()).stream()
                .filter(line -> line.contains(": "))
                .map(String::strip)
                .toList();
        assertThat(response.head().fieldLines())
                .as(String.join("\n", explained))
                .containsAll(named);
        assertThat(response.head().fieldLines().stream().filter(line -> line.matches("(Location|Via|X-(On|Always)).*")))
                .as(String.join("\n", explained))
                .isSubsetOf(named);
    }

    private static List<String> explain(Path rules, String request, String... options) {
        List<String> words = new ArrayList<>(List.of("explain", rules.toString(), "--request", request));
        words.addAll(List.of(options));
        Command.Explain question = (Command.Explain) Options.parse(words.toArray(String[]::new));
        return Explanation.of(
                new RulesCheck(System.out, System.err, Map.of()).read(rules).orElseThrow(), question);
    }
}
