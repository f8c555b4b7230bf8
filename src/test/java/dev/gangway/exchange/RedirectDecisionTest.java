package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static dev.gangway.exchange.Requests.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.balancer.ManualTimer;
import dev.gangway.balancer.Workers;
import dev.gangway.message.CanonicalPath;
import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import dev.gangway.rules.RuleSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Redirect lines make of requests, up to the decision; expectations measured on httpd 2.4.71 unless said. */
class RedirectDecisionTest {

    private static final Fields HOST = fields("Host", "front.example:81");

    private static Decision decide(ClientRequest clientRequest, String... lines) {
        RuleSet rules = rules(lines);
        return new Decider(rules, new Workers(rules.workers(), new ManualTimer())).decide(clientRequest);
    }

    /** The decision in one line. */
    private static String outcome(String target, String... lines) {
        Decision decision = decide(request("GET", target, HOST), lines);
        if (decision instanceof Decision.Forward forward) {
            return forward.backendRequest().origin().url()
                    + forward.backendRequest().target();
        }
        if (decision instanceof Decision.Redirect redirect) {
            return redirect.status() + " " + redirect.location();
        }
        return decision instanceof Decision.Answer answer
                ? "answer " + answer.page().status()
                : "refuse " + ((Decision.Refuse) decision).failure().error().status();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /r1                | 302 https://o.example/base
            /r1/               | 302 https://o.example/base/
            /r1x               | refuse 404
            /r1/a%20b?q=1&r=%20| 302 https://o.example/base/a%20b?q=1&r=%20
            /r1/%3F%23%25;x=1  | 302 https://o.example/base/%3F%23%25;x=1
            /r1//b             | 302 https://o.example/base/b
            /r1/a%0D%0AX:y     | 302 https://o.example/base/a%0D%0AX:y
            /x/../r1/y         | 302 https://o.example/base/y
            /r2                | refuse 404
            /r2/x              | 302 https://o.example/base/x
            /r3                | 301 https://o.example/
            /r3/x              | 301 https://o.example/x
            /r4?c=d            | 302 https://o.example/q?a=b
            /r4/x?c=d          | 302 https://o.example/q?a=b/x
            /r5/x              | 303 https://front.example:81/path%20x/x
            /r6/x              | refuse 410
            /r7/x              | 307 https://o.example/a/x
            /r8                | answer 503
            /r9/x?q            | 302 https://o.example/#frag/x?q
            /first/more/x      | 302 https://one.example//more/x
            /Gone              | refuse 404
            """)
    void redirectsPrefixes(String target, String expected) {
        assertThat(outcome(
                        target,
                        "Redirect /r1 https://o.example/base",
                        "Redirect /r2/ https://o.example/base/",
                        "Redirect permanent /r3 https://o.example",
                        "Redirect temp /r4 https://o.example/q?a=b",
                        "Redirect SeeOther /r5 /path%20x",
                        "Redirect gone /r6",
                        "Redirect 307 /r7 https://o.example/a",
                        "Redirect 503 /r8",
                        "Redirect /r9 https://o.example/#frag",
                        "Redirect /first https://one.example/",
                        "Redirect /first/more https://two.example/"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /m1/a%20b?q=1    | 308 https://o.example/a%20b?q=1
            /m1/a%0D%0AX:y   | 308 https://o.example/a%0D%0AX:y
            /m2/a&b=c?z=1    | 302 https://o.example/?u=a&b=c
            /m3x             | refuse 410
            /m4/z            | 302 https://front.example:81/rel/z//m4/z
            /m5/z            | 302 https://front.example:81/a&b/$1/x/%251/z
            /m6?q=1          | 302 https://front.example:81/app/#top?q=1
            /m7              | 302 https://o.example/a%20b
            /deep/.git/config| refuse 404
            """)
    void redirectsExpressions(String target, String expected) {
        assertThat(outcome(
                        target,
                        "RedirectMatch 308 ^/m1/(.*)$ https://o.example/$1",
                        "RedirectMatch ^/m2/(.*)$ https://o.example/?u=$1",
                        "RedirectMatch gone ^/m3",
                        "RedirectMatch ^/m4/(.*)$ /rel/$1/$0",
                        "RedirectMatch ^/m5/(.*)$ /a&b/\\$1/\\x/%1/$1",
                        "RedirectMatch ^/m6$ /app/#top",
                        "RedirectMatch ^/m7$ \"https://o.example/a b\"",
                        "RedirectMatch 404 /\\.git"))
                .isEqualTo(expected);
    }

    /** httpd decodes it: what the client escaped would become the query. */
    @Test
    void anEscapedQuestionMarkStaysPartOfThePath() {
        assertThat(outcome("/m/a%3Fb", "RedirectMatch ^/m/(.*)$ https://o.example/$1"))
                .isEqualTo("302 https://o.example/a%3Fb");
    }

    /** httpd glues the rest to the host. */
    @ParameterizedTest
    @ValueSource(strings = {"/.evil.example", "/@evil.example", "/:81"})
    void nothingIsGluedToTheHost(String target) {
        assertThat(outcome(target, "Redirect / https://o.example")).isEqualTo("302 https://o.example" + target);
        assertThat(outcome(target, "RedirectMatch ^/(.*)$ $1")).isEqualTo("302 https://front.example:81" + target);
    }

