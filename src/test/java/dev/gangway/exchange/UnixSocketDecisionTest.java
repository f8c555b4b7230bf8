package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.decider;
import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.CanonicalPath;
import dev.gangway.message.Fields;
import dev.gangway.rules.BackendOrigin;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unix domain sockets come from the literal rules and from nowhere else (threats.md row 54, CVE-2021-40438). */
class UnixSocketDecisionTest {

    private static final String[] HANDSHAKE = {
        "Host",
        "f",
        "Connection",
        "Upgrade",
        "Upgrade",
        "websocket",
        "Sec-WebSocket-Version",
        "13",
        "Sec-WebSocket-Key",
        "AAAAAAAAAAAAAAAAAAAAAA=="
    };

    private static final String[] RULES = {
        "ProxyPassInterpolateEnv On",
        "ProxyCapturedHosts *.internal one.example",
        "SetEnvIf X-V (.*) V=$1",
        "RewriteEngine On",
        "RewriteRule ^/r/(.*) unix:/run/r.sock|http://r.name/$1 [P]",
        "RewriteRule ^/rt/(.*) http://tcp.name/$1 [P]",
        "RewriteRule ^/rg/([^/]+)/ http://$1/ [P]",
        "RewriteCond %{HTTP:X-V} (.*)",
        "RewriteRule ^/rv/(.*) http://tcp.name/%1 [P]",
        "RewriteRule ^/in/(.*) /$1",
        "ProxyPass /a/ unix:/run/a.sock|http://one.name/x/",
        "ProxyPass /b/ unix:/run/b.sock|http://one.name/x/",
        "ProxyPass /w/ unix:/run/w.sock|ws://w.name:81/",
        "ProxyPass /v/ unix:/run/v.sock|http://v.name/${V}/ interpolate",
        "ProxyPassMatch ^/m/(.*) unix:/run/m.sock|http://m.name/$1",
        "ProxyPassMatch ^/c/([^/]*)/ http://$1/",
        "ProxyPassMatch ^/ci/([^/]*)/ http://$1.internal/",
        "BalancerMember balancer://bal unix:/run/bal.sock|http://bal.name/y",
        "ProxyPass /bal/ balancer://bal/",
        "ProxyPass / http://tcp.name/"
    };

    private static final Set<String> SOCKETS = Set.of(
            "/run/r.sock", "/run/a.sock", "/run/b.sock", "/run/w.sock", "/run/v.sock", "/run/m.sock", "/run/bal.sock");

    @ParameterizedTest
    @CsvSource({
        "/a/1?q=2, unix:/run/a.sock|http://one.name, /x/1?q=2, one.name",
        "/b/1, unix:/run/b.sock|http://one.name, /x/1, one.name",
        "/w/1, unix:/run/w.sock|ws://w.name:81, /1, w.name:81",
        "/v/1, unix:/run/v.sock|http://v.name, /val/1, v.name",
        "/m/1/2, unix:/run/m.sock|http://m.name, /1/2, m.name",
        "/bal/1, unix:/run/bal.sock|http://bal.name, /y/1, bal.name",
        "/r/1, unix:/run/r.sock|http://r.name, /1, r.name",
        "/in/a/1, unix:/run/a.sock|http://one.name, /x/1, one.name",
        "/x, http://tcp.name, /x, tcp.name",
    })
    void aSocketIsReachedByItsRule(String target, String url, String backendTarget, String host) {
        assertThat(decider(RULES).decide(request("GET", target, fields("Host", "f", "X-V", "val"))))
                .isInstanceOfSatisfying(Decision.Forward.class, forward -> {
                    BackendRequest sent = forward.backendRequest();
                    assertThat(sent.origin().url()).isEqualTo(url);
                    assertThat(sent.target()).isEqualTo(backendTarget);
                    assertThat(sent.fields().all("Host")).containsExactly(host);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "/a/1, unix:/run/a.sock|http://one.name",
        "/w/1, unix:/run/w.sock|ws://w.name:81",
        "/r/1, unix:/run/r.sock|http://r.name",
    })
    void webSocketGoesTheSameWay(String target, String url) {
        assertThat(decider(RULES).decide(request("GET", target, fields(HANDSHAKE))))
                .isInstanceOfSatisfying(
                        Decision.Relay.class,
                        relay -> assertThat(relay.handshake().origin().url()).isEqualTo(url));
    }

    @Test
    void eachSocketHasPlacesOfItsOwn() {
        Decider decider = decider(RULES);
        Decision.Forward a = (Decision.Forward) decider.decide(request("GET", "/a/1", fields("Host", "f")));
        Decision.Forward b = (Decision.Forward) decider.decide(request("GET", "/b/1", fields("Host", "f")));
        assertThat(a.worker()).isNotSameAs(b.worker());
        assertThat(a.worker().definition().name()).isEqualTo("unix:/run/a.sock|http://one.name/x/");
    }

    /** As it is said in one of the ways in which a section may name it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Proxy http://one.name/>",
                "<Proxy http://one.name:80/x>",
                "<Proxy unix:/run/a.sock|http://one.name/x/>",
                "<Proxy UNIX:/run/a.sock|http://ONE.name:80/>",
                "<Proxy unix:/run/a.*>",
                "<Proxy *>",
                "<ProxyMatch ^http://one>",
                "<ProxyMatch ^unix:/run/[a]>",
            })
    void sectionsOfTheTargetHold(String section) {
        String close = "</" + section.substring(1).split(" ", 2)[0] + ">";
        Decider decider = decider(
                section,
                "Require all denied",
                close,
                RULES[3],
                "RewriteRule ^/r/(.*) unix:/run/a.sock|http://one.name/x/$1 [P]",
                RULES[10]);
        for (String target : new String[] {"/a/1", "/r/1"}) {
            assertThat(decider.decide(request("GET", target, fields("Host", "f"))))
                    .isInstanceOfSatisfying(
                            Decision.Refuse.class,
                            refuse -> assertThat(refuse.failure().error()).isEqualTo(ProxyError.ACCESS_DENIED));
        }
    }

    /** Where all is closed, only the name opens that httpd knows: for ProxyPass without the socket, for RewriteRule with it. */
    @ParameterizedTest
    @CsvSource({
        "/a/1, http://one.name/, true",
        "/a/1, unix:/run/a.sock|http://one.name/, false",
        "/r/1, http://r.name/, false",
        "/r/1, unix:/run/r.sock|http://r.name/, true",
    })
    void whatOneNameOpensTheOtherDoesNot(String target, String opened, boolean admitted) {
        Decider decider = decider(
                "<Proxy *>",
                "Require all denied",
                "</Proxy>",
                "<Proxy " + opened + ">",
                "Require all granted",
                "</Proxy>",
                RULES[3],
                RULES[4],
                RULES[10]);
        Decision decision = decider.decide(request("GET", target, fields("Host", "f")));
        assertThat(decision instanceof Decision.Forward).isEqualTo(admitted);
    }

    @Test
    void aSectionOfAnotherSocketDoesNotHold() {
        Decider decider =
                decider("<Proxy unix:/run/A.sock|http://one.name/>", "Require all denied", "</Proxy>", RULES[10]);
        assertThat(decider.decide(request("GET", "/a/1", fields("Host", "f")))).isInstanceOf(Decision.Forward.class);
    }

    @Test
    void aBlockedNameStaysBlocked() {
        assertThat(decider("ProxyBlock one.name", RULES[10]).decide(request("GET", "/a/1", fields("Host", "f"))))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refuse -> assertThat(refuse.failure().error()).isEqualTo(ProxyError.ACCESS_DENIED));
    }

