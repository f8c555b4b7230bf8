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
        Command.Explain question =
                (Command.Explain) Options.parse("explain", "rules", "--request", request, "--client", "192.0.2.7");
        List<String> explained = Explanation.of(RULES, question);
        Decision decision = live.decide(clientRequest(request));
        if (decision instanceof Decision.Refuse refuse) {
            assertThat(explained)
                    .endsWith(
                            "decision: refuse with " + refuse.failure().error().status() + ", "
                                    + refuse.failure().error().meaning(),
                            "  " + refuse.failure().detail());
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
        assertThat(matched).hasSize(1);
        assertThat(explained.get(explained.indexOf(matched.get(0)) - 1))
                .isEqualTo(
                        "  " + mapped.rule().position() + ": " + mapped.rule().text());
    }

    /** Made by hand, not by the reader that explain uses. */
    private static ClientRequest clientRequest(String request) {
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
                (CanonicalPath) CanonicalPath.parse(mark < 0 ? target : target.substring(0, mark)),
                mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1)),
                fields.build(),
                new RequestContent.None(),
                new ClientRequest.Connection("http", "front.example", 80, "192.0.2.7", "", 80, "", true),
                ClientRequest.Login.none());
    }
}
