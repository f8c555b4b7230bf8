package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.decider;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.CanonicalPath;
import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages may open a WebSocket in the name of a user (threat 62). */
class PageOriginTest {

    private static final String PLAIN = "ProxyPass / http://b/";
    private static final String BEHIND = "RemoteIPTrustedProxy 192.0.2.7\n" + PLAIN;

    /** A handshake of a browser on this connection; more fields as name, value. */
    private static ClientRequest handshake(String url, String... namesAndValues) {
        String scheme = url.substring(0, url.indexOf(':'));
        String authority = url.replaceFirst("[a-z]+://", "").replaceFirst("/.*", "");
        String path = url.replaceFirst("[a-z]+://[^/]*", "");
        int colon = authority.indexOf(':');
        int port = colon < 0 ? (scheme.equals("https") ? 443 : 80) : Integer.parseInt(authority.substring(colon + 1));
        Fields.Builder fields = Fields.builder()
                .add("Host", authority)
                .add("Connection", "Upgrade")
                .add("Upgrade", "websocket")
                .add("Sec-WebSocket-Version", "13")
                .add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        String name = colon < 0 ? authority : authority.substring(0, colon);
        return new ClientRequest(
                "id1",
                "GET",
                (CanonicalPath) CanonicalPath.parse(path),
                Optional.empty(),
                fields.build(),
                new RequestContent.None(),
                new ClientRequest.Connection(scheme, name, port, "192.0.2.7", "192.0.2.1", port, "", true),
                ClientRequest.Login.none());
    }

    private static Decision decide(String rules, String url, String origin, String... more) {
        ClientRequest request = handshake(url, more);
        return decider(rules)
                .decide(request.with(request.fields().toBuilder()
                        .add("Cookie", "c=1")
                        .add("Origin", origin)
                        .build()));
    }

