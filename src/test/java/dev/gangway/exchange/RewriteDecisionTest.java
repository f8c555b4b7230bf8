package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.decider;
import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rewrite rules make of requests, up to the decision (mod_proxy.md sections 4.6 and 8.6). */
class RewriteDecisionTest {

    private static Decision decide(Fields fields, String target, String... lines) {
        return decider(lines).decide(request("GET", target, fields));
    }

    /** The decision in one word or line. */
    static String outcome(Decision decision) {
        if (decision instanceof Decision.Forward forward) {
            return forward.backendRequest().origin().url()
                    + forward.backendRequest().target();
        }
        if (decision instanceof Decision.Relay relay) {
            return relay.handshake().origin().url() + relay.handshake().target();
        }
        if (decision instanceof Decision.Redirect redirect) {
            return redirect.status() + " " + redirect.location();
        }
        return decision instanceof Decision.Refuse refuse
                ? Integer.toString(refuse.failure().error().status())
                : "";
    }

    private static String one(String target, String... rewrites) {
        String[] lines = new String[rewrites.length + 1];
        lines[0] = "RewriteEngine On";
        System.arraycopy(rewrites, 0, lines, 1, rewrites.length);
        return outcome(decide(fields("Host", "front.example:8443"), target, lines));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /a/x       | ^/a/(.*)$ http://b.example/$1 [P]              | http://b.example/x
            /a/x?q=1   | ^/a/(.*)$ http://b.example/$1 [P]              | http://b.example/x?q=1
            /a/x?q=1   | ^/a/(.*)$ http://b.example/$1?r=2 [P]          | http://b.example/x?r=2
            /a/x?q=1   | ^/a/(.*)$ http://b.example/$1?r=2 [P,QSA]      | http://b.example/x?r=2&q=1
            /a/x?q=1   | ^/a/(.*)$ http://b.example/$1? [P]             | http://b.example/x
            /a/x?q=1   | ^/a/(.*)$ http://b.example/$1 [P,QSD]          | http://b.example/x
            /a/b%20c   | ^/a/(.*)$ http://b.example/$1 [P]              | http://b.example/b%20c
            /a/b%20c   | ^/a/(.*)$ http://b.example/x?n=$1 [P]          | http://b.example/x?n=b%20c
            /a/b%20c   | ^/a/(.*)$ http://b.example/x?n=$1 [P,B]        | http://b.example/x?n=b+c
            /a/b%3fc   | ^/a/(.*)$ http://b.example/$1 [P,B]            | http://b.example/b%253fc
            /a/bZ9_~%c3%a9 | ^/a/(.*)$ http://b.example/$1 [P,B]        | http://b.example/bZ9_%257e%25c3%25a9
            /a/b%20c&d | ^/a/(.*)$ http://b.example/$1 [P,B,NE]        | http://b.example/b+c%26d
            /a/x       | ^/a/(y)?(.*)$ http://b.example/$1-$2-$3 [P]    | http://b.example/-x-
            /a/x       | ^/a/(.*)$ "http://b.example/q r/$1" [P]        | http://b.example/q%20r/x
            /b         | !^/a http://b.example/$1x [P]                  | http://b.example/x
            /a/b%3fc   | ^/a/(.*)$ http://b.example/$1 [P,UnsafeAllow3F] | http://b.example/b%3fc
            /a/x       | ^(.*)$ http://b.example:81$1 [P]               | http://b.example:81/a/x
            /A/x       | ^/a/(.*)$ http://b.example/$1 [P,NC]           | http://b.example/x
            /b         | !^/a http://b.example/other [P]                | http://b.example/other
            /a         | ^/a$ /b/ [R]                                   | 302 https://front.example:8443/b/
            /a?x=1     | ^/a$ https://www.example$0 [R=301,L]           | 301 https://www.example/a?x=1
            /a         | ^/a$ https://www.example/                      | 302 https://www.example/
            /a/b%20c   | (.*) https://%{HTTP_HOST}%{REQUEST_URI} [R=301,L] | 301 https://front.example:8443/a/b%20c
            /a         | (.*) https://%{SERVER_NAME}$1 [R=308]          | 308 https://front.example/a
            /a         | ^/a$ /#/room [R,NE]                            | 302 https://front.example:8443/#/room
            /a         | ^/a - [F]                                      | 403
            /a         | ^/a - [G]                                      | 410
            /a         | ^/a - [R=404]                                  | 404
            /b         | ^/a - [F]                                      | 404
            """)
    void substitutes(String target, String rule, String expected) {
        assertThat(one(target, "RewriteRule " + rule)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /m/a%20HTTP/1.1%0d%0aHost:%20evil | ^/m/(.*)$ http://b.example/$1 [P]    | http://b.example/a%20HTTP/1.1%0d%0aHost:%20evil
            /m/a%20HTTP/1.1%0d%0aHost:%20evil | ^/m/(.*)$ http://b.example/$1 [P,NE] | 403
            /m/a%0d%0ab  | ^/m/(.*)$ http://b.example/x?n=$1 [P]    | http://b.example/x?n=a%0d%0ab
            /m/a%0d%0ab  | ^/m/(.*)$ https://www.example/$1 [R]     | 302 https://www.example/a%0d%0ab
            /m/a%0d%0ab  | ^/m/(.*)$ https://www.example/$1 [R,NE]  | 403
            /m/a%3fb     | ^/m/(.*)$ http://b.example/$1 [P]        | 403
            /m/a%3fb     | ^/m/(.*)$ /n/$1                          | 403
            /m/a%3Fb     | .* http://b.example%{REQUEST_URI} [P]    | http://b.example/m/a%3Fb
            /m//evil     | ^/m(.*)$ http://b.example$1 [P]          | http://b.example/evil
            /m/@evil     | ^/m/(.*)$ http://b.example$1 [P]         | http://b.example/@evil
            /m/:81       | ^/m/(.*)$ http://b.example$1 [P]         | http://b.example/:81
            /m/@evil     | ^/m/(.*)$ https://%{HTTP_HOST}$1 [R]     | 302 https://front.example:8443/@evil
            /m/.evil     | ^/m/(.*)$ https://%{HTTP_HOST}$1 [R]     | 302 https://front.example:8443/.evil
            /m/..;/x     | ^/m/(.*)$ http://b.example/v/$1 [P]      | 400
            /m../x       | ^/m(.*)$ http://b.example/v/$1 [P]       | 400
            /m/%252e%252e/x | ^/m/(.*)$ http://b.example/v/$1 [P]   | http://b.example/v/%252e%252e/x
            /m;p/x       | ^/m/(.*)$ http://b.example/$1 [P]        | 400
            /m/x;p=1     | ^/m/(.*)$ http://b.example/$1 [P]        | http://b.example/x;p=1
            /m/;j=1      | ^/m/(.*)$ http://b.example/$1 [P]        | http://b.example/;j=1
            """)
    void nothingThatTheClientSendsBecomesSyntax(String target, String rule, String expected) {
        assertThat(one(target, "RewriteRule " + rule)).isEqualTo(expected);
    }

