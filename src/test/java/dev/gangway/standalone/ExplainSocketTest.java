package dev.gangway.standalone;

import static dev.gangway.standalone.ExplainTest.explain;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code explain} says about the admission of WebSocket handshakes. */
class ExplainSocketTest {

    @Test
    void aSessionHasLimitsOfItsOwn() {
        String rules = """
                ProxyWebsocketMax 20000
                ProxyWebsocketMaxPerClient 50
                ProxyWebsocketRate 500 5000
                ProxyWebsocketRatePerClient 30/min
                ProxyWebsocketOrigin https://portal.example
                ProxyPass / http://b/ maxsockets=100
                """;
        assertThat(explain(rules, "GET ws://f/x")).endsWith("""
                        limits:
                          a WebSocket session takes no place of max
                          sockets at once: 100 (maxsockets= of rules:6)
                          all together: 20000 (ProxyWebsocketMax of rules:1)
                          one client: 50 (ProxyWebsocketMaxPerClient of rules:2)
                          handshakes: 500/s, at once 5000 (ProxyWebsocketRate of rules:3)
                          of one client: 30/min, at once 30 (ProxyWebsocketRatePerClient of rules:4)
                          origin: the client's host, https://portal.example (ProxyWebsocketOrigin of rules:5)
                          connect: 5 s (default)
                          idle: 120 s until the handshake is answered (default)
                          line of the answer's head: 8192 octets (default)
                          lines of the answer's head: 100 (default)
                          answer's head: 65536 octets (default)
                          interim answers: 10 (default)
                          ping to the client: every 20 s (default)
                          ping to the backend: every 30 s (default)
                          session without messages: no limit (default)
                          message of the client: no limit (default)
                          message of the backend: no limit (default)
                          the client at Gangway's stop: gets 1001 (default)
                          the backend at Gangway's stop: gets no Close frame (default)
                          sessions at Gangway's stop: end within 1 s (default)
                        """);
    }

    @Test
    void anotherSitesPageIsRefusedWithWhatWasExpected() {
        assertThat(explain(
                        "ProxyPass / http://b/",
                        "GET wss://f/x",
                        "--header",
                        "Cookie: a=1",
                        "--header",
                        "Origin: https://evil.example"))
                .endsWith("""
                        decision: refuse with 403, another site's page may not open a WebSocket in the name of the user
                          Origin "https://evil.example" with Cookie, expected https://f as the client addressed us, or what ProxyWebsocketOrigin lists: none (default)
                        answer:
                          the proxy's own page
                        """);
    }
}