    private static void passes(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Relay.class);
    }

    private static String refusal(Decision decision) {
        Decision.Refuse refuse = (Decision.Refuse) decision;
        assertThat(refuse.failure().error()).isEqualTo(ProxyError.ORIGIN_REFUSED);
        assertThat(refuse.page().status()).isEqualTo(403);
        return refuse.failure().detail();
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example/, https://app.example",
        "https://app.example/, HTTPS://App.Example:443",
        "https://App.example:8443/, https://app.example:8443",
        "http://app.example/, http://app.example",
        "http://app.example:80/, http://app.example",
        "http://127.0.0.1:8080/, http://127.0.0.1:8080",
        // TLS may end in front of us, and nobody else's page can come from there
        "http://app.example/, https://app.example",
        "http://app.example:8443/, https://app.example:8443",
    })
    void aPageOfTheSameHostPasses(String url, String origin) {
        passes(decide(PLAIN, url, origin));
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example/, https://evil.example",
        "https://app.example/, https://a.app.example",
        "https://app.example/, https://example",
        "https://app.example/, https://app.example.evil.example",
        "https://app.example/, https://app.example:8443",
        "https://app.example/, http://app.example",
        "https://app.example/, http://app.example:443",
        "https://app.example:8443/, https://app.example",
        "http://app.example/, http://app.example:8080",
        "https://app.example/, 'null'",
        "https://app.example/, ''",
        "https://app.example/, app.example",
        "https://app.example/, file://",
        "https://app.example/, https://app.example/",
        "https://app.example/, https://app.example@evil.example",
        "https://app.example/, https://app.example https://evil.example",
        "https://app.example/, 'https://app.example, https://evil.example'",
        "https://app.example/, wss://app.example",
    })
    void anyOtherPageIsRefused(String url, String origin) {
        assertThat(refusal(decide(PLAIN, url, origin))).startsWith("Origin \"" + origin + "\" with Cookie, expected ");
    }

    @Test
    void theReasonSaysWhatWasExpected() {
        assertThat(refusal(decide(PLAIN, "https://app.example/", "https://evil.example")))
                .isEqualTo("Origin \"https://evil.example\" with Cookie, expected https://app.example as the client"
                        + " addressed us, or what ProxyWebsocketOrigin lists: none (default)");
        assertThat(refusal(decide(
                        "ProxyWebsocketOrigin https://*.other.example null\n" + PLAIN,
                        "http://app.example/",
                        "https://evil.example")))
                .isEqualTo("Origin \"https://evil.example\" with Cookie, expected http://app.example or"
                        + " https://app.example as the client addressed us, or what ProxyWebsocketOrigin lists:"
                        + " https://*.other.example null (ProxyWebsocketOrigin of test.conf:1)");
    }

    @Test
    void twoOriginFieldsAreNoOrigin() {
        refusal(decide(PLAIN, "https://app.example/", "https://app.example", "Origin", "https://app.example"));
    }

    @Test
    void onlyWhatIsAUsersIsRefused() {
        String[] evil = {"Origin", "https://evil.example"};
        passes(decider(PLAIN).decide(handshake("https://app.example/", evil)));
        refusal(decider(PLAIN)
                .decide(handshake(
                        "https://app.example/", "Origin", "https://evil.example", "Authorization", "Basic dTpw")));
        ClientRequest plain = handshake("https://app.example/", evil);
        ClientRequest.Login login = new ClientRequest.Login(Optional.of("ann"), role -> false);
        Decision decision = decider(PLAIN)
                .decide(new ClientRequest(
                        "id1",
                        "GET",
                        plain.path(),
                        plain.query(),
                        plain.fields(),
                        plain.content(),
                        plain.connection(),
                        login));
        assertThat(refusal(decision)).contains(" with a login, expected ");
    }

    @Test
    void aHandshakeWithoutOriginPasses() {
        passes(decider(PLAIN).decide(handshake("https://app.example/", "Cookie", "c=1")));
    }

    @Test
    void plainRequestsAreNotAsked() {
        assertThat(decide("ProxyPass / http://b/ upgrade=NONE", "https://app.example/", "https://evil.example"))
                .isInstanceOf(Decision.Forward.class);
    }

    @Test
    void editsOfTheFieldsHideNothing() {
        String rules = """
                RequestHeader unset Origin early
                RequestHeader unset Cookie early
                RequestHeader set Origin https://app.example
                """ + PLAIN;
        refusal(decide(rules, "https://app.example/", "https://evil.example"));
        assertThat(((Decision.Relay) decide(rules, "https://app.example/", "https://app.example"))
                        .handshake()
                        .fields()
                        .all("Cookie"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://portal.example, true",
        "https://portal.example:8443, false",
        "http://portal.example, false",
        "https://a.apps.example:8443, true",
        "https://a.b.apps.example:8443, true",
        "https://apps.example:8443, false",
        "https://evilapps.example:8443, false",
        "https://a.apps.example, false",
        "'null', true",
        "vscode-webview://1a2b, true",
        "vscode-webview://1a2c, false"
    })
    void listedPagesPass(String origin, boolean listed) {
        Decision decision = decide(
                "ProxyWebsocketOrigin https://portal.example https://*.apps.example:8443 null vscode-webview://1a2b\n"
                        + PLAIN,
                "https://app.example/",
                origin);
        assertThat(decision instanceof Decision.Relay).isEqualTo(listed);
    }

    @Test
    void theStarIsForAllOriginsAndSectionsReplaceOuterLines() {
        String rules = """
                ProxyWebsocketOrigin *
                ProxyPass / http://b/
                <Location /closed>
                  ProxyWebsocketOrigin none
                </Location>
                """;
        passes(decide(rules, "https://app.example/", "https://evil.example"));
        passes(decide(rules, "https://app.example/", "null"));
        refusal(decide(rules, "https://app.example/closed/ws", "https://evil.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/closed;x/ws", "/closed;x=1", "/open/..;/closed/ws"})
    void parametersOfThePathOpenNoSection(String path) {
        String rules = """
                ProxyWebsocketOrigin *
                ProxyPass / http://b/
                <Location /closed>
                  ProxyWebsocketOrigin none
                </Location>
                """;
        assertThat(decide(rules, "https://app.example" + path, "https://evil.example"))
                .isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void aTrustedProxySaysHowTheClientAddressedIt() {
        String[] told = {"X-Forwarded-Host", "app.example, lb.example", "X-Forwarded-Proto", "https"};
        passes(decide(BEHIND, "http://10.0.0.5:8080/", "https://app.example", told));
        refusal(decide(BEHIND, "http://10.0.0.5:8080/", "http://app.example", told));
        refusal(decide(BEHIND, "http://10.0.0.5:8080/", "https://lb.example", told));
        refusal(decide(PLAIN, "http://10.0.0.5:8080/", "https://app.example", told));
    }

    @Test
    void aTrustedProxyTellsThePort() {
        String[] told = {"X-Forwarded-Proto", "https", "X-Forwarded-Port", "8443"};
        passes(decide(BEHIND, "http://app.example/", "https://app.example:8443", told));
        passes(decide(BEHIND, "http://app.example/", "https://app.example", told));
        refusal(decide(BEHIND, "http://app.example/", "https://app.example:9443", told));
        refusal(decide(PLAIN, "http://app.example/", "https://app.example:8443", told));
    }

    @Test
    void theCanonicalNameIsOurs() {
        String rules = "ServerName https://app.example\nUseCanonicalName On\n" + PLAIN;
        passes(decide(rules, "http://10.0.0.5:8080/", "https://app.example"));
        refusal(decide(rules, "http://10.0.0.5:8080/", "https://evil.example"));
        refusal(decide("ServerName https://app.example\n" + PLAIN, "http://10.0.0.5:8080/", "https://app.example"));
    }
}
