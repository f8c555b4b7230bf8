package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static dev.gangway.exchange.Requests.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.balancer.ManualTimer;
import dev.gangway.balancer.Workers;
import dev.gangway.message.CanonicalPath;
import dev.gangway.message.Fields;
import dev.gangway.rules.RuleSet;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures choose a backend among those that the server lists, and no other whatever the client writes. */
class CapturedHostsTest {

    private static final String[] LIST = {
        "ProxyCapturedHosts *.internal:3838 One.Example 10.0.0.7:8080",
        "ProxyPassMatch ^/m/([^/]*)/(.*)$ http://$1/$2 max=3",
        "ProxyPassMatch ^/p/([^/]*)/([^/]*)/(.*)$ http://$1:$2/x/$3",
        "ProxyPassMatch ^/i/([^/]*)/(.*)$ http://$1.internal:3838/$2",
        "ProxyPassMatch ^/n/([^/]*)/ http://$1.internal:3838/fixed",
        "ProxyPassMatch ^/(u)?/([^/]*)/ http://$2$1.internal:3838/$9",
        "ProxyPassMatch ^/s/([^/]*)/ wss://$1/",
        "RewriteEngine On",
        "RewriteRule ^/r/([^/]*)/(.*)$ http://$1:3838/$2 [P]",
        "RewriteCond %{HTTP:X-App} (.*)",
        "RewriteRule ^/c/([^/]*)$ http://%1.internal:$1/ [P]",
    };

    private static final String[] HANDSHAKE = {
        "Host", "f",
        "Connection", "Upgrade",
        "Upgrade", "websocket",
        "Sec-WebSocket-Version", "13",
        "Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="
    };

    @ParameterizedTest
    @CsvSource({
        "/m/one.example/x, http://one.example/x",
        "/m/ONE.example/x%2By, http://one.example/x%2By",
        "/p/10.0.0.7/8080/y, http://10.0.0.7:8080/x/y",
        "/p/one.example/80/, http://one.example/x/",
        "/p/one.example/00080/, http://one.example/x/",
        "/i/app/, http://app.internal:3838/",
        "/i/a.b-c_d/z, http://a.b-c_d.internal:3838/z",
        "/i/%61pp/z, http://app.internal:3838/z",
        "/n/app/tail, http://app.internal:3838/fixed",
        "/u/app/, http://appu.internal:3838/",
        "/r/app.internal/z, http://app.internal:3838/z",
        "/c/3838, http://fromfield.internal:3838/",
    })
    void aListedBackendIsChosen(String path, String url) {
        Decision decision = decide(path, fields("Host", "f", "X-App", "fromfield"), LIST);
        assertThat(decision).isInstanceOfSatisfying(Decision.Forward.class, forward -> {
            BackendRequest backendRequest = forward.backendRequest();
            assertThat(backendRequest.origin().url() + backendRequest.target()).isEqualTo(url);
            assertThat(backendRequest.fields().first("Host"))
                    .contains(backendRequest.origin().authority());
            assertThat(forward.course().parameters().reuse()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/m/two.example/",
                "/m//",
                "/m/one.example:80/",
                "/m/one.example./",
                "/m/.one.example/",
                "/m/one.example%40evil.example/",
                "/m/evil.example%40one.example/",
                "/m/evil.example%23one.example/",
                "/m/evil.example%3Fone.example/",
                "/m/evil.example%5Cone.example/",
                "/m/one.example%20/",
                "/m/one.example%0D%0A/",
                "/m/one.example;x/",
                "/m/one.exampl%C3%A9/",
                "/m/internal/",
                "/m/127.0.0.1/",
                "/m/%5B::1%5D/",
                "/p/one.example/81/",
                "/p/one.example/080x/",
                "/p/one.example/+80/",
                "/p/one.example/000080/",
                "/p/one.example//",
                "/p/one.example/%EF%BC%98%EF%BC%90/",
                "/p/10.0.0.7/80/",
                "/p/.internal/3838/",
                "/p/internal/3838/",
                "/p/eviLinternal/3838/",
                "/p/a..internal/3838/",
                "/i/evil.example%3A80%23/",
                "/i/%24%7BHOST%7D/",
                "/i/$1/",
                "/i//",
                "/r/evil.example/z",
                "/r/one.example/z",
                "/c/80",
            })
    void nothingElseIs(String path) {
        Decision decision = decide(path, fields("Host", "f", "X-App", "fromfield"), LIST);
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.failure().error())
                                .isIn(
                                        ProxyError.BACKEND_UNLISTED,
                                        // spellings that no rule is asked about
                                        ProxyError.TARGET_NOT_FOUND,
                                        ProxyError.TARGET_AMBIGUOUS));
    }

    @Test
    void theRefusalIs403AndNamesTheRule() {
        assertThat(decide("/m/two.example/", fields("Host", "f"), LIST))
                .isInstanceOfSatisfying(Decision.Refuse.class, refuse -> {
                    assertThat(refuse.failure().error()).isEqualTo(ProxyError.BACKEND_UNLISTED);
                    assertThat(refuse.failure().error().status()).isEqualTo(403);
                    assertThat(refuse.failure().detail()).isEqualTo("rule of test.conf:2");
                    assertThat(refuse.page().status()).isEqualTo(403);
                });
        assertThat(decide("/r/two.example/", fields("Host", "f"), LIST))
                .isInstanceOfSatisfying(Decision.Refuse.class, refuse -> {
                    assertThat(refuse.failure().error()).isEqualTo(ProxyError.BACKEND_UNLISTED);
                    assertThat(refuse.failure().detail()).isEqualTo("RewriteRule of test.conf:9");
                });
    }

