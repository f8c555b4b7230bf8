package dev.gangway.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.rules.ParseResult;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainTest {

    private static final String REGEX_MISSES = """
            rules tried:
              rules:8: ProxyPassMatch ^/(.*/__sockjs__/[0-9]+/.*) ws://backend.example.local:3838/$1
                did not match: the expression is not found: ^/(.*/__sockjs__/[0-9]+/.*)
              rules:9: ProxyPass /  http://backend.example.local:3838/ max=1 disablereuse=on keepalive=on
                matched: the path begins with /
            """;

    private static final String FORWARDED = """
              X-Forwarded-For: 127.0.0.1
              X-Forwarded-Host: front.example:8080
              X-Forwarded-Server: front.example
              X-Forwarded-Proto: http
              X-Forwarded-Port: 8080
            """;

    private static final String HANDSHAKE = """
              Connection: Upgrade
              Upgrade: websocket
              Sec-WebSocket-Version: 13
              Sec-WebSocket-Key: (16 random octets in base64)
            fields that differ from the client's:
              changed Host: backend.example.local:3838 (was front.example:8080)
              added X-Forwarded-For: 127.0.0.1
              added X-Forwarded-Host: front.example:8080
              added X-Forwarded-Server: front.example
              added X-Forwarded-Proto: http
              added X-Forwarded-Port: 8080
              changed Sec-WebSocket-Key: (16 random octets in base64) (was AAAAAAAAAAAAAAAAAAAAAA==)
            limits:
              a WebSocket session takes no place of max
              sockets at once: no limit (default)
              all together: no limit (default)
              one client: no limit (default)
              handshakes: no limit (default)
              of one client: no limit (default)
              origin: the client's host (default)
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
            """;

    @Test
    void plainShinyWebSocketTakesTheHttpRule() throws IOException {
        assertThat(pasted("GET ws://front.example:8080/websocket/"))
                .isEqualTo("path: /websocket/\n" + REGEX_MISSES + """
                        decision: relay as WebSocket, by rules:9
                        to backend.example.local:3838:
                          GET /websocket/ HTTP/1.1
                          Host: backend.example.local:3838
                        """ + FORWARDED + HANDSHAKE);
    }

    @Test
    void shinyServersUrlMissesTheRegexAndTakesTheHttpRule() throws IOException {
        assertThat(pasted("GET ws://front.example:8080/app/__sockjs__/n=Xy1/websocket"))
                .isEqualTo("path: /app/__sockjs__/n=Xy1/websocket\n" + REGEX_MISSES + """
                        decision: relay as WebSocket, by rules:9
                        to backend.example.local:3838:
                          GET /app/__sockjs__/n=Xy1/websocket HTTP/1.1
                          Host: backend.example.local:3838
                        """ + FORWARDED + HANDSHAKE);
    }

    @Test
    void aPlainRequestOnTheWsRuleIsForwarded() throws IOException {
        assertThat(pasted(
                        "POST http://front.example:8080/app/__sockjs__/123/s/xhr?t=1",
                        "--header",
                        "Content-Length: 5",
                        "--header",
                        "Connection: TE",
                        "--header",
                        "TE: trailers",
                        "--location",
                        "http://backend.example.local:3838/app/x",
                        "--set-cookie",
                        "a=1; Path=/"))
                .isEqualTo("""
                        path: /app/__sockjs__/123/s/xhr
                        rules tried:
                          rules:8: ProxyPassMatch ^/(.*/__sockjs__/[0-9]+/.*) ws://backend.example.local:3838/$1
                            matched: the expression is found: ^/(.*/__sockjs__/[0-9]+/.*)
                        decision: forward as HTTP, by rules:8
                        to backend.example.local:3838:
                          POST /app/__sockjs__/123/s/xhr?t=1 HTTP/1.1
                          Host: backend.example.local:3838
                        """ + FORWARDED + """
                          Content-Length: 5
                          Connection: close
                        fields that differ from the client's:
                          removed TE: trailers
                          changed Host: backend.example.local:3838 (was front.example:8080)
                          added X-Forwarded-For: 127.0.0.1
                          added X-Forwarded-Host: front.example:8080
                          added X-Forwarded-Server: front.example
                          added X-Forwarded-Proto: http
                          added X-Forwarded-Port: 8080
                          changed Connection: close (was TE)
                        limits:
                          at once: no limit
                          connect: 5 s (default)
                          idle: 120 s before the first byte and between bytes (default)
                          line of the answer's head: 8192 octets (default)
                          lines of the answer's head: 100 (default)
                          answer's head: 65536 octets (default)
                          interim answers: 10 (default)
                          connection kept: never
                          client: 120 s without taking a byte (default)
                          content: no limit (default)
                          kept back for its length: 16384 octets of content, unless the client pauses (default)
                        comes back:
                          Location: http://front.example:8080/app/x
                          Set-Cookie: a=1; Path=/
                        """);
    }

    @Test
    void aRefusedMethodTriesNoRule() {
        assertThat(explain("ProxyPass / http://b/", "TRACE http://f/x")).isEqualTo("""
                        path: /x
                        no rule tried
                        decision: refuse with 405, CONNECT and TRACE are not forwarded
                          TRACE
                        answer:
                          the proxy's own page
                          Allow: GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH
                        """);
    }

    @Test
    void anEncodedSlashIsRefusedWithItsReason() {
        assertThat(explain("ProxyPass / http://b/", "GET http://f/app/x%2Fy"))
                .startsWith("decision: refuse with 404, ");
    }

    @Test
    void octetsBeyondAsciiAreShownAsTheyGoOut() {
        assertThat(explain("ProxyPass / http://b/", "GET http://f/%C3%A9", "--header", "X-Mine: ä"))
                .startsWith("path: /é\n")
                .contains("  GET /%C3%A9 HTTP/1.1\n", "  X-Mine: \\xC3\\xA4\n");
    }

    @Test
    void anExclusionIsNamed() {
        assertThat(explain("ProxyPass /admin !\nProxyPass / http://b/", "GET http://f/admin/%78"))
                .isEqualTo("""
                        path: /admin/x
                        rules tried:
                          rules:1: ProxyPass /admin !
                            matched: the path begins with /admin
                        decision: refuse with 404, no rule forwards this path
                          excluded by rules:1
                        answer:
                          the proxy's own page
                        """);
    }

    @Test
    void deniedAccessNamesTheLastWord() {
        String rules = "<Location /x>\nRequire ip 10.0.0.0/8\n</Location>\nProxyPass / http://b/";
        assertThat(explain(rules, "GET http://f/x", "--client", "192.0.2.7")).endsWith("""
                        decision: refuse with 403, the rules deny access
                          rules:2: require does not admit 192.0.2.7
                        answer:
                          the proxy's own page
                        """);
        assertThat(explain(rules, "GET http://f/x", "--client", "10.1.2.3")).contains("decision: forward");
    }

    @Test
    void theContextPathIsTakenOffAndPutBack() {
        assertThat(explain(
                        "ProxyPass /a/ http://b/\nProxyPassReverse /a/ http://b/",
                        "GET https://f/apps/a/x",
                        "--context-path",
                        "/apps",
                        "--location",
                        "http://b/y"))
                .startsWith("path: /a/x\n")
                .contains("  GET /x HTTP/1.1\n")
                .endsWith("  Location: https://f/apps/a/y\n");
    }

    @Test
    void anUnusableFieldOfTheBackendIsABadGateway() {
        assertThat(explain("ProxyPass / http://b/", "GET http://f/", "--location", "http://b/\r\nX: y"))
                .endsWith("comes back:\n  as 502: the field holds an octet that may not stand there\n");
    }

    @Test
    void nothingPrintedHoldsAControlCharacter() {
        assertThat(explain("ProxyPass / http://b/", "GET http://f/%0A"))
                .startsWith("path: /\\x0A\n")
                .contains("GET /%0A HTTP/1.1");
    }

    @Test
    void theVirtualHostIsNamed() {
        String rules = """
                <VirtualHost *:80>
                  ServerName one.example
                  ProxyPass / http://one/
                </VirtualHost>
                <VirtualHost *:80>
                  ServerName two.example
                  AllowEncodedSlashes NoDecode
                  ProxyPass / http://two/
                </VirtualHost>
                """;
        assertThat(explain(rules, "GET http://two.example/x%2Fy"))
                .startsWith("virtual host: two.example\npath: /x%2Fy\n")
                .contains("GET /x%2Fy HTTP/1.1");
        assertThat(explain(rules, "GET http://any.example/x%2Fy")).startsWith("decision: refuse with 404");
    }

    @Test
    void namesAreGivenAndNotLookedUp() {
        String rules = """
                <Location /status>
                  Order deny,allow
                  Deny from all
                  Allow from localhost
                </Location>
                <Location /home>
                  Require forward-dns home.example.org
                </Location>
                ProxyPass / http://b/
                """;
        assertThat(explain(rules, "GET http://f/status"))
                .contains("decision: refuse with 403")
                .endsWith("name service: unknown here, give --client-name for the name of 127.0.0.1\n");
        assertThat(explain(rules, "GET http://f/status", "--client-name", "Localhost"))
                .contains("decision: forward as HTTP")
                .endsWith("name service: taken from --client-name instead of the name of 127.0.0.1\n");
        assertThat(explain(rules, "GET http://f/status", "--client-name", "www.example.org"))
                .contains("order allow deny does not admit 127.0.0.1, called www.example.org\n");
        assertThat(explain(rules, "GET http://f/home", "--client-name", "home.example.org"))
                .contains("decision: forward as HTTP");
        assertThat(explain(rules, "GET http://f/home"))
                .contains("decision: refuse with 403")
                .endsWith("name service: unknown here, give --client-name for the addresses of home.example.org\n");
        assertThat(explain(rules, "GET http://f/other")).doesNotContain("name service");
    }

    @Test
    void rewriteRulesSayWhyTheyDidNotMatch() {
        String rules = """
                RewriteEngine On
                RewriteCond %{HTTP:Upgrade} websocket [NC]
                RewriteRule ^/(.*) ws://b:3838/$1 [P]
                RewriteRule ^/old/(.*)$ /new/$1
                ProxyPass /new/ http://b:3838/
                ProxyPassReverse /new/ http://b:3838/
                """;
        assertThat(explain(rules, "GET http://f/old/x", "--location", "/y"))
                .startsWith("""
                        path: /old/x
                        rules tried:
                          rules:3: RewriteRule ^/(.*) ws://b:3838/$1 [P]
                            did not match: "" does not meet rules:2: RewriteCond %{HTTP:Upgrade} websocket [NC]
                          rules:4: RewriteRule ^/old/(.*)$ /new/$1
                            matched: the expression is found; goes on as /new/x
                          rules:5: ProxyPass /new/ http://b:3838/
                            matched: the path begins with /new/
                        decision: forward as HTTP, by rules:5
                        to b:3838:
                          GET /x HTTP/1.1
                        """)
                .endsWith("comes back:\n  Location: /new/y\n");
        assertThat(explain(rules, "GET ws://f/x")).contains("decision: relay as WebSocket, by rules:3\n");
    }

    @Test
    void aRedirectIsAnsweredWithItsExactLocation() {
        String rules = "Header always set X-Mine 1\nRewriteEngine On\nRewriteRule ^/a(.*)$ /b$1 [R=301]";
        assertThat(explain(rules, "GET http://f:8080/app/a%20c?q", "--context-path", "/app"))
                .endsWith("""
                        decision: redirect with 301, by RewriteRule of rules:3
                        answer:
                          Location: http://f:8080/app/b%20c?q
                          X-Mine: 1
                        """);
    }

    @Test
    void goneAndForbiddenNameTheirPage() {
        String rules = "ErrorDocument 410 \"<p>x</p>\"\nRewriteEngine On\nRewriteRule ^/g - [G]\nRewriteRule ^/f - [F]";
        assertThat(explain(rules, "GET http://f/g")).endsWith("""
                          RewriteRule of rules:3: it says so
                        answer:
                          the text of ErrorDocument
                        """).contains("decision: refuse with 410, ");
        assertThat(explain(rules, "GET http://f/f")).contains("decision: refuse with 403, ");
    }

    @Test
    void theLinesAboutFieldsAreNamedAndDone() {
        String rules = """
                RequestHeader unset X-Gone
                RequestHeader set X-New yes
                Header unset X-Inner
                Header always set X-Always 1
                ProxyPass / http://b/
                """;
        assertThat(explain(rules, "GET http://f/", "--header", "X-Gone: 1"))
                .contains("  removed X-Gone: 1\n", "  added X-New: yes\n", """
                        RequestHeader lines that cover it:
                          rules:1: unset X-Gone
                          rules:2: set X-New "yes"
                        """)
                .endsWith("""
                        Header lines that cover the answer:
                          rules:3: unset X-Inner
                        Header always lines that cover the answer:
                          rules:4: set X-Always "1"
                        comes back:
                          X-Always: 1
                        """);
    }

    @Test
    void aLoginIsAsked() {
        String rules = "<Location />\nRequire role boss\n</Location>\nProxyPass / http://b/";
        assertThat(explain(rules, "GET http://f/")).contains("who is not logged in\n");
        assertThat(explain(rules, "GET http://f/", "--user", "ann")).contains("decision: refuse with 403");
        assertThat(explain(rules, "GET http://f/", "--user", "ann", "--role", "staff", "--role", "boss"))
                .contains("decision: forward");
    }

    @Test
    void aBackendsSocketIsShown() {
        assertThat(explain("ProxyPass / unix:/run/a.sock|http://b/", "GET http://f/x"))
                .contains("to the Unix domain socket /run/a.sock:\n  GET /x HTTP/1.1\n  Host: b\n");
    }

    private static String pasted(String request, String... options) throws IOException {
        return explain(Files.readString(Path.of("src/test/resources/pasted-httpd.conf")), request, options);
    }

    static String explain(String rules, String request, String... options) {
        List<String> words = new ArrayList<>(List.of("explain", "rules", "--request", request));
        words.addAll(List.of(options));
        Command command = Options.parse(words.toArray(String[]::new));
        assertThat(command).isInstanceOf(Command.Explain.class);
        return String.join("\n", Explanation.of(parsed(rules), (Command.Explain) command)) + "\n";
    }

    private static RuleSet parsed(String text) {
        return ((ParseResult.Parsed) RulesParser.parse(List.of(new RulesSource("rules", text)))).rules();
    }
}
