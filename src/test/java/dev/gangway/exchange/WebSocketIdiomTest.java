package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.decider;
import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static dev.gangway.exchange.RewriteDecisionTest.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rewrite lines for WebSocket that guides for httpd name (mod_proxy.md section 8.6). */
class WebSocketIdiomTest {

    private static final String[] WEB_SOCKET_IDIOM = {
        "RewriteEngine On",
        "RewriteCond %{HTTP:Upgrade} websocket [NC]",
        "RewriteCond %{HTTP:Connection} upgrade [NC]",
        "RewriteRule ^/?(.*) \"ws://app.example:3838/$1\" [P,L]",
        "ProxyPass / http://app.example:3838/"
    };

    private static Decision decide(Fields fields, String target, String... lines) {
        return decider(lines).decide(request("GET", target, fields));
    }

    private static Fields handshake(String connection, String upgrade) {
        return fields(
                "Host", "front.example:8443",
                "Connection", connection,
                "Upgrade", upgrade,
                "Sec-WebSocket-Version", "13",
                "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Upgrade             | websocket | ws://app.example:3838/s/1?t=%20x
            keep-alive, Upgrade | websocket | ws://app.example:3838/s/1?t=%20x
            upgrade             | WebSocket | ws://app.example:3838/s/1?t=%20x
            """)
    void theIdiomRelaysHandshakesOfAllBrowsers(String connection, String upgrade, String expected) {
        Decision decision = decide(handshake(connection, upgrade), "/s/1?t=%20x", WEB_SOCKET_IDIOM);
        assertThat(decision).isInstanceOf(Decision.Relay.class);
        assertThat(outcome(decision)).isEqualTo(expected);
    }

    @Test
    void theIdiomLeavesOtherRequestsToTheProxyPassRules() {
        assertThat(outcome(decide(fields("Host", "front.example"), "/s/1", WEB_SOCKET_IDIOM)))
                .isEqualTo("http://app.example:3838/s/1");
    }

    @Test
    void theNegatedPairSeparatesToo() {
        String[] lines = {
            "RewriteEngine On",
            "RewriteCond %{HTTP:Upgrade} =websocket [NC]",
            "RewriteRule .* ws://ws.example%{REQUEST_URI} [P]",
            "RewriteCond %{HTTP:Upgrade} !=websocket [NC]",
            "RewriteRule ^/(.*) http://web.example/$1 [P]"
        };
        assertThat(outcome(decide(handshake("Upgrade", "WebSocket"), "/a%20b", lines)))
                .isEqualTo("ws://ws.example/a%20b");
        assertThat(outcome(decide(fields("Host", "front.example"), "/a%20b", lines)))
                .isEqualTo("http://web.example/a%20b");
    }
}