    @Test
    void webSocketGoesTheSameWay() {
        assertThat(decide("/s/one.example/", fields(HANDSHAKE), "ProxyCapturedHosts one.example:443", LIST[6]))
                .isInstanceOfSatisfying(
                        Decision.Relay.class,
                        relay -> assertThat(relay.handshake().origin().url()).isEqualTo("wss://one.example"));
        assertThat(decide("/i/app/", fields(HANDSHAKE), LIST))
                .isInstanceOfSatisfying(
                        Decision.Relay.class,
                        relay -> assertThat(relay.handshake().origin().url()).isEqualTo("http://app.internal:3838"));
        assertThat(decide("/s/two.example/", fields(HANDSHAKE), LIST))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.failure().error()).isEqualTo(ProxyError.BACKEND_UNLISTED));
    }

    @Test
    void allOfARulesBackendsShareItsPlaces() {
        RuleSet rules = rules(
                "ServerLimit 1",
                "ProxyCapturedHosts *.internal",
                "ProxyPassMatch ^/([a-z]+) http://$1.internal/ max=3");
        Decider decider = new Decider(rules, new Workers(rules.workers(), new ManualTimer()));
        Decision.Forward one = (Decision.Forward) decider.decide(request("GET", "/one", fields("Host", "f")));
        Decision.Forward two = (Decision.Forward) decider.decide(request("GET", "/two", fields("Host", "f")));
        assertThat(one.backendRequest().origin())
                .isNotEqualTo(two.backendRequest().origin());
        assertThat(one.worker()).isSameAs(two.worker());
        assertThat(one.worker().definition().parameters().max()).hasValue(3);
    }

    @ParameterizedTest
    @CsvSource({
        "<Proxy http://app.internal:3838/z>, /i/app/z, false",
        "<Proxy http://app.internal:3838/z>, /i/APP/z, false",
        "<Proxy http://app.internal:3838/z>, /i/other/z, true",
        "<ProxyMatch ^http://other>, /i/other/z, false",
        "<Proxy http://app.internal:3838/z>, /r/app.internal/z, false",
    })
    void sectionsSeeTheChosenBackend(String section, String path, boolean admitted) {
        String name = section.substring(1).split(" ", 2)[0];
        Decision decision = decide(
                path,
                fields("Host", "f"),
                (String.join("\n", LIST) + "\n" + section + "\nRequire all denied\n</" + name + ">").split("\n"));
        assertThat(decision instanceof Decision.Forward).isEqualTo(admitted);
    }

    @Test
    void aBlockedBackendStaysBlocked() {
        assertThat(decide(
                        "/i/secret/",
                        fields("Host", "f"),
                        "ProxyBlock secret",
                        "ProxyCapturedHosts *.internal:3838",
                        LIST[3]))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.failure().error()).isEqualTo(ProxyError.ACCESS_DENIED));
    }

    /** Whatever is sent, no decision leads outside of the list. */
    @Test
    void randomPathsNeverLeaveTheList() {
        Random random = new Random(20240);
        RuleSet rules = rules(LIST);
        Decider decider = new Decider(rules, new Workers(rules.workers(), new ManualTimer()));
        String[] parts = {
            "one.example", "evil.example", ".internal", "app", "3838", "80", ":", "%40", "%2F", "/", "%23", "%3F",
                    "%5C",
            ".", "..", ";", "%00", "%0A", "@", "$1", "%25", "[", "x", "%C3%A9", "-", "_"
        };
        String[] rulesOf = {"/m/", "/p/", "/i/", "/n/", "/u/", "/s/", "/r/", "/c/"};
        int forwarded = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder path = new StringBuilder(rulesOf[random.nextInt(rulesOf.length)]);
            for (int part = random.nextInt(5); part >= 0; part--) {
                path.append(parts[random.nextInt(parts.length)]);
            }
            if (random.nextBoolean()) {
                path.append("/tail");
            }
            if (CanonicalPath.parse(path.toString()) instanceof CanonicalPath) {
                Decision decision = decider.decide(request(
                        "GET", path.toString(), fields("Host", "f", "X-App", parts[random.nextInt(parts.length)])));
                if (decision instanceof Decision.Forward forward) {
                    forwarded++;
                    assertThat(forward.backendRequest().origin().authority().toLowerCase(Locale.ROOT))
                            .as(path.toString())
                            .matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.internal:3838|one\\.example|10\\.0\\.0\\.7:8080");
                }
            }
        }
        assertThat(forwarded).isGreaterThan(500);
    }

    private static Decision decide(String path, Fields fields, String... lines) {
        RuleSet rules = rules(lines);
        return new Decider(rules, new Workers(rules.workers(), new ManualTimer())).decide(request("GET", path, fields));
    }
}
