package dev.gangway.it.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gangway.testing.BackendCall;
import dev.gangway.testing.RawClient;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Who answers a client that expects 100 Continue (RFC 9110 section 10.1.1). */
public abstract class ExpectationScenarios {
    private final HostFixture fixture;

    protected ExpectationScenarios(HostFixture fixture) {
        this.fixture = fixture;
    }

    @Test
    void theBackendIsAsked() throws IOException {
        CountDownLatch go = new CountDownLatch(1);
        fixture.backend().on("/asked", call -> {
            assertThat(call.head().values("Expect")).containsExactly("100-continue");
            call.await(go).write(BackendCall.head("100 Continue"));
            call.answer("200 OK", new String(call.readExactly(3), ISO_8859_1));
        });
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request("POST", fixture.at("/asked"), "Content-Length: 3", "Expect: 100-continue"));
            if (!fixture.continuesItself()) {
                client.readTimeout(Duration.ofMillis(300));
                assertThatThrownBy(client::anyHead).isInstanceOf(SocketTimeoutException.class);
                client.readTimeout(Duration.ofSeconds(15));
            }
            go.countDown();
            assertThat(client.anyHead().status()).isEqualTo(100);
            client.send("abc");
            assertThat(client.anyHead().status()).isEqualTo(200);
            assertThat(client.readExactly(3)).isEqualTo("abc".getBytes(ISO_8859_1));
        } finally {
            go.countDown();
        }
    }

    @Test
    void aRefusalComesBeforeTheContent() throws IOException {
        fixture.backend().on("/too-much", call -> {
            call.answer("413 Content Too Large", "too much", "Connection: close");
            call.close();
        });
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request(
                    "POST", fixture.at("/too-much"), "Content-Length: 1000000", "Expect: 100-continue"));
            if (fixture.continuesItself()) {
                assertThat(client.anyHead().status()).isEqualTo(100);
            }
            assertThat(client.anyHead().status()).isEqualTo(413);
            assertThat(client.readExactly(8)).isEqualTo("too much".getBytes(ISO_8859_1));
        }
    }

    @Test
    void aBackendThatDoesNotAnswerGetsTheContent() throws IOException {
        fixture.backend().on("/deaf-to-expect", call -> call.answer("200 OK", call.content()));
        try (RawClient client = fixture.client()) {
            client.send(RawClient.request(
                    "POST", fixture.at("/deaf-to-expect"), "Content-Length: 3", "Expect: 100-continue"));
            assertThat(client.anyHead().status()).isEqualTo(100);
            client.send("abc");
            assertThat(client.response().text()).isEqualTo("abc");
        }
    }

    @Test
    void withoutContentNothingIsExpected() throws IOException {
        fixture.backend()
                .on(
                        "/nothing-to-expect",
                        call -> call.answer("200 OK", call.head().values("Expect") + ""));
        assertThat(fixture.get("/nothing-to-expect", "Expect: 100-continue").text())
                .isEqualTo("[]");
    }
}
