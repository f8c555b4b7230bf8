package dev.gangway.it.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.BackendCall;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What comes before and behind the content of an answer: 103 Early Hints and trailer sections. */
public abstract class TrailerScenarios {

    private static final String TRAILERS = "Grpc-Status: 0\r\nX-Sum: a\r\nSet-Cookie: s=1\r\nContent-Length: 5\r\n";

    private final HostFixture fixture;

    protected TrailerScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void trailersReachAClientThatWantsThem() throws IOException {
        fixture.backend().on("/trailers", this::answerWithTrailers);
        try (RawClient client = fixture.client()) {
            client.get(fixture.at("/trailers"), "TE: trailers", "Connection: TE");
            RawHead head = client.head();
            assertThat(head.chunked()).isTrue();
            assertThat(new String(client.chunk(), ISO_8859_1)).isEqualTo("abc");
            String end =
                    new String(client.readExactly("\r\n0\r\nGrpc-Status: 0\r\nX-Sum: a\r\n\r\n".length()), ISO_8859_1);
            assertThat(end.toLowerCase(Locale.ROOT).split("\r\n"))
                    .containsExactlyInAnyOrder("", "0", "grpc-status: 0", "x-sum: a");
            assertThat(end).endsWith("\r\n\r\n");
        }
    }

    @Test
    void otherClientsGetNone() throws IOException {
        fixture.backend().on("/trailers", this::answerWithTrailers);
        try (RawClient client = fixture.client()) {
            client.get(fixture.at("/trailers"), "Connection: close");
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] some = client.readSome(1024); some.length > 0; some = client.readSome(1024)) {
                all.write(some);
            }
            assertThat(all.toString(ISO_8859_1)).contains("abc").doesNotContainIgnoringCase("grpc-status");
        }
    }

    @Test
    void earlyHintsReachTheClient() throws IOException {
        CountDownLatch seen = new CountDownLatch(1);
        fixture.backend().on("/hints", call -> {
            call.write(BackendCall.head("103 Early Hints", "Link: </a.css>; rel=preload", "X-Secret: 1"));
            call.await(seen).answer("200 OK", "page", "X-Late: 1");
        });
        try (RawClient client = fixture.client()) {
            if (!fixture.flushesHints()) {
                seen.countDown();
            }
            client.get(fixture.at("/hints"));
            RawHead head = client.anyHead();
            if (fixture.flushesHints() || head.status() == 103) { // Tomcat's leave with the answer, or not at all
                assertThat(head.status()).isEqualTo(103);
                assertThat(head.values("Link")).containsExactly("</a.css>; rel=preload");
                assertThat(head.values("X-Secret")).isEmpty();
                seen.countDown();
                head = client.anyHead();
            }
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.values("Link")).isEmpty();
            assertThat(head.values("X-Late")).containsExactly("1");
            assertThat(new String(client.readExactly(4), ISO_8859_1)).isEqualTo("page");
        } finally {
            seen.countDown();
        }
    }

    private void answerWithTrailers(BackendCall call) throws IOException {
        call.write(BackendCall.head("200 OK", "Transfer-Encoding: chunked", "Trailer: Grpc-Status"));
        call.chunk("abc").write("0\r\n" + TRAILERS + "\r\n");
    }
}
