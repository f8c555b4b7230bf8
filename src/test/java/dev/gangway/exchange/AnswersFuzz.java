package dev.gangway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.fuzz.FuzzInput;
import dev.gangway.message.Field;
import dev.gangway.message.FieldSyntax;
import dev.gangway.message.Fields;
import dev.gangway.message.HopByHop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Rules in one char, a line that the client chooses, then the field lines of an answer: what was mapped back leads to us and
 * nowhere else, and of a cookie only Path and Domain change.
 */
public final class AnswersFuzz {

    private static final Set<String> PLACES = Set.of("location", "content-location", "uri", "destination");

    private static final List<Decider> DECIDERS = List.of(
            Requests.decider(
                    "ProxyPass / http://b:3838/",
                    "ProxyPassReverse / http://b:3838/",
                    "ProxyPassReverseCookiePath / /app/",
                    "ProxyPassReverseCookieDomain b .front.example"),
            Requests.decider(
                    "ProxyPass / http://b/",
                    "ProxyPassReverse /x http://b",
                    "ProxyPassReverse /y /deep",
                    "ProxyPassReverseCookiePath /a /b",
                    "Header edit Set-Cookie ^(.*)$ $1;HttpOnly"),
            Requests.decider(
                    "ProxyPassInterpolateEnv On",
                    "SetEnvIf X-Line (.*) line=$1",
                    "ProxyPass / http://b:3838/ interpolate",
                    "ProxyPassReverse /${line} http://b:3838/ interpolate",
                    "ProxyPassReverse / http://${line}/ interpolate",
                    "ProxyPassReverseCookiePath / /${line} interpolate",
                    "ProxyPassReverseCookieDomain b ${line} interpolate",
                    "Header always set X-Line %{line}e"));

    private AnswersFuzz() {}

    public static void fuzzerTestOneInput(byte[] octets) {
        FuzzInput input = new FuzzInput(octets);
        int choice = input.choice(2 * DECIDERS.size());
        String line = input.line();
        Fields asked = Requests.fields(
                "Host", choice < DECIDERS.size() ? "front.example:8443" : line.strip(), "X-Line", line.strip());
        Decision decision = DECIDERS.get(choice % DECIDERS.size()).decide(Requests.request("GET", "/", asked));
        if (!(decision instanceof Decision.Forward forward)) {
            return;
        }
        Fields received = input.fields();
        BackendResponse answer = new BackendResponse(302, received);
        ClientRequest request = forward.course().reception().request();
        Optional<ClientResponse> planned = new ResponsePlanner().plan(request, forward.course(), answer, true);
        if (planned.isPresent()) {
            assertThat(FieldSyntax.isClean(planned.get().fields())).isTrue();
            assertThat(HopByHop.strip(planned.get().fields()))
                    .isEqualTo(planned.get().fields());
            List<Field> mapped = ResponsePlanner.mapBack(request, forward.course(), answer.fields())
                    .lines();
            check(asked.first("Host").orElseThrow(), HopByHop.strip(answer.fields()), mapped);
        } else {
            assertThat(FieldSyntax.isClean(answer.fields()) && !answer.fields().has("Content-Length"))
                    .isFalse();
        }
    }

    private static void check(String host, Fields received, List<Field> mapped) {
        List<Field> before = new ArrayList<>(received.lines());
        before.removeIf(line -> line.is("Proxy-Authenticate"));
        assertThat(mapped).hasSameSizeAs(before);
        for (int at = 0; at < mapped.size(); at++) {
            Field line = mapped.get(at);
            String was = before.get(at).value();
            assertThat(line.name()).isEqualTo(before.get(at).name());
            if (PLACES.contains(line.name().toLowerCase(Locale.ROOT))) {
                checkPlace(host, was, line.value());
            } else if (line.is("Set-Cookie")) {
                checkCookie(was, line.value());
            } else {
                assertThat(line.value()).isEqualTo(was);
            }
        }
    }

    /** As the backend said, or ours: an absolute URL of the origin that the client asked, or a path that is no authority. */
    private static void checkPlace(String host, String was, String becomes) {
        if (becomes.equals(was) || becomes.equals(was.replaceAll("[\\x00-\\x1F\\x7F]", ""))) {
            return;
        }
        if (becomes.startsWith("/")) {
            assertThat(becomes).doesNotStartWith("//").doesNotStartWith("/\\");
        } else {
            assertThat(becomes).startsWith("https://" + host + "/");
            assertThat(host).doesNotContain("@", "/", "\\", "?", "#").doesNotContainAnyWhitespaces();
        }
    }

    private static void checkCookie(String was, String becomes) {
        String[] before = was.split(";", -1);
        String[] after = becomes.split(";", -1);
        assertThat(after).hasSameSizeAs(before);
        for (int at = 0; at < after.length; at++) {
            String name = before[at].split("=", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (at > 0 && (name.equals("path") || name.equals("domain"))) {
                assertThat(after[at].split("=", 2)[0]).isEqualTo(before[at].split("=", 2)[0]);
            } else {
                assertThat(after[at]).isEqualTo(before[at]);
            }
        }
    }
}
