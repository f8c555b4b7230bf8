package dev.gangway.exchange;

import static dev.gangway.exchange.Requests.fields;
import static dev.gangway.exchange.Requests.request;
import static dev.gangway.exchange.Requests.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.balancer.ManualTimer;
import dev.gangway.balancer.Workers;
import dev.gangway.rules.RuleSet;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose idle time runs while an answer is relayed: the backend's, or the client's when the window is full. */
class HttpExchangeIdleTest {

    private static final Duration BACKEND_IDLE = Duration.ofSeconds(10);
    private static final Duration CLIENT_IDLE = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final ManualTimer clock = new ManualTimer();
    private final List<ProxyError> failures = new ArrayList<>();
    private final List<ProxyError> aborts = new ArrayList<>();
    private final List<BackendListener> listeners = new ArrayList<>();
    private final List<Integer> granted = new ArrayList<>();
    private HttpExchange exchange;
    private int cuts;

    @BeforeEach
    void answerBegins() {
        RuleSet rules = rules(
                "Timeout " + CLIENT_IDLE.toSeconds(), "ProxyPass / http://b/ timeout=" + BACKEND_IDLE.toSeconds());
        Decider decider = new Decider(rules, new Workers(rules.workers(), clock));
        HttpExchange.Shared shared = new HttpExchange.Shared(
                decider,
                (request, parameters, content, listener) -> {
                    listeners.add(listener);
                    return new Call();
                },
                clock,
                new SpoolFiles(Path.of(System.getProperty("java.io.tmpdir"))),
                summary -> summary.failure().ifPresent(failure -> failures.add(failure.error())),
                new LiveExchanges());
        ClientRequest clientRequest = request("GET", "/", fields("Host", "f"));
        exchange =
                new HttpExchange(clientRequest, (Decision.Forward) decider.decide(clientRequest), shared, new Client());
        exchange.start();
        backend().head(new BackendResponse(200, fields("Content-Type", "text/plain")), true);
    }

    @Test
    void aSilentBackendIsGivenUp() {
        clock.advance(BACKEND_IDLE.minus(MOMENT));
        assertThat(aborts).isEmpty();
        clock.advance(MOMENT);
        assertThat(aborts).containsExactly(ProxyError.BACKEND_TIMEOUT);
    }

    @Test
    void aFullWindowIsTheClientsTime() {
        send(HttpExchange.WINDOW);
        clock.advance(CLIENT_IDLE.minus(MOMENT));
        assertThat(aborts).isEmpty();
        clock.advance(MOMENT);
        assertThat(aborts).containsExactly(ProxyError.CLIENT_STALLED);
    }

    @Test
    void aSlowClientIsNotTakenForASilentBackendWhileTheWindowStaysFull() {
        // a client library may hand over more than it was granted
        send(3 * HttpExchange.WINDOW);
        for (int taken = 0; taken < HttpExchange.WINDOW; taken += HttpExchange.WINDOW / 4) {
            exchange.drained(HttpExchange.WINDOW / 4);
            clock.advance(BACKEND_IDLE.plus(MOMENT));
            assertThat(aborts).isEmpty();
        }
    }

    @Test
    void roomInTheWindowIsTheBackendsTimeAgain() {
        send(HttpExchange.WINDOW + 1);
        exchange.drained(2);
        clock.advance(BACKEND_IDLE);
        assertThat(aborts).containsExactly(ProxyError.BACKEND_TIMEOUT);
        assertThat(granted).containsExactly(2);
    }

    @Test
    void anAnswerThatBreaksOffIsCutInTheEnd() {
        clock.advance(BACKEND_IDLE);
        assertThat(aborts).hasSize(1);
        clock.advance(Duration.ofSeconds(1).minus(MOMENT));
        assertThat(cuts).isZero();
        clock.advance(MOMENT);
        assertThat(cuts).isEqualTo(1);
    }

    private BackendListener backend() {
        return listeners.get(0);
    }

    private void send(int octets) {
        backend().content(ByteBuffer.allocate(octets));
    }

    private final class Call implements BackendCall {

        @Override
        public void contentAvailable() {}

        @Override
        public void grant(int octets) {
            granted.add(octets);
        }

        @Override
        public void cancel() {}
    }

    /** A client that takes octets only when the test says so. */
    private final class Client implements ClientSide {

        @Override
        public ContentSource content() {
            return target -> ContentSource.END;
        }

        @Override
        public void commit(ClientResponse clientResponse) {}

        @Override
        public void write(ByteBuffer octets) {}

        @Override
        public void end() {}

        @Override
        public void answer(OwnPage page) {
            throw new AssertionError("the head is committed");
        }

        @Override
        public void cut(OwnPage page) {
            cuts++;
        }

        @Override
        public void abort(ProxyError cause, OwnPage page) {
            aborts.add(cause);
        }
    }
}
