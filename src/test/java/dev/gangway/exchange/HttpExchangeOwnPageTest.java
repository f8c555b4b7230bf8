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
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where Gangway's own page goes in place of what the backend says, or of what the client goes on to send. */
class HttpExchangeOwnPageTest {

    private static final String RULE = "\nServerLimit 1\nProxyPass / http://b/ max=1";

    private final List<String> events = new ArrayList<>();
    private final List<OwnPage> pages = new ArrayList<>();
    private final List<BackendListener> listeners = new ArrayList<>();
    private final List<ContentSource> contents = new ArrayList<>();
    private final List<Optional<ProxyError>> ends = new ArrayList<>();
    private int contentOctets;
    private Workers workers = new Workers(List.of(), new ManualTimer());

    @Test
    void anErrorIsReplacedAndTheBackendsContentStaysBehind() {
        start("ProxyErrorOverride On\nErrorDocument 500 \"<p>ours</p>\"" + RULE);
        backend().head(new BackendResponse(500, fields("Set-Cookie", "a=b", "WWW-Authenticate", "Basic")), true);
        backend().content(ByteBuffer.allocate(10));
        backend().end();
        assertThat(pages).containsExactly(new OwnPage(500, fields(), Optional.of("<p>ours</p>")));
        assertThat(events).containsExactly("cancel", "page");
        assertThat(ends).containsExactly(Optional.empty());
        assertThat(workers.all().iterator().next().places().taken()).isZero();
    }

    @Test
    void theChallengesOfA401AreKept() {
        start("ProxyErrorOverride On" + RULE);
        backend()
                .head(
                        new BackendResponse(
                                401, fields("WWW-Authenticate", "Basic", "X", "y", "WWW-Authenticate", "Negotiate")),
                        false);
        assertThat(pages)
                .containsExactly(new OwnPage(
                        401, fields("WWW-Authenticate", "Basic", "WWW-Authenticate", "Negotiate"), Optional.empty()));
    }

    @Test
    void onlyTheCodesOfTheRulesAreReplaced() {
        start("ProxyErrorOverride On 500\n<Location />\nProxyErrorOverride On 503\n</Location>" + RULE);
        backend().head(new BackendResponse(404, fields()), true);
        assertThat(events).containsExactly("commit 404");
        for (int code : new int[] {500, 503}) {
            events.clear();
            listeners.clear();
            start("ProxyErrorOverride On 500\n<Location />\nProxyErrorOverride On 503\n</Location>" + RULE);
            backend().head(new BackendResponse(code, fields()), true);
            assertThat(events).containsExactly("cancel", "page");
        }
    }

    @Test
    void aSectionCanSwitchItOff() {
        start("ProxyErrorOverride On\n<Location />\nProxyErrorOverride Off\n</Location>" + RULE);
        backend().head(new BackendResponse(500, fields()), true);
        assertThat(events).containsExactly("commit 500");
    }

    @Test
    void aMalformedErrorIsStillMalformed() {
        start("ProxyErrorOverride On" + RULE);
        backend().head(new BackendResponse(500, fields("Bad Name", "x")), true);
        assertThat(ends).containsExactly(Optional.of(ProxyError.BACKEND_MALFORMED));
    }

    @Test
    void contentThatTurnsOutTooLongIsCutAndAnswered() {
        start("LimitRequestBody 10" + RULE);
        contentOctets = 10;
        assertThat(contents.get(0).read(ByteBuffer.allocate(16))).isEqualTo(10);
        assertThat(pages).isEmpty();
        contentOctets = 1;
        ByteBuffer target = ByteBuffer.allocate(16);
        assertThat(contents.get(0).read(target)).isZero();
        assertThat(target.position()).isZero();
        assertThat(contents.get(0).read(target)).isZero();
        assertThat(pages).containsExactly(OwnPage.of(ProxyError.CONTENT_TOO_LONG));
        assertThat(ends).containsExactly(Optional.of(ProxyError.CONTENT_TOO_LONG));
        assertThat(events).containsExactly("cancel", "page");
    }

    private BackendListener backend() {
        return listeners.get(listeners.size() - 1);
    }

    private void start(String text) {
        RuleSet rules = rules(text);
        ManualTimer clock = new ManualTimer();
        workers = new Workers(rules.workers(), clock);
        Decider decider = new Decider(rules, workers);
        HttpExchange.Shared shared = new HttpExchange.Shared(
                decider,
                (backendRequest, parameters, content, listener) -> {
                    listeners.add(listener);
                    contents.add(content);
                    return new Call();
                },
                clock,
                new SpoolFiles(Path.of(System.getProperty("java.io.tmpdir"))),
                summary -> ends.add(summary.failure().map(Failure::error)),
                new LiveExchanges());
        ClientRequest clientRequest = request("POST", "/", fields("Host", "f"));
        new HttpExchange(clientRequest, (Decision.Forward) decider.decide(clientRequest), shared, new Client()).start();
    }

    private final class Call implements BackendCall {

        @Override
        public void contentAvailable() {}

        @Override
        public void grant(int octets) {}

        @Override
        public void cancel() {
            events.add("cancel");
        }
    }

    private final class Client implements ClientSide {

        @Override
        public ContentSource content() {
            return target -> {
                target.put(new byte[contentOctets]);
                return contentOctets;
            };
        }

        @Override
        public void commit(ClientResponse clientResponse) {
            events.add("commit " + clientResponse.status());
        }

        @Override
        public void write(ByteBuffer octets) {
            events.add("write");
        }

        @Override
        public void end() {
            events.add("end");
        }

        @Override
        public void answer(OwnPage page) {
            events.add("page");
            pages.add(page);
        }

        @Override
        public void cut(OwnPage page) {
            throw new AssertionError("nothing was begun");
        }

        @Override
        public void abort(ProxyError cause, OwnPage page) {
            events.add("abort");
        }
    }
}
