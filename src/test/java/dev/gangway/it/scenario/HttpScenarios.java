package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.Answers;
import dev.gangway.testing.BackendCall;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.RawResponse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the heads of requests and responses become on their way. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class HttpScenarios {
    private final HostFixture fixture;

    protected HttpScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @BeforeEach
    void echoByDefault() {
        fixture.backend().on("/", Answers::echoHead);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a%20b?x=%2F&y=1+2&z=%5B1%5D",
                "/a%2Bb",
                "/a+b;v=1/c;w?",
                "/%C3%A9/%E2%82%AC",
                "/x?",
                "/x?a=b&a=c&&",
                "/x?%zz",
                "/Mixed%3aCase%3A"
            })
    void targetReachesTheBackendByteForByte(String target) throws IOException {
        assertThat(echo("GET", target).word(1)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({"/a/./b,/a/b", "/a/../b,/b", "/%7Euser,/~user", "/%61,/a"})
    void equivalentPathsAreForwardedInOneForm(String target, String forwarded) throws IOException {
        assertThat(echo("GET", target).word(1)).isEqualTo(forwarded);
    }

    @Test
    void hostIsTheBackends() throws IOException {
        assertThat(echo("GET", "/host").values("Host"))
                .containsExactly(fixture.backend().authority());
    }

    @Test
    void forwardedFieldsAreOursAlone() throws IOException {
        RawHead seen = echo(
                "GET",
                "/forwarded",
                "X-Forwarded-For: 6.6.6.6",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Server: evil.example",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Port: 666");
        assertThat(seen.values("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen.values("X-Forwarded-Host")).containsExactly("front.example");
        assertThat(seen.values("X-Forwarded-Proto")).containsExactly("http");
        assertThat(seen.values("X-Forwarded-Port")).containsExactly("80");
        assertThat(seen.values("X-Forwarded-Server")).hasSize(1).doesNotContain("evil.example", "");
    }

    @Test
    void connectionFieldsOfTheRequestStay() throws IOException {
        RawHead seen = echo(
                "GET",
                "/hop",
                "Connection: keep-alive, X-Nominated, Host, Cookie, Authorization, X-Forwarded-For",
                "X-Nominated: 1",
                "Keep-Alive: timeout=5",
                "TE: trailers",
                "Proxy-Connection: keep-alive",
                "Cookie: a=b",
                "Authorization: Basic eA==",
                "X-Passed: 1");
        for (String name : List.of("X-Nominated", "Keep-Alive", "TE", "Proxy-Connection")) {
            assertThat(seen.has(name)).as(name).isFalse();
        }
        assertThat(seen.value("Connection")).doesNotContainIgnoringCase("X-Nominated");
        assertThat(seen.values("Host")).containsExactly(fixture.backend().authority());
        assertThat(seen.values("Cookie")).containsExactly("a=b");
        assertThat(seen.values("Authorization")).containsExactly("Basic eA==");
        assertThat(seen.values("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(seen.values("X-Passed")).containsExactly("1");
    }

    @Test
    void severalCookieFieldsArriveAsOneCookieString() throws IOException {
        RawHead seen = echo("GET", "/cookies", "Cookie: a=1", "Cookie: b=2; c=3");
        assertThat(String.join("; ", seen.values("Cookie"))).isEqualTo("a=1; b=2; c=3");
    }

    @Test
    void clientsExpectationsOfContentPassUnchanged() throws IOException {
        RawHead seen = echo(
                "GET",
                "/negotiation",
                "Accept-Encoding: br, gzip",
                "Range: bytes=0-9",
                "If-None-Match: \"x\"",
                "User-Agent: raw",
                "Origin: http://front.example",
                "Referer: http://front.example/a");
        assertThat(seen.values("Accept-Encoding")).containsExactly("br, gzip");
        assertThat(seen.values("Range")).containsExactly("bytes=0-9");
        assertThat(seen.values("If-None-Match")).containsExactly("\"x\"");
        assertThat(seen.values("User-Agent")).containsExactly("raw");
        assertThat(seen.values("Origin")).containsExactly("http://front.example");
        assertThat(seen.values("Referer")).containsExactly("http://front.example/a");
    }

    @Test
    void nothingIsAddedToARequestWithoutFields() throws IOException {
        RawHead seen = echo("GET", "/bare");
        for (String name : List.of("User-Agent", "Accept-Encoding", "Content-Length", "Transfer-Encoding", "Upgrade")) {
            assertThat(seen.has(name)).as(name).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"})
    void anyMethodPasses(String method) throws IOException {
        String[] none = method.matches("P(OST|UT|ATCH)") ? new String[] {"Content-Length: 0"} : new String[0];
        assertThat(echo(method, "/method", none).word(0)).isEqualTo(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "TRACE"})
    void connectAndTraceAreRefused(String method) throws IOException {
        RawResponse response = method.equals("TRACE")
                ? fixture.exchange("TRACE", "/refused-method")
                : RawClient.exchange(
                        fixture.host().port(),
                        "CONNECT front.example:443 HTTP/1.1\r\nHost: front.example:443\r\nConnection: close\r\n\r\n");
        // 403 is what the constraint in Jetty's own default descriptor says to TRACE
        assertThat(response.status()).isIn(400, 403, 404, 405, 501);
        assertThat(fixture.backend().heads()).noneMatch(head -> head.word(0).equals(method));
    }

    @Test
    void connectionFieldsOfTheResponseStay() throws IOException {
        fixture.backend()
                .on(
                        "/hop-response",
                        call -> call.answer(
                                "200 OK",
                                "x",
                                "Connection: keep-alive, X-Nominated",
                                "X-Nominated: 1",
                                "Keep-Alive: timeout=5",
                                "Proxy-Connection: keep-alive",
                                "X-Passed: 1"));
        RawHead seen = fixture.get("/hop-response").head();
        assertThat(seen.has("X-Nominated")).isFalse();
        assertThat(seen.value("Keep-Alive")).isNotEqualTo("timeout=5");
        assertThat(seen.has("Proxy-Connection")).isFalse();
        assertThat(seen.values("X-Passed")).containsExactly("1");
    }

    @Test
    void repeatedFieldsKeepTheirOrder() throws IOException {
        String expires = "a=1; Path=/; Expires=Wed, 21 Oct 2099 07:28:00 GMT; HttpOnly";
        fixture.backend()
                .on(
                        "/dup",
                        call -> call.answer(
                                "200 OK",
                                "x",
                                "Set-Cookie: " + expires,
                                "X-Dup: 1",
                                "Set-Cookie: b=2",
                                "X-Dup: 2",
                                "X-Dup: 2"));
        RawHead seen = fixture.get("/dup").head();
        assertThat(seen.values("Set-Cookie")).hasSize(2);
        assertThat(seen.values("Set-Cookie").get(0)).contains("Expires=Wed, 21 Oct 2099 07:28:00 GMT; HttpOnly");
        assertThat(seen.values("Set-Cookie").get(1)).startsWith("b=2");
        assertThat(seen.values("X-Dup")).containsExactly("1", "2", "2");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 206, 301, 400, 401, 404, 418, 422, 500, 503, 599})
    void statusAndContentPassAsTheyAre(int status) throws IOException {
        fixture.backend()
                .on(
                        "/status",
                        call -> call.answer(
                                status + " Whatever",
                                "<backend's own page>",
                                "Content-Type: text/x-own",
                                "WWW-Authenticate: Basic"));
        RawResponse response = fixture.get("/status");
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.text()).isEqualTo("<backend's own page>");
        assertThat(response.head().values("Content-Type")).containsExactly("text/x-own");
        assertThat(response.head().values("Content-Length")).containsExactly("20");
        assertThat(response.head().values("WWW-Authenticate")).containsExactly("Basic");
    }

    @Test
    void headKeepsTheLengthAndTheConnection() throws IOException {
        fixture.backend().on("/head", call -> call.write(BackendCall.head("200 OK", "Content-Length: 12345")));
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("HEAD", fixture.at("/head")));
            RawResponse response = client.response();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.head().values("Content-Length")).containsExactly("12345");
            client.get(fixture.at("/after-head"));
            assertThat(client.response().text()).startsWith("GET /after-head ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "304 Not Modified"})
    void messagesWithoutContentKeepTheConnection(String status) throws IOException {
        fixture.backend().on("/empty", call -> call.write(BackendCall.head(status, "ETag: \"x\"")));
        try (RawClient client = fixture.client()) {
            client.get(fixture.at("/empty"));
            RawResponse response = client.response();
            assertThat(response.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
            assertThat(response.head().values("ETag")).containsExactly("\"x\"");
            client.get(fixture.at("/after-empty"));
            assertThat(client.response().text()).startsWith("GET /after-empty ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Location", "Content-Location", "URI", "Destination"})
    void absoluteUrlsComeBackUnderThePublicPath(String field) throws IOException {
        String origin = "http://" + fixture.backend().authority();
        fixture.backend().on("/moved", call -> call.answer("302 Found", "", field + ": " + origin + "/login?a=%20b"));
        fixture.backend().on("/inner/moved", call -> call.answer("302 Found", "", field + ": " + origin + "/inner/x"));
        fixture.backend().on("/abroad", call -> call.answer("302 Found", "", field + ": http://other.example/inner/x"));
        assertThat(fixture.get("/moved").head().values(field))
                .containsExactly("http://front.example" + fixture.at("/login?a=%20b"));
        assertThat(fixture.get("/renamed/moved").head().values(field))
                .containsExactly("http://front.example" + fixture.at("/renamed/x"));
        assertThat(fixture.get("/abroad").head().values(field)).containsExactly("http://other.example/inner/x");
    }

    @Test
    void pathOnlyLocationComesBackUnderThePublicPath() throws IOException {
        fixture.backend().on("/inner/moved-path", call -> call.answer("302 Found", "", "Location: /inner/x"));
        assertThat(fixture.get("/renamed/moved-path").head().value("Location"))
                .matches("(http://front\\.example)?" + fixture.at("/renamed/x"));
    }

    @Test
    void renamedPathsReachTheirOwnPlace() throws IOException {
        assertThat(echo("GET", "/renamed/a%2Bb?q").word(1)).isEqualTo("/inner/a%2Bb?q");
    }

    @Test
    void oneClientConnectionCarriesManyExchanges() throws IOException {
        try (RawClient client = fixture.client()) {
            for (int i = 0; i < 20; i++) {
                client.get(fixture.at("/keep/" + i));
                assertThat(client.response().text()).startsWith("GET /keep/" + i + " ");
            }
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("GET", fixture.at("/pipe/1"))
                    + RawClient.request("GET", fixture.at("/pipe/2"))
                    + RawClient.request("GET", fixture.at("/pipe/3")));
            for (int i = 1; i <= 3; i++) {
                assertThat(client.response().text()).startsWith("GET /pipe/" + i + " ");
            }
        }
    }

    /** The head that the backend saw. */
    private RawHead echo(String method, String path, String... fieldLines) throws IOException {
        RawResponse response = fixture.exchange(method, path, fieldLines);
        assertThat(response.status()).as("%s", response).isEqualTo(200);
        return new RawHead(response.text());
    }
}
