package dev.gangway.mapping;

import static dev.gangway.mapping.RulesText.find;
import static dev.gangway.mapping.RulesText.mapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.CanonicalPath;
import dev.gangway.message.RefusedPath;
import dev.gangway.rules.Upgrade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rule a path takes and what the backend gets: mod_proxy.md sections 3.4 to 3.6, 4.1, 4.3 and 13. */
class ProxyPassTest {

    @Test
    void slashToSlash() {
        maps("/a/ http://h/b/", "/a/x", "http://h/b/x");
        maps("/a/ http://h/b/", "/a/", "http://h/b/");
        maps("/ http://h/", "/any/thing", "http://h/any/thing");
        maps("/ http://h/", "/", "http://h/");
        doesNotMap("/a/ http://h/b/", "/a");
    }

    @Test
    void oneStrayOctetDoesNotChangeHowTheRestReads() {
        for (String path : List.of("/priv%C3%A9/x", "/priv%C3%A9/x%FF", "/priv%C3%A9/%E2%82", "/%70riv%C3%A9/%C0%AF")) {
            assertThat(find("ProxyPass /priv\u00e9 !\nProxyPass / http://b/", path))
                    .isInstanceOf(Found.Excluded.class);
        }
        maps("/ http://b/", "/\u20ac%E2%82%AC%FF%F0%9F%9A%A2/x", "http://b/%E2%82%AC%E2%82%AC%FF%F0%9F%9A%A2/x");
    }

