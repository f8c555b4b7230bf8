package dev.gangway.mapping;

import static dev.gangway.mapping.RulesText.mapped;
import static dev.gangway.mapping.RulesText.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gangway.message.CanonicalPath;
import dev.gangway.rules.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What comes back: mod_proxy.md sections 5.1, 5.2 and 12 item 6. */
class ReverseMapperTest {

    private static final PublicView FRONT = new PublicView("http", "front:8443", "", "/");
    private static final PublicView BELOW_APP = new PublicView("https", "front", "/app", "/");

    @Test
    void absoluteValues() {
        comesBack("/ http://b:9/", "http://b:9/a", "http://front:8443/a");
        comesBack("/ http://b:9/", "HTTP://B:9/A", "http://front:8443/A");
        comesBack("/ http://b:9/", "http://b:9/a?x=http://b:9/#f", "http://front:8443/a?x=http://b:9/#f");
        comesBack("/y http://o/app", "http://o/application", "http://front:8443/ylication");
    }

    @Test
    void absoluteValuesThatDoNotMatch() {
        staysAsItIs("/ http://b:9/", "http://b:9");
        staysAsItIs("/ http://b:9/", "http://b:9?x");
        staysAsItIs("/ http://b:9/", "http://b/a");
        staysAsItIs("/ http://b:9/", "https://b:9/a");
        staysAsItIs("/ http://b:9/", "//b:9/a");
        staysAsItIs("/ http://b:9/", "http://u@b:9/a");
        staysAsItIs("/ http://b:9/", "a/b");
        staysAsItIs("/ http://b:9/", "/a");
        staysAsItIs("/ http://b:9/", "");
    }

    @Test
    void rulesThatNameAPath() {
        comesBack("/x /appx", "/appx/z", "http://front:8443/x/z");
        comesBack("/x /appx", "http://any/appx/z", "http://front:8443/x/z");
        staysAsItIs("/x /appx", "http://any");
        staysAsItIs("/ /", "//evil/x");
    }

    @Test
    void aUrlInTheQueryIsNoAuthority() {
        comesBack("/app/ /", "/login?next=http://o.example", "http://front:8443/app/login?next=http://o.example");
        comesBack("/app/ /", "/login?next=http://o.example/x", "http://front:8443/app/login?next=http://o.example/x");
    }

    @Test
    void withoutASoundHostNothingLooksLikeAnAuthority() {
        for (String host : List.of("", "fr,ont", "a b")) {
            PublicView view = new PublicView("http", host, "", "/");
            assertThat(location("ProxyPassReverse / http://b/", "ProxyPass / http://b/", "http://b//evil.com/", view))
                    .isEqualTo("/evil.com/");
            assertThat(location("ProxyPassReverse / http://b", "ProxyPass / http://b/", "http://b/\\\\evil/", view))
                    .isEqualTo("/evil/");
        }
    }

    @Test
    void pathOnlyValuesAreJoinedWithOneSlash() {
        assertThat(location("ProxyPassReverse /app http://b/", "ProxyPass /app http://b/", "/login", FRONT))
                .isEqualTo("/app/login");
        assertThat(location("ProxyPassReverse /app/ http://b", "ProxyPass /app/ http://b", "/login", FRONT))
                .isEqualTo("/app/login");
    }

    @Test
    void aHostPrefixedCookieKeepsItsPath() {
        ReverseMapper mapper =
                new ReverseMapper(RulesText.server("ProxyPass / http://b/").base(), Environment.empty());
        assertThat(mapper.setCookie("__Host-a=1; Secure; Path=/", BELOW_APP)).isEqualTo("__Host-a=1; Secure; Path=/");
        assertThat(mapper.setCookie("a=1; Path=/", BELOW_APP)).isEqualTo("a=1; Path=/app/");
    }

    @Test
    void aCookieOfManySemicolonsIsReadInOnePass() {
        String cookie = "a=1" + ";".repeat(4_000_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(cookie("ProxyPassReverseCookiePath / /app/", cookie + "Path=/", FRONT))
                        .isEqualTo(cookie + "Path=/app/"));
    }

