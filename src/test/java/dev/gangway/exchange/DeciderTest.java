package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.decider;
import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeciderTest {

    private static final String[] HANDSHAKE = {
        "Host", "front.example:8443",
        "Connection", "keep-alive, Upgrade",
        "Upgrade", "websocket",
        "Sec-WebSocket-Version", "13",
        "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol", "a, b",
        "Origin", "https://front.example:8443",
        "Cookie", "c=1"
    };

    @Test
    void hostComesFirstAndForwardedFieldsLast() {
        assertThat(forwarded(
                        "ProxyPass / http://b:3838/",
                        "GET",
                        "/x?y",
                        fields("Accept", "*/*", "Host", "front.example:8443")))
                .isEqualTo(fields(
                        "Host", "b:3838",
                        "Accept", "*/*",
                        "X-Forwarded-For", "192.0.2.7",
                        "X-Forwarded-Host", "front.example:8443",
                        "X-Forwarded-Server", "front.example",
                        "X-Forwarded-Proto", "https",
                        "X-Forwarded-Port", "8443"));
    }

    @Test
    void preservedHostIsTheClientsOwn() {
        Fields planned = forwarded(
                "ProxyPreserveHost On\nProxyPass / http://b:3838/", "GET", "/", fields("Host", "Front.Example:8443"));
        assertThat(planned.first("Host")).contains("Front.Example:8443");
    }

    @Test
    void sectionsGoOverTheServersSettingsTheLaterLast() {
        String rules = """
                ProxyPass / http://b:3838/
                <Location /kept>
                  ProxyPreserveHost On
                </Location>
                <Proxy http://b:3838/kept>
                  ProxyPreserveHost Off
                </Proxy>
                <LocationMatch "^/kept/not/[0-9]+$">
                  ProxyPreserveHost Off
                  ProxyAddHeaders Off
                </LocationMatch>
                """;
        Fields host = fields("Host", "f");
        assertThat(forwarded(rules, "GET", "/", host).first("Host")).contains("b:3838");
        assertThat(forwarded(rules, "GET", "/kept/x", host).first("Host")).contains("f");
        assertThat(forwarded(rules, "GET", "/kept/not/7", host)).isEqualTo(fields("Host", "b:3838"));
    }

    @Test
    void theVirtualHostOfTheNameDecides() {
        String rules = """
                <VirtualHost *:443>
                  ServerName other.example
                  ProxyPass / http://other/
                </VirtualHost>
                <VirtualHost *:443>
                  ServerName front.example
                  ProxyPreserveHost On
                  ProxyPass / http://b/
                </VirtualHost>
                """;
        Fields forwarded = forwarded(rules, "GET", "/", fields("Host", "front.example:8443"));
        assertThat(forwarded.first("Host")).contains("front.example:8443");
    }

    @Test
    void aSectionWhosePatternGivesUpRefusesTheRequest() {
        String rules = """
                ProxyPass / http://b/
                <LocationMatch "^/(?!z)(.*a){9}x$">
                  Require all denied
                </LocationMatch>
                """;
        assertThat(refused(rules, "GET", "/" + "a".repeat(4000), fields("Host", "f")))
                .isEqualTo(ProxyError.TARGET_AMBIGUOUS);
        assertThat(forwarded(rules, "GET", "/b", fields("Host", "f")).first("Host"))
                .contains("b");
    }

    @Test
    void variablesOfTheRequestDecideAboutAccess() {
        String rules = """
                SetEnvIf User-Agent "^BadBot" bad
                SetEnvIf Request_URI "^/private$" bad
                SetEnv bad never-for-access
                ProxyPass / http://b/
                <Location />
                  Order allow,deny
                  Allow from all
                  Deny from env=bad
                </Location>
                """;
        assertThat(refused(rules, "GET", "/", fields("Host", "f", "User-Agent", "BadBot/1")))
                .isEqualTo(ProxyError.ACCESS_DENIED);
        assertThat(forwarded(rules, "GET", "/", fields("Host", "f", "User-Agent", "GoodBot"))
                        .first("Host"))
                .contains("b");
        assertThat(refused(rules, "GET", "/private", fields("Host", "f"))).isEqualTo(ProxyError.ACCESS_DENIED);
        // a backend that cuts parameters serves /private
        assertThat(refused(rules, "GET", "/private;x", fields("Host", "f"))).isEqualTo(ProxyError.ACCESS_DENIED);
    }

    @Test
    void variablesGoThroughRewriteRulesToAccessAndFields() {
        String rules = """
                SetEnvIf User-Agent "Bot" bot
                RewriteEngine On
                RewriteCond %{ENV:bot} ^$ [NV]
                RewriteRule ^/in - [E=guest:yes]
                RequestHeader set X-Guest yes env=guest
                ProxyPass / http://b/
                <Location /in>
                  Require env guest
                </Location>
                """;
        assertThat(forwarded(rules, "GET", "/in", fields("Host", "f")).first("X-Guest"))
                .contains("yes");
        assertThat(refused(rules, "GET", "/in", fields("Host", "f", "User-Agent", "Bot")))
                .isEqualTo(ProxyError.ACCESS_DENIED);
    }

    @Test
    void forwardedFieldsCanBeOff() {
        Fields planned = forwarded("ProxyAddHeaders Off\nProxyPass / http://b/", "GET", "/", fields("Host", "f"));
        assertThat(planned).isEqualTo(fields("Host", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For",
                "x_forwarded_for",
                "X.Forwarded.Proto",
                "Forwarded",
                "Proxy",
                "Shiny-Server-Credentials",
                "Shiny_Shared_Secret"
            })
    void whatOnlyProxiesMaySayIsNotForwarded(String name) {
        Fields planned = forwarded("ProxyPass / http://b/", "GET", "/", fields("Host", "f", name, "forged"));
        assertThat(planned.lines()).noneMatch(line -> line.value().equals("forged"));
    }

    @Test
    void cookieLinesAreJoinedAsCookies() {
        Fields planned =
                forwarded("ProxyPass / http://b/", "GET", "/", fields("Host", "f", "Cookie", "a=1", "Cookie", "b=2"));
        assertThat(planned.all("Cookie")).containsExactly("a=1; b=2");
    }

    @Test
    void theQueryIsUntouched() {
        Decision decision =
                decider("ProxyPass / http://b/").decide(request("GET", "/p?x=%2F&y=+[]{}|", fields("Host", "f")));
        assertThat(((Decision.Forward) decision).backendRequest().target()).isEqualTo("/p?x=%2F&y=+[]{}|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/p?a b", "/p?a\r\nX: y", "/p?\u0000", "/p?ä"})
    void aQueryThatMayNotStandRawIsRefused(String target) {
        assertThat(refused("ProxyPass / http://b/", "GET", target, fields("Host", "f")))
                .isEqualTo(ProxyError.TARGET_MALFORMED);
    }

    @Test
    void fieldsWithControlCharactersAreRefused() {
        assertThat(refused("ProxyPass / http://b/", "GET", "/", fields("Host", "f", "X", "a\nb")))
                .isEqualTo(ProxyError.REQUEST_HEAD_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "TRACE"})
    void connectAndTraceAreRefused(String method) {
        assertThat(refused("ProxyPass / http://b/", method, "/", fields("Host", "f")))
                .isEqualTo(ProxyError.METHOD_REFUSED);
    }

    @Test
    void exclusionsAndUnmappedPathsAreNotFound() {
        assertThat(refused("ProxyPass /x !\nProxyPass / http://b/", "GET", "/x/y", fields("Host", "f")))
                .isEqualTo(ProxyError.TARGET_NOT_FOUND);
        assertThat(refused("ProxyPass /a http://b/", "GET", "/c", fields("Host", "f")))
                .isEqualTo(ProxyError.TARGET_NOT_FOUND);
    }

    @Test
    void deniedAccessIsForbidden() {
        assertThat(refused(
                        "<Proxy *>\nOrder allow,deny\n</Proxy>\nProxyPass / http://b/",
                        "GET",
                        "/",
                        fields("Host", "f")))
                .isEqualTo(ProxyError.ACCESS_DENIED);
    }

    @Test
    void aHandshakeOnAnHttpRuleIsRelayed() {
        Decision decision =
                decider("ProxyPass / http://b:3838/").decide(request("GET", "/websocket/?a", fields(HANDSHAKE)));
        BackendHandshake handshake = ((Decision.Relay) decision).handshake();
        assertThat(handshake.target()).isEqualTo("/websocket/?a");
        assertThat(handshake.subprotocols()).containsExactly("a", "b");
        assertThat(handshake.fields())
                .isEqualTo(fields(
                        "Host", "b:3838",
                        "Origin", "https://front.example:8443",
                        "Cookie", "c=1",
                        "X-Forwarded-For", "192.0.2.7",
                        "X-Forwarded-Host", "front.example:8443",
                        "X-Forwarded-Server", "front.example",
                        "X-Forwarded-Proto", "https",
                        "X-Forwarded-Port", "8443"));
    }

    @Test
    void upgradeNoneForwardsTheHandshakeAsAPlainRequest() {
        Fields planned = forwarded("ProxyPass / http://b:3838/ upgrade=NONE", "GET", "/websocket/", fields(HANDSHAKE));
        assertThat(planned.has("Upgrade")).isFalse();
        assertThat(planned.has("Connection")).isFalse();
    }

    @Test
    void aPlainRequestOnAWsRuleIsForwarded() {
        Decision decision = decider("ProxyPass / ws://b:3838/").decide(request("POST", "/x", fields("Host", "f")));
        assertThat(decision).isInstanceOf(Decision.Forward.class);
    }

    @Test
    void aHandshakeWithAnotherVersionIsToldWhichOne() {
        Fields fields =
                fields(HANDSHAKE).toBuilder().set("Sec-WebSocket-Version", "8").build();
        assertThat(refused("ProxyPass / http://b/", "GET", "/", fields)).isEqualTo(ProxyError.HANDSHAKE_VERSION);
    }

    private static Fields forwarded(String rules, String method, String target, Fields fields) {
        return ((Decision.Forward) decider(rules).decide(request(method, target, fields)))
                .backendRequest()
                .fields();
    }

    private static ProxyError refused(String rules, String method, String target, Fields fields) {
        return ((Decision.Refuse) decider(rules).decide(request(method, target, fields)))
                .failure()
                .error();
    }
}