    @Test
    void aFieldInAQueryMustBeVisible() {
        String[] lines = {"RewriteEngine On", "RewriteRule ^/a http://b.example/?ua=%{HTTP_USER_AGENT} [P]"};
        assertThat(outcome(decide(fields("Host", "h", "User-Agent", "curl/8"), "/a", lines)))
                .isEqualTo("http://b.example/?ua=curl/8");
        assertThat(outcome(decide(fields("Host", "h", "User-Agent", "a b"), "/a", lines)))
                .isEqualTo("403");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /r?room=12 | %{QUERY_STRING} room=([0-9]+)    | http://b.example/12?room=12
            /r?room=x  | %{QUERY_STRING} room=([0-9]+)    | 404
            /r         | %{HTTPS} =on                     | http://b.example/
            /r         | %{HTTPS} off                     | 404
            /r         | %{REMOTE_ADDR} ^192\\.0\\.2\\.   | http://b.example/
            /r         | %{REQUEST_METHOD} !=GET          | 404
            /r         | %{REQUEST_SCHEME} =https         | http://b.example/
            /r         | %{SERVER_PORT} -eq8443           | http://b.example/
            /r         | %{SERVER_PORT} -lt8443           | 404
            /r         | %{SERVER_PORT} -eq8444           | 404
            /r         | %{SERVER_PORT} -ne8443           | 404
            /r         | %{SERVER_PORT} -ne1              | http://b.example/
            /r         | %{SERVER_PORT} -lt8444           | http://b.example/
            /r         | %{SERVER_PORT} -le8443           | http://b.example/
            /r         | %{SERVER_PORT} -le8442           | 404
            /r         | %{SERVER_PORT} -gt8442           | http://b.example/
            /r         | %{SERVER_PORT} -gt8443           | 404
            /r         | %{SERVER_PORT} -ge8443           | http://b.example/
            /r         | %{SERVER_PORT} -ge8444           | 404
            /r         | %{QUERY_STRING} -eq0              | http://b.example/
            /r?x1      | %{QUERY_STRING} -eq0             | http://b.example/?x1
            /r?-7      | %{QUERY_STRING} -lt-6            | http://b.example/?-7
            /r?b       | %{QUERY_STRING} <=b              | http://b.example/?b
            /r?b       | %{QUERY_STRING} <=a              | 404
            /r?b       | %{QUERY_STRING} >=b              | http://b.example/?b
            /r?b       | %{QUERY_STRING} >=c              | 404
            /r?b       | %{QUERY_STRING} >b               | 404
            /r?b       | %{QUERY_STRING} <b               | 404
            /r?b       | %{QUERY_STRING} =B [NC]          | http://b.example/?b
            /r?b       | %{QUERY_STRING} !=B [NC]         | 404
            /r         | %{HTTP_HOST} >front              | http://b.example/
            /r         | %{HTTP_HOST} <front              | 404
            /r         | %{REQUEST_FILENAME} -f           | 404
            /r         | %{REQUEST_FILENAME} !-f          | http://b.example/
            /r         | %{HTTP:X-None} ^$                | http://b.example/
            /r         | $0-%{SERVER_NAME} =/r-front.example | http://b.example/
            """)
    void conditionsDecide(String target, String condition, String expected) {
        assertThat(one(target, "RewriteCond " + condition, "RewriteRule ^/r http://b.example/%1 [P]"))
                .isEqualTo(expected);
    }

    @Test
    void groupsAreThoseOfTheLastConditionThatWasMet() {
        assertThat(one(
                        "/r?room=12",
                        "RewriteCond %{QUERY_STRING} room=([0-9]+)(x)?",
                        "RewriteCond %{REQUEST_METHOD} !(POST)",
                        "RewriteRule ^/r http://b.example/%1-%2-%3-%0? [P]"))
                .isEqualTo("http://b.example/12---room=12");
        assertThat(one(
                        "/r?room=12",
                        "RewriteCond %{QUERY_STRING} room=([0-9]+)",
                        "RewriteCond %1-%{SERVER_PORT} ^(.*)-(.*)$",
                        "RewriteRule ^/r http://b.example/%2/%1? [P]"))
                .isEqualTo("http://b.example/8443/12");
    }

    @Test
    void alternativesNeedOneOfTheirConditions() {
        String[] lines = {
            "RewriteCond %{REQUEST_URI} ^/a [OR]",
            "RewriteCond %{REQUEST_URI} ^/b",
            "RewriteCond %{QUERY_STRING} !=no",
            "RewriteRule .* http://b.example/x? [P]"
        };
        assertThat(one("/a", lines)).isEqualTo("http://b.example/x");
        assertThat(one("/b", lines)).isEqualTo("http://b.example/x");
        assertThat(one("/c", lines)).isEqualTo("404");
        assertThat(one("/a?no", lines)).isEqualTo("404");
    }

    @Test
    void rulesSeeWhatEarlierOnesMade() {
        assertThat(one("/old/x?q", "RewriteRule ^/old/(.*) /new/$1", "RewriteRule ^/new/(.*) http://b.example/$1 [P]"))
                .isEqualTo("http://b.example/x?q");
        assertThat(one("/old/x", "RewriteRule ^/old/(.*) /new/$1 [PT]", "ProxyPass /new/ http://b.example/n/"))
                .isEqualTo("http://b.example/n/x");
        assertThat(one(
                        "/a",
                        "RewriteRule ^/a - [E=SEEN:yes]",
                        "RewriteCond %{ENV:SEEN} =yes",
                        "RewriteRule .* http://b.example/%{ENV:SEEN} [P]"))
                .isEqualTo("http://b.example/yes");
    }

    @Test
    void chainsAndSkipsLeaveRulesOut() {
        String[] chain = {"RewriteRule ^/a - [C]", "RewriteRule .* - [F]", "RewriteRule .* http://b.example/rest [P]"};
        assertThat(one("/a", chain)).isEqualTo("403");
        assertThat(one("/b", chain)).isEqualTo("http://b.example/rest");
        String[] skip = {"RewriteRule ^/a - [S=1]", "RewriteRule .* - [F]", "RewriteRule .* http://b.example/rest [P]"};
        assertThat(one("/a", skip)).isEqualTo("http://b.example/rest");
        assertThat(one("/b", skip)).isEqualTo("403");
        String[] longChain = {
            "RewriteRule ^/a - [C]", "RewriteRule .* - [C]", "RewriteRule .* - [F]", "RewriteRule .* - [G]"
        };
        assertThat(one("/a", longChain)).isEqualTo("403");
        assertThat(one("/b", longChain)).isEqualTo("410");
        assertThat(one("/b", "RewriteRule ^/a - [C]", "RewriteRule .* - [F,C]")).isEqualTo("404");
        assertThat(one("/a", "RewriteRule ^/a - [S=9]", "RewriteRule .* - [F]")).isEqualTo("404");
        String[] skipTwo = {
            "RewriteRule ^/a - [S=2]", "RewriteRule .* - [F]", "RewriteRule .* - [F]", "RewriteRule .* - [G]"
        };
        assertThat(one("/a", skipTwo)).isEqualTo("410");
        String[] last = {"RewriteRule ^/a /b [L]", "RewriteRule ^/b - [F]"};
        assertThat(one("/a", last)).isEqualTo("404");
        assertThat(one("/b", last)).isEqualTo("403");
    }

    @Test
    void whatIsUnsetIsGone() {
        String[] lines = {
            "RewriteRule ^/a - [E=SEEN:yes]",
            "RewriteRule ^/ab - [E=!SEEN]",
            "RewriteCond %{ENV:SEEN} =yes",
            "RewriteRule .* - [F]"
        };
        assertThat(one("/a", lines)).isEqualTo("403");
        assertThat(one("/ab", lines)).isEqualTo("404");
        assertThat(one("/a?x", "RewriteRule ^/a - [QSD]", "ProxyPass / http://b.example/"))
                .isEqualTo("http://b.example/a");
    }

    @Test
    void bothPathsMustBeAdmitted() {
        String[] lines = {
            "RewriteRule ^/in/(.*) /to/$1",
            "RewriteRule ^/open/(.*) /shut/$1",
            "ProxyPass / http://b.example/",
            "<Location /in>",
            "Require all denied",
            "</Location>",
            "<Location /shut>",
            "Require all denied",
            "</Location>"
        };
        assertThat(one("/in/x", lines)).isEqualTo("403");
        assertThat(one("/open/x", lines)).isEqualTo("403");
        assertThat(one("/to/x", lines)).isEqualTo("http://b.example/to/x");
    }

    @Test
    void sectionsRestrictWhatRewriteRulesForward() {
        String[] lines = {
            "RewriteRule ^/a/(.*) http://b.example/$1 [P]",
            "<Proxy http://b.example/secret>",
            "Require all denied",
            "</Proxy>",
            "<Location /a/shut>",
            "Require all denied",
            "</Location>"
        };
        assertThat(one("/a/x", lines)).isEqualTo("http://b.example/x");
        assertThat(one("/a/secret", lines)).isEqualTo("403");
        assertThat(one("/a/shut", lines)).isEqualTo("403");
    }

    @Test
    void aRuleWithPBeatsEveryProxyPass() {
        assertThat(one("/a", "ProxyPass /a !", "RewriteRule ^/a http://b.example/ [P]"))
                .isEqualTo("http://b.example/");
    }

    @Test
    void offLeavesEverythingAlone() {
        assertThat(one("/a", "RewriteEngine Off", "RewriteRule ^/a - [F]", "ProxyPass / http://b.example/"))
                .isEqualTo("http://b.example/a");
    }

    @Test
    void theVariableNoProxyKeepsARequestFromTheMappings() {
        assertThat(one("/a", "RewriteRule ^/a - [E=no-proxy:1]", "ProxyPass / http://b.example/"))
                .isEqualTo("404");
    }

    @Test
    void aRedirectComesBackBelowTheContextPath() {
        ClientRequest plain = request("GET", "/a", fields("Host", "front.example"));
        ClientRequest.Connection connection = plain.connection();
        ClientRequest deployed = new ClientRequest(
                plain.id(),
                plain.method(),
                plain.path(),
                plain.query(),
                plain.fields(),
                plain.content(),
                new ClientRequest.Connection(
                        "http",
                        connection.serverName(),
                        80,
                        connection.remoteAddress(),
                        connection.localAddress(),
                        80,
                        "/gate way",
                        true),
                plain.login());
        assertThat(outcome(
                        decider("RewriteEngine On", "RewriteRule ^/a$ /a/ [R]").decide(deployed)))
                .isEqualTo("302 http://front.example/gate%20way/a/");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /x?    | http://b.example/?a=x
            /x?b   | http://b.example/?a=x&b
            /x?b&  | http://b.example/?a=x&b
            /x&?   | http://b.example/?a=x
            """)
    void noAmpersandIsLeftOverWhereQueriesMeet(String target, String expected) {
        assertThat(one(target, "RewriteRule ^/(.*) http://b.example/?a=$1 [P,QSA]"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            >5       | 10 | 403
            >5       | 4  | 404
            <5       | 10 | 404
            >=10     | 9  | 404
            =5       | 5  | 403
            """)
    void theLongerTextIsTheGreaterOne(String test, String value, String expected) {
        Decision decision = decide(
                fields("Host", "f", "X-N", value),
                "/",
                "RewriteEngine On",
                "RewriteCond %{HTTP:X-N} " + test,
                "RewriteRule ^ - [F]");
        assertThat(outcome(decision)).isEqualTo(expected);
    }

    @Test
    void aRedirectCarriesWhatHeaderAlwaysAdds() {
        Decision decision = decide(
                fields("Host", "f"),
                "/x",
                "Header always set Strict-Transport-Security max-age=1",
                "Header set X-Success yes",
                "RewriteEngine On",
                "RewriteRule ^/x https://%{HTTP_HOST}/x [R=301]");
        assertThat(((Decision.Redirect) decision).fields()).isEqualTo(fields("Strict-Transport-Security", "max-age=1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /x%41?y=/%41 | ^GET\\ /x%41\\?y=/%41\\ HTTP/1\\.1$ | 403
            /x%41?y=/%41 | xA                                          | 404
            /a/../b      | /a/\\.\\./b                             | 403
            """)
    void theRequestLineIsTheClientsOwn(String target, String pattern, String expected) {
        assertThat(one(target, "RewriteCond %{THE_REQUEST} " + pattern, "RewriteRule ^ - [F]"))
                .isEqualTo(expected);
    }
}