    @Test
    void aPathOnlyValueBelongsToItsWholeBackendOnly() {
        assertThat(location("ProxyPassReverse /a http://h:80", "ProxyPass /b/ http://h:8080/", "/login", FRONT))
                .isEqualTo("/login");
        assertThat(location("ProxyPassReverse /a http://b", "ProxyPass /b/ http://b.example/", "/login", FRONT))
                .isEqualTo("/login");
    }

    @Test
    void firstRuleWins() {
        String text = "ProxyPassReverse /one/ http://b:9/\nProxyPassReverse /two/ http://b:9/";
        assertThat(location(text, "ProxyPass / http://c/", "http://b:9/x", FRONT))
                .isEqualTo("http://front:8443/one/x");
    }

    @Test
    void contextPathIsAdded() {
        String reverse = "ProxyPassReverse /sub/ http://b:9/";
        String pass = "ProxyPass / http://b:9/";
        assertThat(location(reverse, pass, "http://b:9/x", BELOW_APP)).isEqualTo("https://front/app/sub/x");
        assertThat(location(reverse, pass, "/x", BELOW_APP)).isEqualTo("/app/sub/x");
        PublicView odd = new PublicView("http", "front", "/\u00e4 b", "/");
        assertThat(location(reverse, pass, "http://b:9/x", odd)).isEqualTo("http://front/%C3%A4%20b/sub/x");
    }

    @Test
    void pathOnlyValuesFollowTheMount() {
        String reverse = "ProxyPassReverse /shiny/ http://b:3838/";
        String pass = "ProxyPass /shiny/ http://b:3838/";
        assertThat(location(reverse, pass, "/kitchen/", FRONT)).isEqualTo("/shiny/kitchen/");
        assertThat(location(reverse, pass, "/", FRONT)).isEqualTo("/shiny/");
        assertThat(location(reverse, pass, "/shiny/kitchen/?a#b", FRONT)).isEqualTo("/shiny/kitchen/?a#b");
        assertThat(location(reverse, pass, "/shiny", FRONT)).isEqualTo("/shiny");
        assertThat(location(reverse, pass, "/shinytest/", FRONT)).isEqualTo("/shiny/shinytest/");
        assertThat(location(reverse, pass, "//shiny/x", FRONT)).isEqualTo("//shiny/x");
        assertThat(location(reverse, pass, "kitchen/", FRONT)).isEqualTo("kitchen/");
    }

    @Test
    void pathOnlyValuesOfASocketRuleFollowTheHttpRule() {
        String reverse = "ProxyPassReverse /shiny/ http://b:3838/";
        assertThat(location(reverse, "ProxyPass / ws://b:3838/", "/x", FRONT)).isEqualTo("/shiny/x");
        assertThat(location(reverse, "ProxyPass / http://other:3838/", "/x", FRONT))
                .isEqualTo("/x");
        String explicitPort = "ProxyPassReverse /shiny/ http://b:80/";
        assertThat(location(explicitPort, "ProxyPass / http://b/", "/x", FRONT)).isEqualTo("/shiny/x");
    }

    @Test
    void ofTwoMountsOfOneBackendTheServingOneCounts() {
        String reverse = "ProxyPassReverse /one/ http://b/\nProxyPassReverse /two/ http://b/";
        assertThat(location(reverse, "ProxyPass /two/ http://b/", "/x", FRONT)).isEqualTo("/two/x");
        assertThat(location(reverse, "ProxyPass /other/ http://b/", "/x", FRONT))
                .isEqualTo("/one/x");
    }

    @Test
    void nothingEvilGetsOut() {
        String reverse = "ProxyPassReverse / http://b:9/";
        String pass = "ProxyPass / http://b:9/";
        assertThat(location(reverse, pass, "http://b:9/x\r\nSet-Cookie: a=b", FRONT))
                .isEqualTo("http://front:8443/xSet-Cookie: a=b");
        PublicView forged = new PublicView("http", "front/@evil\r\n", "", "/");
        assertThat(location(reverse, pass, "http://b:9/x", forged)).isEqualTo("/x");
    }