    /** A container cuts parameters before it resolves dots, so these mean another path to it than to httpd. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/users/..;/../list",
                "/admin/..;/x/../../list",
                "/admin/%2e%2e;a/../list",
                "/admin/.;/../../admin/.."
            })
    void whatAContainerResolvesOtherwiseIsRefused(String path) {
        assertThat(CanonicalPath.parse(path)).isInstanceOf(RefusedPath.class);
    }

    @Test
    void plainParametersAreNoReasonToRefuse() {
        assertThat(CanonicalPath.parse("/a;x/../b")).isInstanceOf(CanonicalPath.class);
        assertThat(CanonicalPath.parse("/a;x=1/b;y")).isInstanceOf(CanonicalPath.class);
    }

    @Test
    void anEscapeInAForwardingRuleIsTextAsInHttpd() {
        maps("/a%41/ http://b/literal/", "/a%2541/x", "http://b/literal/x");
        doesNotMap("/a%41/ http://b/literal/", "/aA/x");
    }

    @Test
    void aGluedPrefixCannotClimbOutOfItsTarget() {
        assertThat(find("ProxyPass / http://b/app", "/x/..;/manager/html")).isInstanceOf(Found.Ambiguous.class);
        assertThat(find("ProxyPass /u/ http://b/v", "/u/a/..;/secret")).isInstanceOf(Found.Ambiguous.class);
        assertThat(find("ProxyPass /a/ http://b/v/", "/a/..;/a/secret")).isInstanceOf(Found.Ambiguous.class);
        assertThat(find("ProxyPass /a http://b/v/", "/a/..;/a/secret")).isInstanceOf(Found.Ambiguous.class);
        maps("/a/ http://b/v/", "/a/x/..;/y", "http://b/v/x/..;/y");
        maps("/ http://b/", "/x/..;/y", "http://b/x/..;/y");
    }

    @Test
    void prefixWithoutSlashEndsAtASegment() {
        maps("/s http://h/t/", "/s", "http://h/t/");
        maps("/s http://h/t/", "/s/foo", "http://h/t//foo");
        maps("/both http://h/M", "/both/a;b=c", "http://h/M/a;b=c");
        doesNotMap("/s http://h/t/", "/sfoo");
    }

    @Test
    void whatTheRuleSaysIsGluedTogether() {
        maps("/u/ http://h/v", "/u/x", "http://h/vx");
        maps("/u/ http://h/v", "/u/", "http://h/v");
    }

    @Test
    void urlWithoutPathNeverTouchesTheHost() {
        maps("/x http://h", "/x/y", "http://h/y");
        maps("/x http://h", "/x", "http://h/");
        maps("/x/ http://h", "/x/y", "http://h/y");
        maps("/x/ http://h:80", "/x/@evil", "http://h/@evil");
        maps("/x/ http://h", "/x/.evil.example", "http://h/.evil.example");
    }

    @Test
    void slashRunsCountAsOne() {
        maps("/both http://h/M", "//both///a//b", "http://h/M/a/b");
        maps("/two//slashes http://h/M", "/two/slashes/x", "http://h/M/x");
        maps("/two/slashes http://h/M", "/two//slashes/x", "http://h/M/x");
        maps("//a http://h/M", "/a/x", "http://h/M/x");
    }

    @Test
    void matchingIsCaseSensitive() {
        doesNotMap("/app http://h/", "/App");
        doesNotMapRegex("^/app http://h/", "/App");
        mapsRegex("(?i)^/app(.*) http://h/x$1", "/App/y", "http://h/x/y");
    }

    @Test
    void firstMatchWinsNotTheLongest() {
        assertThat(mapped("ProxyPass / http://one/\nProxyPass /long http://two/", "/long/x")
                        .origin()
                        .host())
                .isEqualTo("one");
        assertThat(mapped("ProxyPassMatch x http://one\nProxyPass /long http://two/", "/long/x")
                        .origin()
                        .host())
                .isEqualTo("one");
    }

    @Test
    void regexGroups() {
        mapsRegex("^/(.*)$ http://h/n/$1", "/a/b", "http://h/n/a/b");
        mapsRegex("^/([a-z]+)/([0-9]+) http://h/$2/$1/$0", "/ab/12/tail", "http://h/12/ab//ab/12");
        mapsRegex("^/(a)|^/(b) http://h/$1-$2-$9", "/b", "http://h/-b-");
        mapsRegex("^(/app/.*)$ http://h:3838$1", "/app/x", "http://h:3838/app/x");
        mapsRegex("^/app(.*)$ http://h:3838$1", "/app.evil", "http://h:3838/.evil");
    }

    @Test
    void regexWithoutSubstitutionAppendsThePath() {
        mapsRegex("\\.gif$ http://h", "/foo.gif", "http://h/foo.gif");
        mapsRegex("\\.gif$ http://h/pics", "/a/foo.gif", "http://h/pics/a/foo.gif");
        mapsRegex("^/lit/[a-z]$ http://h/\\lit", "/lit/a", "http://h/lit");
        mapsRegex("^/sub/(.*)$ http://h/$2", "/sub/x", "http://h/");
        doesNotMapRegex("\\.gif$ http://h", "/foo.gifs");
    }

    @Test
    void regexTemplateLiterals() {
        mapsRegex("^/d/(.*)$ http://h/$1x\\$1", "/d/1", "http://h/1x$1");
        mapsRegex("^/d/(.*)$ http://h/a&b\\1$1", "/d/x", "http://h/a&b1x");
        mapsRegex("^/n/(.*)$ http://h/nn?x=$1", "/n/v", "http://h/nn%3Fx=v");
        mapsRegex("^/n/(.*)$ http://h/[]|^<>`{}$1", "/n/v", "http://h/%5B%5D%7C%5E%3C%3E%60%7B%7Dv");
    }

    @Test
    void ruleUrlsAreWrittenDecoded() {
        maps("/x http://h/a%20b", "/x", "http://h/a%2520b");
        maps("/x \"http://h/a b\"", "/x", "http://h/a%20b");
        maps("/x http://h/\u00e9?q#f", "/x", "http://h/%C3%A9%3Fq%23f");
        maps("/x http://h/a\\$1", "/x", "http://h/a%5C$1");
    }

    @Test
    void clientsOwnEscapesAreForwarded() {
        maps("/ http://h/", "/a%20b/%2B%3b/%C3%A9/%c3%a9", "http://h/a%20b/%2B%3b/%C3%A9/%c3%a9");
        maps("/ http://h/", "/x%3Fy%23z%25", "http://h/x%3Fy%23z%25");
        maps("/ http://h/", "/%7e%41", "http://h/~A");
        maps("/ http://h/", "/%0d%0aX:y", "http://h/%0d%0aX:y");
        maps("/%a http://h/b", "/%25a/%25", "http://h/b/%25");
        maps("/a/ http://h/", "/%61%2f".replace("%2f", "/") + "b", "http://h/b");
        mapsRegex("^/k/(.)(.*)$ http://h/$2/$1", "/k/%F0%9F%98%80%2b", "http://h/%2b/%F0%9F%98%80");
        mapsRegex("^/l/(.)(.*)$ http://h/$2/$1", "/l/%ff%2b", "http://h/%2b/%ff");
    }

    @Test
    void exclusionEndsTheSearch() {
        assertThat(find("ProxyPass /p !\nProxyPass / http://h/", "/p/x")).isInstanceOf(Found.Excluded.class);
        assertThat(find("ProxyPassMatch \\.secret$ !\nProxyPass / http://h/", "/a.secret"))
                .isInstanceOf(Found.Excluded.class);
        assertThat(find("ProxyPass / http://h/\nProxyPass /p !", "/p/x")).isInstanceOf(Found.Mapped.class);
    }

    @Test
    void aContainersOtherReadingIsRefused() {
        String rules = "ProxyPass /private !\nProxyPass / http://h/";
        assertThat(find(rules, "/private;v=1/x")).isInstanceOf(Found.Ambiguous.class);
        assertThat(find(rules, "/a/..;/private/x")).isInstanceOf(Found.Ambiguous.class);
        assertThat(find("ProxyPass /both http://h/M", "/both;v=1")).isInstanceOf(Found.Ambiguous.class);
        maps("/ http://h/", "/a;v=1/x", "http://h/a;v=1/x");
    }

    @Test
    void capturesCannotClimb() {
        assertThat(find("ProxyPassMatch ^/x(.*)$ http://h/a/$1", "/x../secret")).isInstanceOf(Found.Ambiguous.class);
        assertThat(find("ProxyPassMatch ^/x(.*)$ http://h/a/$1", "/x..;p/secret"))
                .isInstanceOf(Found.Ambiguous.class);
        assertThat(find("ProxyPassMatch ^/(.)x(.)$ http://h/a/$1$2/b", "/.x.")).isInstanceOf(Found.Ambiguous.class);
        mapsRegex("^/x(.*)$ http://h/a/$1", "/x..y/z", "http://h/a/..y/z");
    }

    @Test
    void lineFeedsDoNotSlipPastARegex() {
        String rules = "ProxyPassMatch ^/private/.*$ !\nProxyPass / http://h/";
        assertThat(find(rules, "/private/%0Ax")).isInstanceOf(Found.Excluded.class);
    }

    @Test
    void upgradeBelongsToTheRule() {
        String rules = "ProxyPass /a http://h/ upgrade=NONE\nProxyPass / http://h/";
        assertThat(mapped(rules, "/a").upgrade()).isEqualTo(Upgrade.NONE);
        assertThat(mapped(rules, "/b").upgrade()).isEqualTo(Upgrade.WEBSOCKET);
        assertThat(mapped(rules, "/b").worker()).isEqualTo(mapped(rules, "/a").worker());
    }

    @ParameterizedTest
    @CsvSource({
        "/, http, /",
        "/app/__sockjs__/123/abc/xhr, ws, /app/__sockjs__/123/abc/xhr",
        "/app/__sockjs__/n=abc/123/s/websocket, http, /app/__sockjs__/n=abc/123/s/websocket",
        "/__sockjs__/123/a/xhr, http, /__sockjs__/123/a/xhr",
        "/websocket/, http, /websocket/",
        "/a%20b/__sockjs__/1/x%3Fy%23z%25, ws, /a%20b/__sockjs__/1/x%3Fy%23z%25",
        "//a///b/./c/../d, http, /a/b/d",
        "/x%5Cy, http, /x%5Cy",
    })
    void pastedText(String rawPath, String scheme, String forwarded) throws IOException {
        Found.Mapped found = mapped(pasted(), rawPath);
        assertThat(found.origin().scheme()).isEqualTo(scheme);
        assertThat(found.path()).isEqualTo(forwarded);
    }

    @ParameterizedTest
    @CsvSource({"/x%2Fy, 404", "/x%00y, 404", "/%, 400", "/%zz, 400", "/%4, 400", "/../x, 400", "/a/%2e%2e/.., 400"})
    void pastedTextNeverSeesThese(String rawPath, int status) {
        assertThat(CanonicalPath.parse(rawPath))
                .isInstanceOfSatisfying(
                        RefusedPath.class,
                        refused -> assertThat(refused.status()).isEqualTo(status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/private",
                "/private/",
                "/private/x",
                "//private/x",
                "///private",
                "/./private",
                "/private/.",
                "/a/../private/x",
                "/a/b/../../private",
                "/%70rivate/x",
                "/pr%69vat%65",
                "/%2e/private",
                "/a/%2e%2e/private",
                "/a/.%2E/private/x",
                "/a//..//private",
                "/./././private/y",
                "/private//x",
                "/private/../private/x",
                "/priv%61te/%2e",
                "/x/y/%2E%2e/%2e%2E/private/z",
                "/private/%2e./private",
            })
    void excludedPathIsNeverForwarded(String rawPath) {
        assertThat(find("ProxyPass /private !\nProxyPass / http://h/", rawPath)).isInstanceOf(Found.Excluded.class);
    }

    private static String pasted() throws IOException {
        return Files.readString(Path.of("src/test/resources/pasted-httpd.conf"));
    }

    private static void maps(String rule, String rawPath, String target) {
        assertTarget("ProxyPass " + rule, rawPath, target);
    }

    private static void mapsRegex(String rule, String rawPath, String target) {
        assertTarget("ProxyPassMatch " + rule, rawPath, target);
    }

    private static void assertTarget(String line, String rawPath, String target) {
        Found.Mapped found = mapped(line, rawPath);
        assertThat(found.origin().url() + found.path())
                .as("%s on %s", line, rawPath)
                .isEqualTo(target);
        assertThat(found.path()).matches("/[!-~]*").doesNotContain("?", "#");
    }

    private static void doesNotMap(String rule, String rawPath) {
        assertThat(List.of(find("ProxyPass " + rule, rawPath))).hasOnlyElementsOfType(Found.NotMapped.class);
    }

    private static void doesNotMapRegex(String rule, String rawPath) {
        assertThat(List.of(find("ProxyPassMatch " + rule, rawPath))).hasOnlyElementsOfType(Found.NotMapped.class);
    }
}
