package dev.gangway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.balancer.ManualTimer;
import dev.gangway.balancer.Workers;
import dev.gangway.fuzz.FuzzInput;
import dev.gangway.message.CanonicalPath;
import dev.gangway.message.FieldSyntax;
import dev.gangway.message.Fields;
import dev.gangway.rules.ParseResult;
import dev.gangway.rules.RulesParser;
import dev.gangway.rules.RulesSource;
import java.util.List;
import java.util.Locale;

/**
 * Rules, an empty line, a target, field lines: whatever both are, there is one decision, and what leaves is one well-formed
 * head for a backend that the rules name.
 */
public final class DecisionsFuzz {

    private DecisionsFuzz() {}

    public static void fuzzerTestOneInput(byte[] octets) {
        FuzzInput input = new FuzzInput(octets);
        String rules = input.paragraph();
        if (!(RulesParser.parse(List.of(new RulesSource("rules", rules))) instanceof ParseResult.Parsed parsed)) {
            return;
        }
        String target = input.line();
        if (!(CanonicalPath.parse(target.split("\\?", 2)[0]) instanceof CanonicalPath)) {
            return;
        }
        Fields fields = input.fields();
        Decider decider = new Decider(parsed.rules(), new Workers(parsed.rules().workers(), new ManualTimer()));
        ClientRequest request = Requests.request("GET", target, fields);
        Decision decision = decider.decide(request);
        check(decision);
        assertThat(brief(decider.decide(request))).isEqualTo(brief(decision));
        if (decision instanceof Decision.Forward forward
                && !forward.backendRequest().origin().host().startsWith("[")) {
            assertThat(rules.toLowerCase(Locale.ROOT))
                    .contains(forward.backendRequest().origin().host());
        }
    }

    /** What leaves, or where the client is sent. */
    public static void check(Decision decision) {
        if (decision instanceof Decision.Forward forward) {
            BackendRequest sent = forward.backendRequest();
            checkHead(sent.target(), sent.wireFields(true));
        } else if (decision instanceof Decision.Relay relay) {
            checkHead(relay.handshake().target(), relay.handshake().wireFields("dGhlIHNhbXBsZSBub25jZQ=="));
        } else if (decision instanceof Decision.Redirect redirect) {
            assertThat(redirect.location())
                    .matches(FieldSyntax::isVisible)
                    .matches("https?://[A-Za-z0-9._:\\[\\]-]+/.*");
        }
    }

    private static void checkHead(String target, Fields fields) {
        assertThat(target).startsWith("/").matches(FieldSyntax::isTarget).doesNotContain("#");
        String path = target.split("\\?", 2)[0];
        assertThat(CanonicalPath.cut(path)).isPresent();
        assertThat(path).doesNotMatch("(?s).*/(\\.|%2[Ee]){1,2}(/.*)?");
        assertThat(FieldSyntax.isClean(fields)).isTrue();
        assertThat(fields.all("Host")).hasSize(1);
        assertThat(fields.all("Cookie")).hasSizeLessThanOrEqualTo(1);
        assertThat(fields.all("Connection")).hasSize(1);
        assertThat(fields.has("Transfer-Encoding") && fields.has("Content-Length"))
                .isFalse();
    }

    private static String brief(Decision decision) {
        if (decision instanceof Decision.Forward forward) {
            return forward.backendRequest().origin() + forward.backendRequest().target();
        }
        return decision instanceof Decision.Redirect redirect
                ? redirect.location()
                : decision.getClass().getSimpleName();
    }
}
