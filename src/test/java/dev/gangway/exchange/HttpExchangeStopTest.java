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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of exchanges when the proxy stops, or when a backend fails at once while many wait. */
class HttpExchangeStopTest {

    private static final int EXCHANGES = 2_000;

    private final Timers timers = new Timers();
    private final List<OwnPage> answers = new ArrayList<>();
    private final List<ProxyError> failures = new ArrayList<>();
    private final RuleSet rules = rules("ServerLimit 1", "ProxyPass / http://b/ max=2");
    private final Workers workers = new Workers(rules.workers(), new ManualTimer());
    private final Decider decider = new Decider(rules, workers);
    private final LiveExchanges live = new LiveExchanges();

    @AfterEach
    void closeTimers() {
        timers.close();
    }

    @Test
    void everyExchangeIsAnsweredUnderWayWaitingOrLate() {
        HttpExchange.Shared shared = shared((request, parameters, content, listener) -> new SilentCall());
        for (int i = 0; i < EXCHANGES; i++) {
            start(shared);
        }
        assertThat(answers).isEmpty();
        live.stop();
        start(shared);
        assertThat(answers).hasSize(EXCHANGES + 1).containsOnly(OwnPage.of(ProxyError.PROXY_STOPPING));
        assertThat(failures).hasSize(EXCHANGES + 1).containsOnly(ProxyError.PROXY_STOPPING);
        assertThat(workers.all().iterator().next().places().taken()).isZero();
    }

    @Test
    void aBackendThatFailsAtOnceAnswersAllWhoWait() {
        List<BackendListener> first = new ArrayList<>();
        HttpExchange.Shared shared = shared((request, parameters, content, listener) -> {
            if (first.size() < 2) {
                first.add(listener);
            } else {
                listener.failed(new Failure(ProxyError.BACKEND_UNRESOLVED, "b"));
            }
            return new SilentCall();
        });
        for (int i = 0; i < EXCHANGES; i++) {
            start(shared);
        }
        first.forEach(listener -> listener.failed(new Failure(ProxyError.BACKEND_UNRESOLVED, "b")));
        assertThat(answers).hasSize(EXCHANGES).containsOnly(OwnPage.of(ProxyError.BACKEND_UNRESOLVED));
        assertThat(failures).hasSize(EXCHANGES).containsOnly(ProxyError.BACKEND_UNRESOLVED);
        assertThat(workers.all().iterator().next().places().taken()).isZero();
    }

    private HttpExchange.Shared shared(BackendClient backend) {
        return new HttpExchange.Shared(
                decider,
                backend,
                timers,
                new SpoolFiles(Path.of(System.getProperty("java.io.tmpdir"))),
                this::note,
                live);
    }

    private void note(ExchangeObserver.Summary summary) {
        summary.failure().ifPresent(failure -> failures.add(failure.error()));
    }

    private void start(HttpExchange.Shared shared) {
        ClientRequest clientRequest = request("GET", "/", fields("Host", "f"));
        Decision.Forward forward = (Decision.Forward) decider.decide(clientRequest);
        new HttpExchange(clientRequest, forward, shared, new Client()).start();
    }

    private final class Client implements ClientSide {

        @Override
        public ContentSource content() {
            return target -> ContentSource.END;
        }

        @Override
        public void commit(ClientResponse clientResponse) {
            throw new AssertionError("no backend answers here");
        }

        @Override
        public void write(ByteBuffer octets) {
            throw new AssertionError("no backend answers here");
        }

        @Override
        public void end() {
            throw new AssertionError("no backend answers here");
        }

        @Override
        public void answer(OwnPage page) {
            answers.add(page);
        }

        @Override
        public void cut(OwnPage page) {
            throw new AssertionError("nothing was begun");
        }

        @Override
        public void abort(ProxyError cause, OwnPage page) {
            throw new AssertionError("nothing is committed here");
        }
    }

    private static final class SilentCall implements BackendCall {

        @Override
        public void contentAvailable() {}

        @Override
        public void grant(int octets) {}

        @Override
        public void cancel() {}
    }
}
