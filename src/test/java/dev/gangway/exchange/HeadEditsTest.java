package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.decide;
import static dev.gangway.exchange.Requests.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.Fields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RequestHeader, SetEnvIf and their kin, from the rules to the planned request. */
class HeadEditsTest {

    private static final String RULE = "\nProxyPass / http://b/\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set X new|old|new",
                "set X new||new",
                "setifempty X new|old|old",
                "setifempty X new||new",
                "append X new|old|old, new",
                "append X new||new",
                "merge X new|old|old, new",
                "merge X b|a, b|a, b",
                "merge X c|'\"b, c\"'|'\"b, c\", c'",
                "add X new|old|old / new",
                "unset X|old|''",
                "edit X o(l) $1-$1|oldold|l-ldold",
                "edit X z y|old|old",
                "edit* X o 0|ooldo|00ld0",
                "edit* X x* y|aa|yaa",
                "set x: %%%{none}e|old|%(null)",
                "set X new early|old|new"
            })
    void anActionOnARequest(String line, @Nullable String received, String expected) {
        Fields sent = received == null ? fields("Host", "f") : fields("Host", "f", "X", received);
        assertThat(String.join(
                        " / ", forwarded("RequestHeader " + line + RULE, sent).all("X")))
                .isEqualTo(expected);
    }

    @Test
    void aLineThatIsSetStaysInItsPlace() {
        Fields planned = forwarded(
                "ProxyAddHeaders Off\nRequestHeader set A 2" + RULE, fields("Host", "f", "A", "1", "B", "1", "A", "3"));
        assertThat(planned).isEqualTo(fields("Host", "b", "A", "2", "B", "1"));
    }

    @Test
    void theOperatorsForwardedFieldsWin() {
        Fields planned =
                forwarded("""
                RequestHeader set X-Forwarded-Proto http
                RequestHeader set X-Forwarded-Port 80
                RequestHeader set X-Forwarded-For 198.51.100.1
                """ + RULE, fields("Host", "f", "X-Forwarded-For", "6.6.6.6", "X-Forwarded-Proto", "forged"));
        assertThat(planned.all("X-Forwarded-Proto")).containsExactly("http");
        assertThat(planned.all("X-Forwarded-Port")).containsExactly("80");
        assertThat(planned.all("X-Forwarded-For")).containsExactly("198.51.100.1, 192.0.2.7");
    }

    @Test
    void forwardedFieldsThatAreUnsetAreAddedAfterwards() {
        Fields planned = forwarded("RequestHeader unset X-Forwarded-For" + RULE, fields("Host", "f"));
        assertThat(planned.all("X-Forwarded-For")).containsExactly("192.0.2.7");
    }

    @Test
    void aHandshakeGetsTheSameFields() {
        Decision decision = decide(
                "RequestHeader set X-A %{v}e\nRequestHeader unset Authorization\nSetEnvIf Origin (f) v=$1" + RULE,
                "/",
                fields(
                        "Host", "f",
                        "Connection", "Upgrade",
                        "Upgrade", "websocket",
                        "Sec-WebSocket-Version", "13",
                        "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
                        "Authorization", "Basic x",
                        "Origin", "https://f"));
        Fields planned = ((Decision.Relay) decision).handshake().fields();
        assertThat(planned.all("X-A")).containsExactly("f");
        assertThat(planned.has("Authorization")).isFalse();
    }

    @Test
    void hostIsTheBackendsUnlessPreserved() {
        Fields host = fields("Host", "f");
        Fields planned = forwarded("RequestHeader set Host inner" + RULE, host);
        assertThat(planned.all("Host")).containsExactly("b");
        assertThat(planned.all("X-Forwarded-Host")).containsExactly("inner");
        assertThat(forwarded("ProxyPreserveHost On\nRequestHeader set Host inner" + RULE, host)
                        .all("Host"))
                .containsExactly("inner");
    }

    @Test
    void cookiesAreOneLineForAnEdit() {
        Fields planned = forwarded(
                "RequestHeader edit Cookie \"; secret=[^;]*\" \"\"" + RULE,
                fields("Host", "f", "Cookie", "a=1", "Cookie", "secret=2", "Cookie", "b=3"));
        assertThat(planned.all("Cookie")).containsExactly("a=1; b=3");
    }

    @Test
    void linesOfOneNameAreOneListForAnEdit() {
        Fields planned = forwarded(
                "RequestHeader append X-A end\nRequestHeader edit X-B b+ <$0>" + RULE,
                fields("Host", "f", "X-A", "a", "X-A", "b", "X-B", "b", "X-B", "bb", "X-C", "c", "X-C", "d"));
        assertThat(planned.all("X-A")).containsExactly("a, b, end");
        assertThat(planned.all("X-B")).containsExactly("<b>, bb");
        assertThat(planned.all("X-C")).containsExactly("c", "d");
    }

    @Test
    void blanksLastUntilTheLastEdit() {
        Fields planned = forwarded(
                "RequestHeader set X \"a %{none}e\"\nRequestHeader edit X \\(null\\) \"\"\nRequestHeader append X b"
                        + RULE,
                fields("Host", "f"));
        assertThat(planned.all("X")).containsExactly("a , b");
    }

    @Test
    void mergeLooksAtTheFirstLineOnly() {
        Fields planned = forwarded(
                "RequestHeader set X a\nRequestHeader add X b\nRequestHeader merge X b" + RULE, fields("Host", "f"));
        assertThat(planned.all("X")).containsExactly("a, b", "b");
    }

    @Test
    void setEnvLeavesWhatSetEnvIfSaid() {
        Fields planned = forwarded(
                "SetEnvIf Accept text v=matched\nSetEnv v set\nRequestHeader set X %{v}e" + RULE,
                fields("Host", "f", "Accept", "text/html"));
        assertThat(planned.all("X")).containsExactly("matched");
    }

    @Test
    void aVariableCannotSplitAField() {
        Fields planned = forwarded(
                "SetEnvIf Request_URI (.*) uri=$1\nRequestHeader set X %{uri}e" + RULE,
                "/a%0D%0AY:b%7F%E2%82%AC",
                fields("Host", "f"));
        assertThat(planned.all("X")).containsExactly("/a  Y:b \u00e2\u0082\u00ac");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expr=%{REQUEST_SCHEME}|https",
                "'expr=%{HTTP_HOST}:%{SERVER_PORT}'|f:8443",
                "expr=%{REMOTE_ADDR}|192.0.2.7",
                "expr=%{HTTPS}|on",
                "expr=%{HTTP:accept}|*/*",
                "expr=%{reqenv:none}|''",
                "expr=%{REQUEST_METHOD}|GET"
            })
    void simpleExpressionsAreFilledIn(String value, String expected) {
        Fields planned = forwarded("RequestHeader set X " + value + RULE, fields("Host", "f", "Accept", "*/*"));
        assertThat(planned.all("X")).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SetEnvIf Remote_Addr ^192\\.0\\.2\\.7$ v=in|in",
                "SetEnvIf Remote_Host ^192 v|1",
                "SetEnvIf Server_Addr 2\\.1$ v|1",
                "SetEnvIf Request_Method ^GET$ v|1",
                "SetEnvIf Request_Method ^get$ v|(null)",
                "SetEnvIfNoCase Request_Method ^get$ v|1",
                "SetEnvIf Request_Protocol ^HTTP/1\\.1$ v|1",
                "SetEnvIf Request_URI ^/p/(.*)$ v=$1-$1|x-x",
                "SetEnvIf Missing ^$ v=none|none",
                "SetEnvIf host ^f$ v=host|host",
                "BrowserMatch Moz v=moz|moz",
                "BrowserMatch moz v=moz|(null)",
                "BrowserMatchNoCase moz v=moz|moz",
                "SetEnv v set|set",
                "SetEnv v|''"
            })
    void variables(String line, String expected) {
        Fields planned = forwarded(
                line + "\nRequestHeader set X \"%{v}e\"" + RULE, "/p/x", fields("Host", "f", "User-Agent", "Mozilla"));
        assertThat(planned.all("X")).containsExactly(expected);
    }

    @Test
    void laterLinesSeeAndRemoveEarlierVariables() {
        String rules = """
                SetEnvIf Host f one=1 two=2
                SetEnvIf ONE 1 three=3
                SetEnvIf three 3 !two
                RequestHeader set X "%{two}e %{three}e"
                """;
        assertThat(forwarded(rules + RULE, fields("Host", "f")).all("X")).containsExactly("(null) 3");
    }

    @Test
    void sectionsSetVariablesAfterTheServerAndSetEnvSetsTheRest() {
        String rules = """
                SetEnvIf Host f a=server b=server c=server
                SetEnv c assigned
                SetEnv d assigned
                RequestHeader set X "%{a}e %{b}e %{c}e %{d}e"
                <Location /x>
                  SetEnvIf Host f b=section
                  UnsetEnv d
                </Location>
                """;
        assertThat(forwarded(rules + RULE, "/x", fields("Host", "f")).all("X"))
                .containsExactly("server section server (null)");
        assertThat(forwarded(rules + RULE, "/y", fields("Host", "f")).all("X"))
                .containsExactly("server server server assigned");
    }

    @Test
    void conditionsAskTheVariables() {
        String rules = """
                SetEnvIf Host ^f$ inside
                RequestHeader set X-In 1 env=inside
                RequestHeader set X-Out 1 env=!inside
                """;
        Fields in = forwarded(rules + RULE, fields("Host", "f"));
        assertThat(in.has("X-In")).isTrue();
        assertThat(in.has("X-Out")).isFalse();
        Fields out = forwarded(rules + RULE, fields("Host", "g"));
        assertThat(out.has("X-In")).isFalse();
        assertThat(out.has("X-Out")).isTrue();
    }

    @Test
    void noProxyKeepsRulesFromBeingTried() {
        String rules = "SetEnvIf Request_URI ^/static/ no-proxy" + RULE;
        assertThat(refused(rules, "/static/x")).isEqualTo(ProxyError.TARGET_NOT_FOUND);
        assertThat(decide(rules, "/other", fields("Host", "f"))).isInstanceOf(Decision.Forward.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%73tatic", "//static", "/x/../static", "/static;x"})
    void noSpellingEscapesNoProxy(String target) {
        ProxyError error = refused("SetEnvIf Request_URI ^/static$ no-proxy" + RULE, target);
        assertThat(error).isEqualTo(target.contains(";") ? ProxyError.TARGET_AMBIGUOUS : ProxyError.TARGET_NOT_FOUND);
    }

    @Test
    void earlyLinesComeBeforeVariables() {
        String rules = "RequestHeader unset X-In early\nSetEnvIf X-In . no-proxy" + RULE;
        assertThat(decide(rules, "/", fields("Host", "f", "X-In", "1"))).isInstanceOf(Decision.Forward.class);
    }

    @Test
    void noKeepAliveSparesNoConnection() {
        String rules = "SetEnvIf Host once proxy-nokeepalive" + RULE;
        Course once = ((Decision.Forward) decide(rules, "/", fields("Host", "once"))).course();
        Course kept = ((Decision.Forward) decide(rules, "/", fields("Host", "f"))).course();
        assertThat(once.parameters().reuse()).isFalse();
        assertThat(kept.parameters().reuse()).isTrue();
    }

    @Test
    void setEnvAndUnsetEnvCountInTheirOrder() {
        String rules = """
                SetEnv a 1
                UnsetEnv a
                UnsetEnv b
                SetEnv b 2
                RequestHeader set X "%{a}e %{b}e"
                """;
        assertThat(forwarded(rules + RULE, fields("Host", "f")).all("X")).containsExactly("(null) 2");
    }

    private static Fields forwarded(String rules, Fields fields) {
        return forwarded(rules, "/", fields);
    }

    private static Fields forwarded(String rules, String target, Fields fields) {
        return ((Decision.Forward) decide(rules, target, fields))
                .backendRequest()
                .fields();
    }

    private static ProxyError refused(String rules, String target) {
        return ((Decision.Refuse) decide(rules, target, fields("Host", "f")))
                .failure()
                .error();
    }
}
