package dev.gangway.diff;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rows of mod_proxy.md sections 3.4, 3.5, 4.1 to 4.3, 5.1 and 5.2, and what belongs to them. Stateless. */
final class PickedProbes {

    private PickedProbes() {}

    static List<Probe> all(String authority) {
        List<Probe> probes = new ArrayList<>();
        gets(probes, "3.4", PREFIXES);
        gets(probes, "3.5", PATTERNS);
        gets(probes, "3.3+3.6", ORDER);
        gets(probes, "1.5+3.7", ACCESS);
        gets(probes, "4.1-4.3", PATHS);
        locations(authority).forEach(value -> {
            probes.add(Probe.answered("5.1", "/r09/p", "302 Found", "Location: " + value));
            probes.add(Probe.answered("5.1", "/r09/p", "200 OK", "Content-Location: " + value));
        });
        probes.add(Probe.answered("5.1", "/r09/p", "201 Created", "Location: http://" + authority + "/nine/new"));
        probes.add(Probe.answered("5.1", "/r09/p", "200 OK", "URI: http://" + authority + "/nine/u"));
        probes.add(Probe.answered("5.1", "/r09/p", "200 OK", "Destination: http://" + authority + "/nine/d"));
        COOKIES.forEach(value -> probes.add(Probe.answered("5.2", "/r09/p", "200 OK", "Set-Cookie: " + value)));
        probes.add(Probe.answered("5.2", "/r09/p", "200 OK", "Set-Cookie: a=b; path=/app", "Set-Cookie: c=d; Path=/x"));
        for (String method : List.of("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "FOO", "foo", "TRACE")) {
            probes.add(Probe.get("6.1", "/r10/method").withMethod(method));
        }
        probes.add(Probe.get("6.1", "http://any.example/r10/absolute?x"));
        probes.add(Probe.get("6.1", "http://front.example:8443/r10/absolute?x"));
        probes.add(Probe.get("6.1", "http://front.example:8443"));
        probes.add(Probe.get("6.1", "http://any.example:81/r09/absolute"));
        return probes;
    }

    /** For the pairing with sections and virtual hosts. */
    static List<Probe> sections(String authority) {
        List<Probe> probes = new ArrayList<>();
        gets(probes, "1.5+3.3", SECTIONS);
        for (String host : List.of("other.example", "OTHER.example:99", "a.front.example", "unknown.example")) {
            for (String target : List.of("/", "/s06/x", "/s01/x", "/s06/denied", "/nowhere")) {
                probes.add(Probe.get("1.5", target).withHost(host));
            }
        }
        for (String value :
                List.of("/four/x", "http://BACKEND/four/x", "http://BACKEND/nine/x", "http://BACKEND/four")) {
            probes.add(
                    Probe.answered("5.1", "/s04/p", "302 Found", "Location: " + value.replace("BACKEND", authority)));
            probes.add(
                    Probe.answered("5.1", "/s01/p", "302 Found", "Location: " + value.replace("BACKEND", authority)));
        }
        probes.add(Probe.answered("5.2", "/s04/p", "200 OK", "Set-Cookie: a=b; Path=/four/x"));
        probes.add(Probe.answered("5.2", "/s01/p", "200 OK", "Set-Cookie: a=b; Path=/four/x"));
        return probes;
    }

    /** For the pairings with the policies of slashes. */
    static List<Probe> slashes() {
        List<Probe> probes = new ArrayList<>();
        gets(probes, "4.1+4.2+4.4", SLASHES);
        return probes;
    }

    /** For the pairing that keeps the client's Host. */
    static List<Probe> hosts(String authority) {
        List<Probe> probes = new ArrayList<>();
        List<String> hosts =
                List.of("front.example", "front.example:80", "FRONT.example:8443", "127.0.0.1", "[::1]:99");
        for (String host : hosts) {
            probes.add(Probe.get("6.1", "/p?q").withHost(host));
            probes.add(Probe.answered("5.1", "/p", "302 Found", "Location: http://" + authority + "/there")
                    .withHost(host));
            probes.add(
                    Probe.answered("5.1", "/p", "302 Found", "Location: /there").withHost(host));
        }
        Stream.of("/", "//a///b/./c/../d", "/..;/x", "/../x", "/%", "/x%2Fy", "/a%20b", "/?", "/;x/y")
                .forEach(target -> probes.add(Probe.get("13", target)));
        return probes;
    }

    private static final String SECTIONS = """
            /s01/x /s01/first /s01/first/x /s01/first/deep /s01/first/deep/x /s01/first/deeper
            /s01/closed /s01/closed/x /s01/closedx /s01//closed /s01/%63losed /s01/x/../closed
            /s02 /s02/ /s02/x /s02x /s02/long /s02/long/x /s02/longer /s02/kept/x
            /s03/a/x /s03/b/x/y /s03/c/x /s03/7 /s03/77/x /s03/x7 /s03/plain /s03/plain/x /s03/a/closed /s03/a/closed/x
            /s04 /s04/ /s04/x /s05/x /s05/xx /s05/y/z /s05/z /s05/zz/y /s05/a
            /s06/x /s06/denied /s06/denied/x /s06/deniedx /s06/x/../denied
            """;

    private static final String SLASHES = """
            /k01/a%2Fb /k01/a%2fb /k01/a%252Fb /k01/a//b /k01//a /k01/a/./b /k01/a/../b /k01/a//../b /k01/closed /k01//closed
            /k01/closed%2Fx /k01/x%2F..%2Fclosed /k01/%2Fclosed /k01/a%2F /k01/%2F /k01%2Fa
            /k02/a/x /k02/a%2Fb/x /k02/a%2fb/x/y /k02/a%252Fb/xy /k02//a/x /k02/a//x
            /k03/a%2Fb /k03/%7Ea/%2B /k03/a/./b /k03/a//b /k03/a/../b /k03/a;x /k03?q=%2F /k03/a%2Fb?q /%6b03/a%7e
            /k04/a%2Fb /k04/%7Ea/%2B /k04/a/./b /k04/a//b /k04/a/../b /k04/a;x /k04/?q=%2F
            """;

    private static void gets(List<Probe> probes, String about, String targets) {
        for (String target : targets.strip().split("\\s+", -1)) {
            String octets = new String(target.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            probes.add(Probe.get(about, octets));
        }
    }

    private static final String PREFIXES = """
            /r01/a/x /r01/a /r01/a/ /r01/a/x/y?z=1 /r01/a//x /r01/A/x
            /r01/s /r01/s/ /r01/s/foo /r01/sfoo /r01/s//foo /r01/s?q
            /r01/u/x /r01/u/ /r01/u /r01/u/x/y
            /r01/x /r01/x/ /r01/x/y /r01/x/@evil /r01/x/:80/y /r01/xy /r01/glue/y /r01/glue/@z /r01/glue/ /r01/glue/1
            //r01//both///a//b /r01/both /r01/both;v=1 /r01/both/a;b=c /r01/both;v=1/a /r01;x/both/a
            /r05/x /r05/x/y /r05/sp%20ace/z /r05/%41/z /r05/%2541/z /r05/A/z /r05/café/z /r05/caf%C3%A9/z
            /r05/caf%c3%a9/z /r05/caf%e9/z /r05/dbl/z /r05//dbl//z /r05/dbl
            """;

    private static final String PATTERNS = """
            /r02/n/v /r02/n/a%3Fb /r02/n/ /r02/n/v?q=1 /r02/n/%26x
            /r02/d/y /r02/d/ /r02/amp/z /r02/foo.gif /r02/a/b/foo.gif?x /r02/foo.gif/x /r02/foo.GIF
            /r02/g/a/1/r /r02/g/a//r /r02/g/a/r /r02/g/a/12 /r02/g/a%20b/7/%C3%A9 /r02/g/a/
            /r02/case/x /r02/CASE/x /R02/case/x /r02/CaSe/
            /r02/app/__sockjs__/123/abc/xhr /r02/__sockjs__/123/abc/xhr /r02/app/__sockjs__/n=abc/123/s/websocket
            /r02/app/__sockjs__/1/x%3Fy%23z%25 /r02/a%20b/__sockjs__/1/x
            /r02/w/x /r02/all /r02/all/more /r02/allmore?x /r02/x/middle/abc /r02/x/middle/abcd?e /r02/middle/d
            /r12/a.. /r12/b../x /r12/a/../x /r02/case/$1 /r02/case/%241
            /r02/x%0d%0aHost:%20evil/__sockjs__/1/%20HTTP/1.1%0d%0a%0d%0aGET%20/x
            """;

    private static final String ORDER = """
            /r03/no /r03/no/x /r03/nothing /r03/a.secret /r03/a.secret/x /r03/a.secre%74 /r03/%6eo/x /r03//no
            /r03/x/../no /r03/x/..;/no /r03/no;a/x /r03/NO /r03/./no/ /r03/%2e%2e/r03/no /r03/n%256f /r03/no%5Cx
            /r03/no%2Fx /r03/a.secret;x /r03/x%00/../no
            /r04/late/x /r04/early/x /r04/early/deep/x /r04/early/deeper /r04/x /r04
            /r06/ws/x /r06/ws /r06/other / /none /none/ * /r10
            """;

    private static final String ACCESS = """
            /r07/denied /r07/denied/x /r07/deniedx /r07/%64enied /r07//denied/x /r07/x/../denied /r07/denied;x
            /r07/denied;x/y /r07/x/..;/denied /r07/Denied /r07/below /r07/below/ /r07/below/x /r07/below;a/x
            /r07/globx/x /r07/glob/x /r07/glob/y/x /r07/globy/x/z /r07/globy/xz
            /r07/order /r07/order/x /r07/order/open /r07/order/open/x /r07/order/openx /r07/ip/x /r07/far/x /r07/free
            /r08/secret /r08/secretly /r08/secret/x /r08/Secret /r08/%73ecret /r08//secret /r08/a/../secret
            /r08/x/end /r08/x/y/end /r08/end /r08/x/ending /r08/x/end?q /r08/open /r08/secret;x /r08/;x/secret
            """;

    private static final String PATHS = """
            /r10/%2e%2e/r10/x /r10/./a/./b/ /r10/a/.. /r10/a/../ /r10/a/. /r10/.. /r10/../.. /../x /r10/../../x
            /r10/%2F../../x /r10/x%2F/../y /r10/%00/../y
            /r10/%zz /r10/% /r10/%4 /r10/%00 /r10/a%2Fb /r10/a%2fb /r10/..%2fx /r10/a%252Fb /r10/%2561 /r10/%25zz
            /r10/a/..;/b /r10/a;x=1/b;y /r10/;/b /r10/..;x/b /r10/.;/b /r10/a/%2e%2e;x/
            /r10/%0D%0A /r10/%20 /r10/%3F /r10/%23 /r10/%25 /r10/%7f /r10/%01 /r10/+ /r10/%2B /r10/%3B /r10/%26 /r10/%7e
            /r10/%41 /r10/%5C /r10/a%5Cb /r10/..%5Cx /r10/%C3%A9 /r10/%c3%a9 /r10/é /r10/%E9 /r10/%C0%AF /r10/%F0%9F%98%80
            /r10/%c0%ae%c0%ae/ /r10/... /r10/.a /r10/a. /r10/~-_.!*'(),:@&=$+
            /r10/q? /r10/q?a?b /r10/q?a=%zz&b=%20 /r10/q?a/../b /r10/q?%00 /r10/q?é /r10/q?a=[b]|c /r10/q?a;b
            /r10/q#f /r10/q?x#f /r10/[ /r10/] /r10/| /r10/^ /r10/" /r10/< /r10/> /r10/` /r10/{ /r10/} /r10/\\
            //r10/x ///r10///x @evil/x :8080/x r10/x
            /r11/x /r11/
            """;

    private static List<String> locations(String authority) {
        String port = authority.substring(authority.indexOf(':'));
        String below = "http://" + authority + "/nine/";
        return List.of(
                below + "a",
                "HTTP://" + authority.toUpperCase(java.util.Locale.ROOT) + "/nine/A",
                below,
                below + "?q#f",
                "http://" + authority,
                "http://" + authority + "?x",
                "http://" + authority + "/other",
                "http://127.0.0.1/nine/a",
                "https://" + authority + "/nine/a",
                "//" + authority + "/nine/a",
                "http://u@" + authority + "/nine/a",
                "http://localhost" + port + "/nine/a",
                below + "a%2Fb%20c",
                "/a",
                "a/b",
                "/nine/a",
                "/nine",
                "/r09/a",
                "?q",
                "#f",
                "",
                "/appx/z",
                "/appxz",
                "http://any.example/appx/z",
                "https://any.example:1/appx",
                "/APPX/z",
                "http://other.example/application",
                "http://other.example/app",
                "http://other.example/ap",
                "http://OTHER.example/app/x");
    }

    private static final List<String> COOKIES = List.of(
            "a=b",
            "a=b; path=/app",
            "a=b; Path=/app/x",
            "a=b; PATH=/application",
            "a=b; path=/",
            "a=b; path=/other",
            "a=b; path=/App",
            "a=b; path=\"/app\"",
            "a=b; path = /app",
            "a=b;path=/app;HttpOnly",
            "a=b; path=",
            "a=b; path=/x; path=/app",
            "a=b; path=/app; path=/x",
            "a=b; Path=/app; Domain=backend.local; Secure",
            "a=b; domain=backend.local",
            "a=b; domain=BACKEND.local",
            "a=b; domain=.backend.local",
            "a=b; domain=backend.local.evil",
            "a=b; domain=other",
            "path=/app; x=y",
            "a=path=/app; b",
            "path=/app",
            "a=b; path=/app; domain=backend.local; path=/app/looooong; domain=x; path=/",
            "a=b; Expires=Wed, 09 Jun 2032 10:18:14 GMT; path=/app; SameSite=Lax",
            "a; path=/app",
            "");
}
