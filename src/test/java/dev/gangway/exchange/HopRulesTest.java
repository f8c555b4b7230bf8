package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.decider;
import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules say about this proxy as one hop among others, and about the answers that it gives itself. */
class HopRulesTest {

    private static final Fields HOST = fields("Host", "front.example:8443");
    private static final String RULE =
            "\nProxyPass / http://b.example:3838/\nProxyPassReverse / http://b.example:3838/";

    @ParameterizedTest
    @CsvSource({
        "On, 1.1 gangway:8443",
        "Full, 1.1 gangway:8443 (Gangway)",
        "'On\nServerName www.example', 1.1 www.example:8443",
        "'On\nServerName www.example:443', 1.1 www.example"
    })
    void viaNamesThisHopAfterTheOthersInBothDirections(String value, String via) {
        String rules = "ProxyVia " + value + RULE;
        Decision.Forward forward = forward(rules, "GET", "/", with("Via", "1.0 other"));
        assertThat(forward.backendRequest().fields().all("Via")).containsExactly("1.0 other", via);
        assertThat(answer(rules, forward, fields("Via", "1.1 cache")).all("Via"))
                .containsExactly("1.1 cache", via);
    }

    @Test
    void viaOfOthersPassesUnlessItIsBlockedInRequests() {
        Decision.Forward off = forward(RULE, "GET", "/", with("Via", "1.0 other"));
        assertThat(off.backendRequest().fields().all("Via")).containsExactly("1.0 other");
        String blocking = "ProxyVia Block" + RULE;
        Decision.Forward block = forward(blocking, "GET", "/", with("Via", "1.0 other"));
        assertThat(block.backendRequest().fields().has("Via")).isFalse();
        assertThat(answer(blocking, block, fields("Via", "1.1 cache")).all("Via"))
                .containsExactly("1.1 cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "", "1 0", "1, 1", "+1", "0x1"})
    void maxForwardsThatIsNoNumberIsRefused(String value) {
        assertThat(refused(RULE, "GET", "/", with("Max-Forwards", value))
                        .failure()
                        .error())
                .isEqualTo(ProxyError.REQUEST_HEAD_MALFORMED);
    }

    @Test
    void maxForwardsIsCountedDownForEveryMethod() {
        for (String method : new String[] {"GET", "POST", "OPTIONS", "FOO"}) {
            assertThat(forward(RULE, method, "/", with("Max-Forwards", "10"))
                            .backendRequest()
                            .fields()
                            .all("Max-Forwards"))
                    .containsExactly("9");
        }
    }

    @Test
    void maxForwardsZeroEndsHere() {
        assertThat(refused(RULE, "GET", "/", with("Max-Forwards", "0"))
                        .failure()
                        .error())
                .isEqualTo(ProxyError.FORWARDED_TOO_OFTEN);
        Decision decision = decide(RULE, request("OPTIONS", "/", with("Max-Forwards", "0")));
        OwnPage page = ((Decision.Options) decision).page();
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.fields().first("Allow"))
                .hasValueSatisfying(methods ->
                        assertThat(methods).contains("GET", "OPTIONS").doesNotContain("TRACE"));
    }

    @Test
    void maxForwardsZeroDoesNotTellWhoMayNotAsk() {
        String rules = "<Proxy *>\nRequire all denied\n</Proxy>" + RULE;
        assertThat(refused(rules, "OPTIONS", "/", with("Max-Forwards", "0"))
                        .failure()
                        .error())
                .isEqualTo(ProxyError.ACCESS_DENIED);
    }

    @Test
    void requestsWithoutMaxForwardsGetTheRulesValue() {
        String rules = "ProxyMaxForwards 15" + RULE;
        assertThat(forward(rules, "GET", "/", HOST).backendRequest().fields().all("Max-Forwards"))
                .containsExactly("15");
        assertThat(forward(rules, "GET", "/", with("Max-Forwards", "3"))
                        .backendRequest()
                        .fields()
                        .all("Max-Forwards"))
                .containsExactly("2");
        assertThat(forward("ProxyMaxForwards -1" + RULE, "GET", "/", HOST)
                        .backendRequest()
                        .fields()
                        .has("Max-Forwards"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "b.example", "EXAMPLE", "other b.ex"})
    void blockedBackendsAreForbidden(String words) {
        assertThat(refused("ProxyBlock " + words + RULE, "GET", "/", HOST)
                        .failure()
                        .error())
                .isEqualTo(ProxyError.ACCESS_DENIED);
    }

    @Test
    void otherBackendsAreNotBlocked() {
        assertThat(forward("ProxyBlock c.example 3838" + RULE, "GET", "/", HOST))
                .isNotNull();
    }

    @Test
    void withoutFallbackASocketsRuleIsSkippedForPlainRequests() {
        String rules = "ProxyWebsocketFallbackToProxyHttp Off\nProxyPass /s ws://sockets/\nProxyPass / http://plain/";
        assertThat(forward(rules, "GET", "/s/x", HOST).backendRequest().origin().host())
                .isEqualTo("plain");
        assertThat(forward(rules, "GET", "/s/x", with("Upgrade", "other"))
                        .backendRequest()
                        .origin()
                        .host())
                .isEqualTo("sockets");
        assertThat(refused(rules.replace("ProxyPass / http://plain/", ""), "GET", "/s/x", HOST)
                        .failure()
                        .error())
                .isEqualTo(ProxyError.TARGET_NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "www.example, https://www.example/x",
        "www.example:8443, https://www.example:8443/x",
        "http://www.example, http://www.example/x",
        "https://www.example:443, https://www.example/x"
    })
    void canonicalRedirectsNameTheServer(String serverName, String location) {
        String rules = "UseCanonicalName On\nServerName " + serverName + RULE;
        Decision.Forward forward = forward(rules, "GET", "/", HOST);
        assertThat(answer(rules, forward, fields("Location", "http://b.example:3838/x"))
                        .all("Location"))
                .containsExactly(location);
    }

    @Test
    void announcedContentIsHeldAgainstTheLimitOfItsSection() {
        String rules = "LimitRequestBody 10" + RULE + "\n<Location /up>\nLimitRequestBody 20\n</Location>";
        assertThat(decide(rules, sized("/", 10))).isInstanceOf(Decision.Forward.class);
        assertThat(decide(rules, sized("/", 11))).isEqualTo(tooLong());
        assertThat(decide(rules, sized("/up/x", 20))).isInstanceOf(Decision.Forward.class);
        assertThat(decide("LimitRequestBody 0" + RULE, sized("/", 1L << 40))).isInstanceOf(Decision.Forward.class);
    }

    @Test
    void parametersInThePathDoNotUndoALimit() {
        String rules = RULE + "\n<Location /up>\nLimitRequestBody 10\n</Location>";
        assertThat(decide(rules, sized("/up;a=b", 11))).isInstanceOf(Decision.Refuse.class);
        String below = "LimitRequestBody 10" + RULE + "\n<Location /more>\nLimitRequestBody 20\n</Location>\n"
                + "<Location /any>\nLimitRequestBody 0\n</Location>\n<Location /same>\nErrorDocument 404 no\n</Location>";
        for (String path : new String[] {"/more;a=b", "/any;a=b", "/same", "/same;a=b"}) {
            assertThat(decide(below, sized(path, 10))).as(path).isInstanceOf(Decision.Forward.class);
            assertThat(decide(below, sized(path, 11))).as(path).isEqualTo(tooLong());
        }
        assertThat(decide(below, sized("/any", 11))).isInstanceOf(Decision.Forward.class);
    }

    @Test
    void ownAnswersHaveTheTextsOfTheRules() {
        String rules = "ErrorDocument 404 \"<p>not here</p>\"\nErrorDocument 403 no\n<Location /s>\n"
                + "ErrorDocument 404 \"not in s\"\n</Location>\n<Location /d>\nRequire all denied\n</Location>\n"
                + "ProxyPass /d http://b/\n<Location /own>\nErrorDocument 404 default\n</Location>";
        assertThat(refused(rules, "GET", "/x", HOST).page().document()).contains("<p>not here</p>");
        assertThat(refused(rules, "GET", "/s/x", HOST).page().document()).contains("not in s");
        assertThat(refused(rules, "GET", "/own", HOST).page().document()).isEmpty();
        assertThat(refused(rules, "GET", "/d", HOST).page().document()).contains("no");
    }

    private static Fields with(String name, String value) {
        return HOST.toBuilder().add(name, value).build();
    }

    private static Decision tooLong() {
        return new Decision.Refuse(
                new Failure(ProxyError.CONTENT_TOO_LONG, "11 octets announced"),
                OwnPage.of(ProxyError.CONTENT_TOO_LONG));
    }

    private static ClientRequest sized(String target, long octets) {
        ClientRequest plain = request("POST", target, HOST);
        return new ClientRequest(
                plain.id(),
                plain.method(),
                plain.path(),
                plain.query(),
                plain.fields(),
                new RequestContent.Sized(octets),
                plain.connection(),
                ClientRequest.Login.none());
    }

    private static Decision decide(String text, ClientRequest clientRequest) {
        return decider(text).decide(clientRequest);
    }

    private static Decision.Forward forward(String text, String method, String target, Fields fields) {
        return (Decision.Forward) decide(text, request(method, target, fields));
    }

    private static Decision.Refuse refused(String text, String method, String target, Fields fields) {
        return (Decision.Refuse) decide(text, request(method, target, fields));
    }

    private static Fields answer(String text, Decision.Forward forward, Fields received) {
        return decider(text)
                .planResponse(request("GET", "/", HOST), forward.course(), new BackendResponse(200, received), true)
                .orElseThrow()
                .fields();
    }
}
