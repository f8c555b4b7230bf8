package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.decider;
import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.CanonicalPath;
import dev.gangway.message.PathResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No spelling of a path leads around an exclusion or a denial. Fixed seed; {@code -Dproperty.rounds=N} for a longer look. */
class PathSpellingPropertyTest {

    private static final int ROUNDS = Integer.getInteger("property.rounds", 20_000);

    private static final List<String> PIECES = List.of(
            "/",
            "/",
            "//",
            "/.",
            "/./",
            "/..",
            "/../",
            "..;/",
            "..;x=1/",
            ".;/",
            ";",
            ";x=1",
            "%2e",
            "%2E%2e/",
            ".%2e/",
            "%252e",
            "%252e%252e/",
            "\\",
            "%5c",
            "%2f",
            "%2F",
            "%3b",
            "%00",
            "%",
            "%4",
            "%zz",
            "%c0%ae",
            "admin",
            "/admin",
            "%61dmin",
            "adm%69n",
            "%2561dmin",
            "Admin",
            "x",
            "/x",
            "app",
            "/app",
            "\u00e9",
            "\u20ac",
            "%C3%A9",
            "%ff",
            " ",
            "?",
            "#",
            "\n",
            "\u0000",
            "+",
            "~",
            ":");

    private static final List<String> SPELLINGS = List.of(
            "/admin",
            "/admin/",
            "/admin/x",
            "//admin/x",
            "/./admin/x",
            "/x/../admin/x",
            "/x/..;/admin/x",
            "/x/..;v=1/admin/x",
            "/x/%2e%2e/admin/x",
            "/x/%2e%2e;/admin/x",
            "/x/.%2E/admin/x",
            "/x//../admin/x",
            "/%61dmin/x",
            "/%61%64%6d%69%6e/x",
            "/admin;x=1/x",
            "/admin;/x",
            "/;x=1/admin/x",
            "/;/admin/x",
            "/.;/admin/x",
            "/./%2e/admin/x",
            "/x/y/../../admin",
            "/x/y/..;/..;/admin",
            "/x;a/..;b/%61dmin;c/x",
            "/admin%2fx",
            "/x%2f..%2fadmin",
            "/x/..%2fadmin/x",
            "/%2fadmin/x",
            "/admin/../admin/x",
            "/admin/..;/../admin",
            "/admin/%252e%252e/x",
            "/admin/..\\x",
            "/../admin",
            "/x/../../admin");

    private static final List<String> CLOSED = List.of(
            "ProxyPass /admin !\nProxyPass / http://b/",
            "ProxyPass / http://b/\n<Location /admin>\nProxyPass !\n</Location>",
            "ProxyPass / http://b/\n<Location /admin>\nRequire all denied\n</Location>");

    private final Random random = new Random(20260102);

    @Test
    void anyPathIsReadOrRefusedAndReadTheSameAgain() {
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String raw = "/" + pieces();
            if (CanonicalPath.parse(raw) instanceof CanonicalPath path) {
                PathResult again = CanonicalPath.parse(path.forwarded());
                assertThat(again).as(raw).isEqualTo(path);
                assertThat(((CanonicalPath) again).decoded()).as(raw).isEqualTo(path.decoded());
                read++;
            }
        }
        assertThat(read).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/app"})
    void everySpellingIsClosed(String contextPath) {
        for (String rules : CLOSED) {
            Decider decider = decider(rules);
            for (String spelling : SPELLINGS) {
                assertThat(reaches(decider, contextPath, spelling))
                        .as("%s%s with%n%s", contextPath, spelling, rules)
                        .isEmpty();
            }
            assertThat(reaches(decider, contextPath, "/open")).contains("/open");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/app"})
    void whateverReachesTheBackendIsNotAdminToIt(String contextPath) {
        for (String rules : CLOSED) {
            Decider decider = decider(rules);
            int reached = 0;
            for (int round = 0; round < ROUNDS / 5; round++) {
                String raw = mutated(SPELLINGS.get(random.nextInt(SPELLINGS.size())));
                Optional<String> target = reaches(decider, contextPath, raw);
                if (target.isPresent()) {
                    assertThat(asABackendReads(target.get()))
                            .as("%s%s with%n%s", contextPath, raw, rules)
                            .doesNotMatch("(?s)/admin(/.*)?");
                    reached++;
                }
            }
            assertThat(reached).isGreaterThan(ROUNDS / 100);
        }
    }

    /** The path that a backend is sent, if any. */
    private static Optional<String> reaches(Decider decider, String contextPath, String raw) {
        if (!(CanonicalPath.parse(contextPath + raw) instanceof CanonicalPath whole)) {
            return Optional.empty();
        }
        Optional<CanonicalPath> path = whole.below(contextPath);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Decision decision = decider.decide(request("GET", path.get().forwarded(), fields("Host", "f")));
        return decision instanceof Decision.Forward forward
                ? Optional.of(forward.backendRequest().target())
                : Optional.empty();
    }

    /** Parameters cut, decoded once, slashes merged, dots resolved: written apart from the code under test. */
    private static String asABackendReads(String target) {
        String cut = target.replaceAll(";[^/]*", "");
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : decodedOnce(cut).split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String decodedOnce(String text) {
        StringBuilder decoded = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            if (text.startsWith("%", at)) {
                decoded.append((char) Integer.parseInt(text.substring(at + 1, at + 3), 16));
                at += 2;
            } else {
                decoded.append(text.charAt(at));
            }
        }
        return decoded.toString();
    }

    private String mutated(String spelling) {
        StringBuilder text = new StringBuilder(spelling);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = 1 + random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
                default -> text.replace(at - 1, at, PIECES.get(random.nextInt(PIECES.size())));
            }
            if (text.isEmpty() || text.charAt(0) != '/') {
                text.insert(0, '/');
            }
        }
        return text.toString();
    }

    private String pieces() {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(8); count > 0; count--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
