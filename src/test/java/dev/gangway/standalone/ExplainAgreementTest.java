package dev.gangway.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.balancer.ManualTimer;
import dev.gangway.balancer.Workers;
import dev.gangway.exchange.ClientRequest;
import dev.gangway.exchange.Decider;
import dev.gangway.exchange.Decision;
import dev.gangway.mapping.Found;
import dev.gangway.message.CanonicalPath;
import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import dev.gangway.rules.ParseResult;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is explained is what the decider of live traffic decides, over every pair of a method and a target. */
class ExplainAgreementTest {

    private static final RuleSet RULES =
            ((ParseResult.Parsed) RulesParser.parse(List.of(new RulesSource("rules", """
                    <Proxy *>
                      Require all granted
                    </Proxy>
                    <Location /secret>
                      Require ip 10.0.0.0/8
                    </Location>
                    ProxyPass /admin !
                    ProxyPassMatch ^/(.*/__sockjs__/[0-9]+/.*) ws://b.example:3838/$1
                    ProxyPassMatch ^/dots(.*)$ http://b.example:3838/base$1
                    ProxyPass /plain http://c.example/none upgrade=NONE
                    ProxyPass /slash/ https://d.example/e%20f/ max=1
                    ProxyPass /secret http://b.example:3838/secret
                    ProxyPassReverse / http://b.example:3838/
                    """)))).rules();

    private static final RuleSet REWRITES =
            ((ParseResult.Parsed) RulesParser.parse(List.of(new RulesSource("rules", """
                    SetEnvIf Request_URI ^/to/(.*) WHERE=$1
                    RequestHeader set X-Where %{WHERE}e env=WHERE
                    Header always set X-Own 1
                    RewriteEngine On
                    RewriteCond %{HTTP:Upgrade} websocket [NC]
                    RewriteRule ^/socket/(.*) ws://b.example:3838/$1 [P]
                    RewriteRule ^/moved/(.*) /there/$1 [R=301]
                    RewriteRule ^/gone - [G]
                    RewriteRule ^/forbidden/ - [F]
                    RewriteRule ^/inner/(.*) /outer/$1
                    <Location /closed>
                      Require ip 10.0.0.0/8
                    </Location>
                    ProxyPass /enc http://c.example/ mapping=encoded
                    ProxyPass /outer/ http://b.example:3838/o/
                    ProxyPass /closed/ http://b.example:3838/c/
                    ProxyPass /to/ http://b.example:3838/${WHERE}/ interpolate
                    ProxyPassInterpolateEnv On
                    Redirect permanent /old https://new.example/older
                    RedirectMatch ^/older/(.*) /oldest/$1
                    <VirtualHost *:8080>
                      ServerName other.example
                      ProxyPass / http://d.example/
                    </VirtualHost>
                    """)))).rules();

    private static final ClientRequest.Connection CONNECTION =
            new ClientRequest.Connection("http", "front.example", 80, "192.0.2.7", "", 80, "", true);

    private final Decider live = new Decider(RULES, new Workers(RULES.workers(), new ManualTimer()));

