package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.decider;
import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.Fields;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsePlannerTest {

    private static final ClientRequest REQUEST = request("GET", "/x", fields("Host", "front.example:8443"));

    private final ResponsePlanner planner = new ResponsePlanner();
    private final Course course = ((Decision.Forward)
                    decider("ProxyPass / http://b:3838/", "ProxyPassReverse / http://b:3838/")
                            .decide(REQUEST))
            .course();

    @Test
    void connectionFieldsAndFramingAreDropped() {
        ClientResponse planned = plan(
                        200,
                        fields(
                                "Connection", "close, X-Hop",
                                "X-Hop", "1",
                                "Keep-Alive", "timeout=5",
                                "Proxy-Authenticate", "Basic",
                                "Upgrade", "h2c",
                                "Content-Length", "3",
                                "X-Dup", "1",
                                "X-Dup", "2"))
                .orElseThrow();
        assertThat(planned.fields()).isEqualTo(fields("X-Dup", "1", "X-Dup", "2"));
        assertThat(planned.contentLength()).isEqualTo(OptionalLong.of(3));
    }

    @Test
    void chunkedBeatsALength() {
        assertThat(plan(200, fields("Transfer-Encoding", "chunked", "Content-Length", "3"))
                        .orElseThrow()
                        .contentLength())
                .isEmpty();
    }

    @Test
    void locationAndItsKinAreMappedBack() {
        ClientResponse planned = plan(
                        302,
                        fields(
                                "Location", "http://b:3838/a",
                                "Content-Location", "http://b:3838/b",
                                "URI", "http://b:3838/c",
                                "Destination", "http://b:3838/d",
                                "Link", "http://b:3838/e"))
                .orElseThrow();
        assertThat(planned.fields())
                .isEqualTo(fields(
                        "Location", "https://front.example:8443/a",
                        "Content-Location", "https://front.example:8443/b",
                        "URI", "https://front.example:8443/c",
                        "Destination", "https://front.example:8443/d",
                        "Link", "http://b:3838/e"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+2", "-1", "2, 2", "0x2", "1234567890123456789"})
    void aLengthThatIsNoNumberMakesTheHeadUnusable(String length) {
        assertThat(plan(200, fields("Content-Length", length))).isEmpty();
    }

    @Test
    void lengthsThatDisagreeMakeTheHeadUnusable() {
        assertThat(plan(200, fields("Content-Length", "2", "Content-Length", "3")))
                .isEmpty();
        assertThat(plan(200, fields("Content-Length", "2", "Content-Length", "2")))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 101, 600, 999})
    void aStatusThatIsNoneMakesTheHeadUnusable(int status) {
        assertThat(plan(status, fields())).isEmpty();
    }

    @Test
    void controlCharactersMakeTheHeadUnusable() {
        assertThat(plan(200, fields("X", "a\u0000b"))).isEmpty();
        assertThat(plan(200, fields("Bad Name", "a"))).isEmpty();
    }

    @Test
    void anAnswerWithoutContentByItsStatusHasNoLength() {
        assertThat(plan(304, fields("Content-Length", "55")).orElseThrow().contentLength())
                .isEmpty();
    }

    private Optional<ClientResponse> plan(int status, Fields fields) {
        return planner.plan(REQUEST, course, new BackendResponse(status, fields), true);
    }

    @Test
    void ofSeveralMountsTheOneThatTheClientUsedIsMeant() {
        for (String rule : List.of(
                "RewriteEngine On\nRewriteRule ^/(one|two)/(.*)$ http://b/$2 [P]",
                "ProxyPassMatch ^/(one|two)/(.*)$ http://b/$2",
                "ProxyPass /one/ http://b/\nProxyPass /two/ http://b/")) {
            Decider decider = decider(rule + "\nProxyPassReverse /one/ http://b/\nProxyPassReverse /two/ http://b/");
            ClientRequest clientRequest = request("GET", "/two/x", fields("Host", "f"));
            Course two = ((Decision.Forward) decider.decide(clientRequest)).course();
            assertThat(ResponsePlanner.mapBack(clientRequest, two, fields("Location", "/y")))
                    .as(rule)
                    .isEqualTo(fields("Location", "/two/y"));
        }
    }
}