    @Test
    void theHostIsTheOneAddressedAndNothingElse() {
        Decision decision = decide(request("GET", "/a", fields("Host", "front.example/evil")), "Redirect /a /b");
        assertThat(((Decision.Refuse) decision).failure().error().status()).isEqualTo(400);
    }

    @Test
    void aPathIsBelowTheContextPathAndAUrlIsNot() {
        ClientRequest clientRequest = new ClientRequest(
                "id1",
                "POST",
                (CanonicalPath) CanonicalPath.parse("/a/x"),
                Optional.empty(),
                HOST,
                new RequestContent.None(),
                new ClientRequest.Connection("http", "front.example", 81, "192.0.2.7", "192.0.2.1", 81, "/ctx", true),
                ClientRequest.Login.none());
        assertThat(((Decision.Redirect) decide(clientRequest, "Redirect /a /b")).location())
                .isEqualTo("http://front.example:81/ctx/b/x");
        assertThat(((Decision.Redirect) decide(clientRequest, "Redirect /a http://front.example:81/b")).location())
                .isEqualTo("http://front.example:81/b/x");
    }

    private static final String[] ORDER = {
        "RewriteEngine On",
        "RewriteRule ^/rp/(.*) http://b.example/rp/$1 [P]",
        "RewriteRule ^/rr/(.*) https://rw.example/$1 [R=301]",
        "RewriteRule ^/rf/ - [F]",
        "RewriteRule ^/rs/(.*) http://b.example/rs/$1 [P]",
        "Redirect /rp https://o.example/",
        "Redirect /rr https://o.example/",
        "Redirect /rf https://o.example/",
        "Redirect /p https://o.example/",
        "ProxyPass /p/out !",
        "ProxyPass /p http://b.example/p",
        "Redirect /denied https://o.example/",
        "<Location /sp>",
        "  ProxyPass http://b.example/sp",
        "</Location>",
        "Redirect /sp https://o.example/",
        "<Location /sr>",
        "  ProxyPass http://b.example/sr",
        "  Redirect permanent https://o.example/whole",
        "</Location>",
        "<Location /rs>",
        "  Redirect https://o.example/rs",
        "</Location>",
        "<Location /denied>",
        "  Require ip 10.0.0.1",
        "</Location>",
        "<Location /sd>",
        "  ProxyPass http://b.example/sd",
        "  Require ip 10.0.0.1",
        "  Redirect https://o.example/sd",
        "</Location>",
        "<Location /nd>",
        "  Require ip 10.0.0.1",
        "  Redirect https://o.example/nd",
        "</Location>",
        "<Location /s>",
        "  Redirect /s https://outer.example",
        "</Location>",
        "<Location /s/in>",
        "  Redirect /s/in https://inner.example",
        "</Location>",
        "<Location /w>",
        "  Redirect https://whole.example/",
        "</Location>",
        "<Location /w/in>",
        "  Redirect /w https://listed.example",
        "</Location>",
        "<Location /vh>",
        "  Redirect permanent https://%{HTTP_HOST}/new%{REQUEST_URI}",
        "</Location>"
    };

    /** RewriteRule before ProxyPass before Redirect; access rules before Redirect in sections before RewriteRule [P]. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /rp/a     | http://b.example/rp/a
            /rr/a     | 301 https://rw.example/a
            /rf/a     | refuse 403
            /p/a      | http://b.example/p/a
            /p/out/a  | 302 https://o.example//out/a
            /sp/a     | http://b.example/sp/a
            /sr/a?q   | 301 https://o.example/whole?q
            /rs/a     | 302 https://o.example/rs
            /denied/a | 302 https://o.example//a
            /sd/a     | refuse 403
            /nd/a     | refuse 403
            /s/a      | 302 https://outer.example/a
            /s/in/a   | 302 https://inner.example/a
            /w/in/a   | 302 https://whole.example/
            /vh/a%20b | 301 https://front.example:81/new/vh/a%20b
            """)
    void theOrderIsThatOfHttpd(String target, String expected) {
        assertThat(outcome(target, ORDER)).isEqualTo(expected);
    }

    /** What refuses here must refuse what a container behind us takes for the same path. */
    @ParameterizedTest
    @ValueSource(strings = {"/p/closed;x/a", "/p/clo%73ed;/a"})
    void parametersDoNotReachPastARefusal(String target) {
        assertThat(outcome(
                        target,
                        "ProxyPass /p http://b.example/p",
                        "<Location /p/closed>",
                        "  Redirect 403",
                        "</Location>"))
                .isEqualTo("refuse 400");
    }

    @Test
    void aHandshakeIsRedirectedLikeAnyRequest() {
        Fields handshake = fields(
                "Host", "front.example:81",
                "Connection", "Upgrade",
                "Upgrade", "websocket",
                "Sec-WebSocket-Version", "13",
                "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(decide(request("GET", "/ws", handshake), "Redirect permanent / https://o.example/"))
                .isEqualTo(
                        new Decision.Redirect(301, "https://o.example/ws", Fields.empty(), "Redirect of test.conf:1"));
    }

    @Test
    void aRedirectHasTheFieldsThatAreAlwaysAdded() {
        Decision decision = decide(
                request("GET", "/a", HOST),
                "Header always set Strict-Transport-Security max-age=1",
                "Header set X-Other y",
                "Redirect / https://o.example/");
        assertThat(((Decision.Redirect) decision).fields()).isEqualTo(fields("Strict-Transport-Security", "max-age=1"));
    }
}