    static List<String> requests() {
        List<String> requests = new ArrayList<>();
        for (String start : List.of("GET http", "POST http", "TRACE http", "GET ws")) {
            for (String path : List.of(
                    "/",
                    "/admin",
                    "/admin/x",
                    "/administrator",
                    "//admin/./x/",
                    "/%61dmin",
                    "/x/..;/admin",
                    "/admin;v=1/x",
                    "/a/__sockjs__/123/s/xhr",
                    "/a/__sockjs__/n=Xy1/websocket",
                    "/dots/x",
                    "/dots../x",
                    "/plain",
                    "/plain/%7Eu/%2B",
                    "/slash",
                    "/slash/x%20y%E4",
                    "/slash/a;b=c",
                    "/secret/x",
                    "/nothing")) {
                requests.add(start + "://front.example" + path);
                requests.add(start + "://front.example" + path + "?q=%2F&r=[]");
            }
        }
        return requests;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void explainedIsDecided(String request) {
        agrees(RULES, live, request);
    }

    @ParameterizedTest
    @MethodSource("rewritten")
    void explainedIsDecidedBehindRewriteRules(String request) {
        agrees(REWRITES, new Decider(REWRITES, new Workers(REWRITES.workers(), new ManualTimer())), request);
    }

    static List<String> rewritten() {
        List<String> requests = new ArrayList<>();
        for (String start : List.of("GET http", "POST http", "GET ws")) {
            for (String path : List.of(
                    "/moved/x%20y?q",
                    "/gone",
                    "/forbidden/x",
                    "/inner/a%2Bb",
                    "/inner/../x",
                    "/socket/s?a=b",
                    "/old/page?x=1",
                    "/older/page",
                    "/closed/x",
                    "/enc/a%2Fb",
                    "/%65nc/c",
                    "/to/there",
                    "/nothing")) {
                requests.add(start + "://front.example" + path);
            }
        }
        return requests;
    }

    private static void agrees(RuleSet rules, Decider live, String request) {
        Command.Explain question =
                (Command.Explain) Options.parse("explain", "rules", "--request", request, "--client", "192.0.2.7");
        List<String> explained = Explanation.of(rules, question);
        Decision decision = live.decide(clientRequest(request, live));
        if (decision instanceof Decision.Refuse refuse) {
            assertThat(explained)
                    .containsSequence(
                            "decision: refuse with " + refuse.failure().error().status() + ", "
                                    + refuse.failure().error().meaning(),
                            "  " + refuse.failure().detail());
        } else if (decision instanceof Decision.Redirect redirect) {
            assertThat(explained)
                    .containsSequence(
                            "decision: redirect with " + redirect.status() + ", by " + redirect.detail(),
                            "answer:",
                            "  Location: " + redirect.location());
        } else if (decision instanceof Decision.Forward forward) {
            assertThat(explained)
                    .contains("  " + forward.backendRequest().method() + " "
                            + forward.backendRequest().target() + " HTTP/1.1");
            agrees(
                    explained,
                    "forward as HTTP",
                    forward.course().mapped(),
                    forward.backendRequest().fields());
        } else if (decision instanceof Decision.Relay relay) {
            assertThat(explained).contains("  GET " + relay.handshake().target() + " HTTP/1.1");
            agrees(
                    explained,
                    "relay as WebSocket",
                    relay.course().mapped(),
                    relay.handshake().fields());
        }
    }

    private static void agrees(List<String> explained, String what, Found.Mapped mapped, Fields fields) {
        assertThat(explained)
                .contains("decision: " + what + ", by " + mapped.rule().position())
                .contains("to " + (mapped.origin().tls() ? "TLS " : "")
                        + mapped.origin().host() + ":" + mapped.origin().port() + ":")
                .containsSubsequence(fields.lines().stream()
                        .map(line -> "  " + line.name() + ": " + line.value())
                        .toList());
        List<String> matched = explained.stream()
                .filter(line -> line.startsWith("    matched: "))
                .toList();
        assertThat(matched).isNotEmpty();
        assertThat(explained.get(explained.lastIndexOf(matched.get(matched.size() - 1)) - 1))
                .isEqualTo(
                        "  " + mapped.rule().position() + ": " + mapped.rule().text());
    }

    /** Made by hand, not by the reader that explain uses. */
    private static ClientRequest clientRequest(String request, Decider live) {
        boolean handshake = request.contains(" ws://");
        String target = request.substring(request.indexOf("front.example") + "front.example".length());
        int mark = target.indexOf('?');
        Fields.Builder fields = Fields.builder().add("Host", "front.example");
        if (handshake) {
            fields.add("Connection", "Upgrade")
                    .add("Upgrade", "websocket")
                    .add("Sec-WebSocket-Version", "13")
                    .add("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==");
        }
        return new ClientRequest(
                "id",
                request.substring(0, request.indexOf(' ')),
                (CanonicalPath)
                        CanonicalPath.parse(mark < 0 ? target : target.substring(0, mark), live.paths(CONNECTION)),
                mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1)),
                fields.build(),
                new RequestContent.None(),
                CONNECTION,
                ClientRequest.Login.none());
    }
}