    @Test
    void redirectsOfTheNameComeBack() {
        Decider decider = decider("ProxyPassReverse /a/ unix:/run/a.sock|http://one.name/x/", RULES[10]);
        ClientRequest clientRequest = request("GET", "/a/1", fields("Host", "f"));
        Decision.Forward forward = (Decision.Forward) decider.decide(clientRequest);
        for (String location : new String[] {"http://one.name/x/2", "http://ONE.name/x/2", "/x/2"}) {
            Optional<ClientResponse> planned = decider.planResponse(
                    clientRequest, forward.course(), new BackendResponse(302, fields("Location", location)), true);
            assertThat(planned.orElseThrow().fields().first("Location"))
                    .hasValueSatisfying(value -> assertThat(value).endsWith("/a/2"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/x?unix:/run/evil|http://evil/",
                "/unix:/run/evil%7Chttp://evil/",
                "/a/unix:/run/evil%7Chttp://evil/",
                "/m/unix:/run/evil%7Chttp://evil/",
                "/c/unix:%7Cone.example/",
                "/c/unix:/",
                "/ci/unix:%7Capp/",
                "/r/unix:/run/evil%7Chttp://evil/",
                "/rt/unix:/run/evil%7Chttp://evil/",
                "/rg/unix:%7Cone.example/",
                "/rv/x",
                "/in/unix:/run/evil%7Chttp://evil/",
                "/v/x",
            })
    void whatARequestBringsIsNeverASocket(String target) {
        assertOwnBackend(decider(RULES)
                .decide(request("GET", target, fields("Host", "f", "X-V", "unix:/run/evil|http://evil"))));
        String longest = target.replace("evil", "evil" + "A".repeat(5_000));
        assertOwnBackend(decider(RULES)
                .decide(request("GET", longest, fields("Host", "f", "X-V", "unix:/" + "A".repeat(5_000) + "|x"))));
    }

    @Test
    void randomRequestsReachNoOtherSocket() {
        Random random = new Random(54);
        Decider decider = decider(RULES);
        String[] parts = {
            "unix:",
            "/run/a.sock",
            "/run/evil",
            "%7C",
            "http://evil",
            "one.example",
            ".internal",
            "/",
            "%2F",
            "..",
            "%3A",
            "$1",
            "%24",
            "a",
            ";",
            "UNIX:"
        };
        String[] beginnings = {"/a/", "/b/", "/m/", "/c/", "/ci/", "/r/", "/rt/", "/rg/", "/rv/", "/in/", "/v/", "/"};
        int decided = 0;
        for (int i = 0; i < 10_000; i++) {
            StringBuilder path = new StringBuilder(beginnings[random.nextInt(beginnings.length)]);
            for (int part = random.nextInt(6); part >= 0; part--) {
                path.append(parts[random.nextInt(parts.length)]);
            }
            if (CanonicalPath.parse(path.toString()) instanceof CanonicalPath) {
                decided++;
                String value = parts[random.nextInt(parts.length)] + "/run/evil|http://evil";
                assertOwnBackend(decider.decide(request("GET", path.toString(), fields("Host", "f", "X-V", value))));
            }
        }
        assertThat(decided).isGreaterThan(3_000);
    }

    private static void assertOwnBackend(Decision decision) {
        if (decision instanceof Decision.Forward forward) {
            BackendOrigin origin = forward.backendRequest().origin();
            origin.socket().ifPresent(socket -> assertThat(SOCKETS).contains(socket));
            assertThat(origin.host()).matches("[a-z]+\\.name|one\\.example|[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.internal");
            Fields sent = forward.backendRequest().fields();
            assertThat(sent.all("Host")).containsExactly(origin.authority());
            assertThat(forward.backendRequest().target()).startsWith("/");
        } else {
            assertThat(decision).isInstanceOf(Decision.Refuse.class);
        }
    }
}