    @Test
    void cookiePath() {
        String text = "ProxyPassReverseCookiePath /app /pub";
        assertThat(cookie(text, "a=b; Path=/application; HttpOnly", FRONT)).isEqualTo("a=b; Path=/pub; HttpOnly");
        assertThat(cookie(text, "a=b; path=/app/x", FRONT)).isEqualTo("a=b; path=/pub");
        assertThat(cookie(text, "a=b; Path=/App", FRONT)).isEqualTo("a=b; Path=/App");
        assertThat(cookie(text, "a=b; Path=/x;Path=/app ", FRONT)).isEqualTo("a=b; Path=/x;Path=/pub ");
        assertThat(cookie(text, "path=/app; Secure", FRONT)).isEqualTo("path=/app; Secure");
        assertThat(cookie(text, "a=\"x; Path=/app", FRONT)).isEqualTo("a=\"x; Path=/pub");
    }

    @Test
    void cookieDomain() {
        String text = "ProxyPassReverseCookieDomain backend.local www.example";
        assertThat(cookie(text, "a=b; Domain=BACKEND.local.evil; Path=/", FRONT))
                .isEqualTo("a=b; Domain=www.example; Path=/");
        assertThat(cookie(text, "a=b; domain=.backend.local", FRONT)).isEqualTo("a=b; domain=.backend.local");
        assertThat(cookie(text, "domain=backend.local", FRONT)).isEqualTo("domain=backend.local");
    }

    @Test
    void cookiePathGetsTheContextPath() {
        assertThat(cookie("", "a=b; Path=/", BELOW_APP)).isEqualTo("a=b; Path=/app/");
        assertThat(cookie("", "a=b;Path=/x;Secure", BELOW_APP)).isEqualTo("a=b;Path=/app/x;Secure");
        assertThat(cookie("", "a=b; Path=/app", BELOW_APP)).isEqualTo("a=b; Path=/app");
        assertThat(cookie("", "a=b; Path=/app/x", BELOW_APP)).isEqualTo("a=b; Path=/app/x");
        assertThat(cookie("", "a=b; Path=/apple", BELOW_APP)).isEqualTo("a=b; Path=/app/apple");
        assertThat(cookie("", "a=b; Path=; Path", BELOW_APP)).isEqualTo("a=b; Path=; Path");
        assertThat(cookie("", "a=b", BELOW_APP)).isEqualTo("a=b");
        assertThat(cookie("ProxyPassReverseCookiePath / /pub/", "a=b; Path=/x", BELOW_APP))
                .isEqualTo("a=b; Path=/app/pub/");
    }

    /** What a mapping takes apart its reverse line puts together again. Fixed seed. */
    @Test
    void whereTheRequestWentComesBackAsItCame() {
        String text = "ProxyPass /p/ http://b:9/q/\nProxyPassReverse /p/ http://b:9/q/";
        ReverseMapper mapper = new ReverseMapper(server(text).base(), Environment.empty());
        MappingTable table = RulesText.table(text);
        Random random = new Random(20261125);
        String[] pieces = {"/", "a", "B", ".", "%20", "%2B", "%C3%A9", ";v=1", "+", "~", "%3f", "q/", "p/"};
        for (int round = 0; round < 5_000; round++) {
            StringBuilder raw = new StringBuilder("/p/x");
            for (int count = random.nextInt(10); count > 0; count--) {
                raw.append(pieces[random.nextInt(pieces.length)]);
            }
            CanonicalPath path = RulesText.path(raw.toString());
            Found.Mapped found = (Found.Mapped) table.find(path, false, Environment.empty());
            assertThat(mapper.location("http://b:9" + found.path(), FRONT, found))
                    .as(raw.toString())
                    .isEqualTo("http://front:8443" + path.forwarded());
        }
    }

    private static void comesBack(String reverse, String value, String expected) {
        assertThat(location("ProxyPassReverse " + reverse, "ProxyPass / http://b:9/", value, FRONT))
                .as("%s for %s", value, reverse)
                .isEqualTo(expected);
    }

    private static void staysAsItIs(String reverse, String value) {
        comesBack(reverse, value, value);
    }

    private static String location(String reverse, String pass, String value, PublicView view) {
        String text = reverse + "\n" + pass;
        String prefix = pass.split(" ", -1)[1];
        return new ReverseMapper(server(text).base(), Environment.empty()).location(value, view, mapped(text, prefix));
    }

    private static String cookie(String text, String value, PublicView view) {
        return new ReverseMapper(server(text).base(), Environment.empty()).setCookie(value, view);
    }
}
