package dev.gangway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {

    @ParameterizedTest
    @CsvSource({
        "/, /, /",
        "/a//b///c, /a/b/c, /a/b/c",
        "/a/./b/../c, /a/c, /a/c",
        "/a/b/.., /a/, /a/",
        "/a/., /a/, /a/",
        "/a/.., /, /",
        "/a/b/, /a/b/, /a/b/",
        "/..a/...; , /..a/...;, /..a/...;",
        "/%7e%41%2D, /~A-, /~A-",
        "/%61%7A%5A%30%39%2E%5F, /azZ09._, /azZ09._",
        "/%60%7B%40%5B%3A, /`{@[:, /%60%7B%40%5B%3A",
        "/a/%2e%2e/b, /b, /b",
        "/%2B%3b%26, /+;&, /%2B%3b%26",
        "/%2541, /%41, /%2541",
        "/%252F, /%2F, /%252F",
        "/a%5Cb, /a\\b, /a%5Cb",
        "/a\\b, /a\\b, /a%5Cb",
        "/[x]|^`{}, /[x]|^`{}, /%5Bx%5D%7C%5E%60%7B%7D",
        "/!$&'()*+;=:@, /!$&'()*+;=:@, /!$&'()*+;=:@",
    })
    void reads(String rawPath, String decoded, String forwarded) {
        CanonicalPath path = path(rawPath);
        assertThat(path.decoded()).isEqualTo(decoded);
        assertThat(path.forwarded()).isEqualTo(forwarded);
        assertThat(path.forwarded(0, decoded.length())).isEqualTo(forwarded);
    }

    /** Every UTF-8 sequence at the edges of what RFC 3629 allows; beyond them every octet stands for itself. */
    @ParameterizedTest
    @CsvSource({
        "/%c2%80, /\u0080",
        "/%df%bf, /\u07ff",
        "/%e0%a0%80, /\u0800",
        "/%ed%9f%bf, /\ud7ff",
        "/%ee%80%80, /\ue000",
        "/%ef%bf%bf, /\uffff",
        "/%f0%90%80%80, /\ud800\udc00",
        "/%f4%8f%bf%bf, /\udbff\udfff",
        "/%c1%bf, /\u00c1\u00bf",
        "/%e0%9f%bf, /\u00e0\u009f\u00bf",
        "/%ed%a0%80, /\u00ed\u00a0\u0080",
        "/%ed%bf%bf, /\u00ed\u00bf\u00bf",
        "/%f0%8f%bf%bf, /\u00f0\u008f\u00bf\u00bf",
        "/%f4%90%80%80, /\u00f4\u0090\u0080\u0080",
        "/%f5%80%80%80, /\u00f5\u0080\u0080\u0080",
        "/%e2%82/x, /\u00e2\u0082/x",
        "/x%e2%82, /x\u00e2\u0082",
        "/%c3x, /\u00c3x",
    })
    void utf8AndWhatIsNone(String rawPath, String decoded) {
        assertThat(path(rawPath).decoded()).isEqualTo(decoded);
        assertThat(path(rawPath).forwarded()).isEqualTo(rawPath);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%2F..%2Fb", "/a/b%2f..", "/a%2F.;x%2Fb", "/a%2f%2e%2E%2fb"})
    void noDotSegmentHidesBesideAKeptSlash(String rawPath) {
        assertThat(CanonicalPath.parse(rawPath, new PathPolicy(PathPolicy.EncodedSlashes.KEPT, true)))
                .isEqualTo(new RefusedPath(400, "path holds a dot segment beside an encoded slash"));
    }

    @Test
    void thePathAsWrittenBelowAContextPath() {
        assertThat(path("/app/./x%41").below("/app").orElseThrow().raw()).contains("/./x%41");
        assertThat(path("/app").below("/app").orElseThrow().raw()).isEmpty();
        assertThat(path("/%61pp/x").below("/app").orElseThrow().raw()).isEmpty();
        assertThat(path("//app/x").below("/app").orElseThrow().raw()).isEmpty();
        assertThat(path("/app//x").below("").orElseThrow().raw()).contains("/app//x");
    }

    @Test
    void pathsAreEqualByWhatIsForwarded() {
        assertThat(path("/a/./%62")).isEqualTo(path("/a/b")).hasSameHashCodeAs(path("/a/b"));
        assertThat(path("/a%3bb")).isNotEqualTo(path("/a;b"));
    }

    @Test
    void octetsBeyondAscii() {
        assertThat(path("/%C3%A9").decoded()).isEqualTo("/\u00e9");
        assertThat(path("/\u00c3\u00a9").decoded()).isEqualTo("/\u00e9");
        assertThat(path("/\u00c3\u00a9").forwarded()).isEqualTo("/%C3%A9");
        assertThat(path("/%e9").decoded()).isEqualTo("/\u00e9");
        assertThat(path("/%e9").forwarded()).isEqualTo("/%e9");
        assertThat(path("/\u20ac").forwarded()).isEqualTo("/%E2%82%AC");
        assertThat(path("/\ud83d\ude00/x").forwarded()).isEqualTo("/%F0%9F%98%80/x");
        assertThat(path("/%c0%ae%c0%ae/x").decoded()).isEqualTo("/\u00c0\u00ae\u00c0\u00ae/x");
    }

    @Test
    void slicesMapBackToTheClientsOctets() {
        CanonicalPath path = path("/%C3%A9%20/%F0%9F%98%80x%2b");
        assertThat(path.decoded()).isEqualTo("/\u00e9 /\ud83d\ude00x+");
        assertThat(path.forwarded(1, 2)).isEqualTo("%C3%A9");
        assertThat(path.forwarded(2, 4)).isEqualTo("%20/");
        assertThat(path.forwarded(4, 6)).isEqualTo("%F0%9F%98%80");
        assertThat(path.forwarded(6, 8)).isEqualTo("x%2b");
        assertThat(path.forwarded(8, 8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%",
                "/%4",
                "/%zz",
                "/%-1",
                "/..",
                "/a/../..",
                "/%2e%2e/x",
                "/a b",
                "/a\tb",
                "/\u007f",
                "/a#b",
                "/a?b",
                "",
                "a",
                "*",
                "http://h/",
                "/\ud83d",
                "/\ud800x",
                "/\udfff",
                "/%0\u0660",
                "/%G0",
                "/%0g",
                "/%00/%",
                "/%2f/../../..",
                "/..;/x",
                "/a/..;/..;x/b"
            })
    void malformed(String rawPath) {
        assertThat(CanonicalPath.parse(rawPath))
                .isInstanceOfSatisfying(
                        RefusedPath.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%2F", "/a%2fb", "/%00", "/a%2F..%2Fb"})
    void encodedSlashAndNull(String rawPath) {
        assertThat(CanonicalPath.parse(rawPath))
                .isInstanceOfSatisfying(
                        RefusedPath.class,
                        refused -> assertThat(refused.status()).isEqualTo(404));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b, /a/b",
        "/a;x=1/b;y, /a/b",
        "/a/..;/b, /b",
        "/a/.;x/b, /a/b",
        "/a/b/..;, /a/",
        "/a;/, /a/",
        "/a/;x/b, /a/b",
        "/a%3Bx/b, /a;x/b",
    })
    void containersView(String rawPath, String view) {
        assertThat(path(rawPath).decodedWithoutParameters()).isEqualTo(view);
    }

    @Test
    void belowAContextPath() {
        assertThat(path("/app/x%20y").below("/app").orElseThrow().forwarded()).isEqualTo("/x%20y");
        assertThat(path("/app").below("/app").orElseThrow().decoded()).isEqualTo("/");
        assertThat(path("/app/").below("/app").orElseThrow().decoded()).isEqualTo("/");
        assertThat(path("/%61pp/x").below("/app").orElseThrow().decoded()).isEqualTo("/x");
        assertThat(path("/%C3%A4%20b/x").below("/\u00e4 b").orElseThrow().decoded())
                .isEqualTo("/x");
        assertThat(path("/x").below("").orElseThrow().decoded()).isEqualTo("/x");
        assertThat(path("/apple").below("/app")).isEmpty();
        assertThat(path("/App/x").below("/app")).isEmpty();
        assertThat(path("/app/..;/x").below("/app")).isEmpty();
        assertThat(path("/app/..;/app/x").below("/app")).isEmpty();
    }

    @Test
    void encodesDecodedText() {
        assertThat(CanonicalPath.encode("/a b%\u00e9?#\r\n~")).isEqualTo("/a%20b%25%C3%A9%3F%23%0D%0A~");
    }

    /** No text makes it throw; what it accepts is stable, safe to send, and consistent in its slices. */
    @Test
    void anyTextIsReadOnceAndForAll() {
        Random random = new Random(20261125);
        String[] pieces = {
            "/",
            "/",
            ".",
            "..",
            "%2e",
            "%2E%2e",
            "a",
            "B",
            ";",
            ";x=1",
            "%3B",
            "%",
            "%4",
            "%41",
            "%c3%a9",
            "%C3",
            "\u00c3\u00a9",
            "\u20ac",
            "\ud83d\ude00",
            "\ud83d",
            "\\",
            "%5c",
            "%2F",
            "%00",
            "%0d%0a",
            " ",
            "?",
            "~",
            "+",
            "%2B",
            "%25"
        };
        int accepted = 0;
        for (int round = 0; round < 50_000; round++) {
            StringBuilder raw = new StringBuilder(random.nextInt(20) == 0 ? "" : "/");
            for (int count = random.nextInt(9); count > 0; count--) {
                raw.append(pieces[random.nextInt(pieces.length)]);
            }
            if (CanonicalPath.parse(raw.toString()) instanceof CanonicalPath path) {
                accepted++;
                check(raw.toString(), path);
            }
        }
        assertThat(accepted).isGreaterThan(5_000);
    }

    private static void check(String raw, CanonicalPath path) {
        CanonicalPath again = path(path.forwarded());
        assertThat(again.forwarded()).as(raw).isEqualTo(path.forwarded());
        assertThat(again.decoded()).as(raw).isEqualTo(path.decoded());
        assertThat(path.forwarded()).as(raw).matches("/[!-~]*").doesNotContain("//", "/./", "/../", "?", "#");
        assertThat(path.decoded()).as(raw).doesNotContain("//", "/./", "/../", "\0");
        assertThat(path.decodedWithoutParameters()).as(raw).startsWith("/").doesNotContain("/../");
        int length = path.decoded().length();
        for (int cut = 0; cut <= length; cut++) {
            assertThat(path.forwarded(0, cut) + path.forwarded(cut, length))
                    .as(raw)
                    .isEqualTo(path.forwarded());
        }
    }

    private static CanonicalPath path(String rawPath) {
        PathResult result = CanonicalPath.parse(rawPath);
        if (result instanceof CanonicalPath path) {
            return path;
        }
        throw new AssertionError(rawPath + ": " + result);
    }
}
