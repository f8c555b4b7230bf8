package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.ProxyError;
import dev.gangway.httpclient.BackendRig.Heard;
import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import dev.gangway.testing.H2Backend;
import dev.gangway.testing.H2Peer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A request is repeated once: if the backend says that it has not looked at it, or as over HTTP/1.1. */
class H2RepeatTest {

    private static final int ENHANCE_YOUR_CALM = 11;

    private enum Refusal {
        REFUSED_STREAM,
        GOAWAY,
        GOAWAY_WITH_ERROR;

        void reach(H2Peer peer, int stream) throws IOException {
            switch (this) {
                case REFUSED_STREAM -> peer.number(H2Peer.RST_STREAM, stream, H2Peer.REFUSED_STREAM);
                case GOAWAY -> peer.number(H2Peer.GOAWAY, 0, 0, 0);
                case GOAWAY_WITH_ERROR -> peer.number(H2Peer.GOAWAY, 0, 0, ENHANCE_YOUR_CALM);
            }
        }
    }

    private final List<String> paths = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource
    void whatWasNotProcessedIsRepeatedWhateverTheMethod(Refusal refusal) throws Exception {
        try (H2Backend backend = refusing(refusal, 1);
                BackendRig rig = new BackendRig()) {
            assertThat(send(rig, backend, "POST", "")).isEqualTo(new Heard(200, "ok", Optional.empty()));
            assertThat(paths).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void butOnlyOnce(Refusal refusal) throws Exception {
        try (H2Backend backend = refusing(refusal, 100);
                BackendRig rig = new BackendRig()) {
            assertThat(send(rig, backend, "GET", "").failure()).contains(ProxyError.BACKEND_CLOSED);
            assertThat(paths).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void andNotWhenItsContentIsGone(Refusal refusal) throws Exception {
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    H2Peer.Request request = peer.request();
                    paths.add(request.path());
                    peer.content();
                    refusal.reach(peer, request.stream());
                    peer.await(H2Peer.HEADERS);
                });
                BackendRig rig = new BackendRig()) {
            assertThat(send(rig, backend, "PUT", "content").failure()).contains(ProxyError.BACKEND_CLOSED);
            assertThat(paths).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, 2", "DELETE, 2", "POST, 1", "PATCH, 1"})
    void aKeptConnectionThatEndsWithoutAnAnswer(String method, int times) throws Exception {
        try (H2Backend backend = ending(peer -> {});
                BackendRig rig = new BackendRig()) {
            send(rig, backend, "GET", "");
            paths.clear();
            Heard heard = send(rig, backend, method, "");
            assertThat(heard.failure())
                    .isEqualTo(times == 1 ? Optional.of(ProxyError.BACKEND_CLOSED) : Optional.empty());
            assertThat(paths).hasSize(times);
        }
    }

    @Test
    void aResetOrAnInterimAnswerIsAnAnswer() throws Exception {
        for (H2Backend.Script answer : List.<H2Backend.Script>of(
                peer -> peer.number(H2Peer.RST_STREAM, 3, 2),
                peer -> peer.headers(3, false, ":status", "103"),
                peer -> peer.headers(3, false, ":status", "103").number(H2Peer.RST_STREAM, 3, H2Peer.REFUSED_STREAM))) {
            try (H2Backend backend = ending(answer);
                    BackendRig rig = new BackendRig()) {
                send(rig, backend, "GET", "");
                paths.clear();
                assertThat(send(rig, backend, "GET", "").failure()).contains(ProxyError.BACKEND_CLOSED);
                assertThat(paths).hasSize(1);
            }
        }
    }

    @Test
    void aBackendThatGoesAwayEndsWhatItHasBegun() throws Exception {
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    H2Peer.Request request = peer.request();
                    peer.number(H2Peer.GOAWAY, 0, Integer.MAX_VALUE, 0);
                    peer.answer(request.stream(), "on " + peer.connection());
                    peer.await(H2Peer.HEADERS);
                });
                BackendRig rig = new BackendRig()) {
            assertThat(send(rig, backend, "POST", "").content()).isEqualTo("on 1");
            assertThat(send(rig, backend, "POST", "").content()).isEqualTo("on 2");
        }
    }

    private H2Backend refusing(Refusal refusal, int connections) throws IOException {
        return H2Backend.start(peer -> {
            peer.settings();
            H2Peer.Request request = peer.request();
            paths.add(request.path());
            if (peer.connection() <= connections) {
                refusal.reach(peer, request.stream());
            } else {
                peer.answer(request.stream(), "ok");
            }
            peer.await(H2Peer.HEADERS);
        });
    }

    private H2Backend ending(H2Backend.Script before) throws IOException {
        return H2Backend.start(peer -> {
            peer.settings();
            while (true) {
                H2Peer.Request request = peer.request();
                paths.add(request.path());
                if (request.stream() == 3) {
                    before.run(peer);
                    peer.close();
                }
                peer.answer(request.stream(), "ok");
            }
        });
    }

    private static Heard send(BackendRig rig, H2Backend backend, String method, String content) throws Exception {
        RequestContent kind =
                content.isEmpty() ? new RequestContent.None() : new RequestContent.Sized(content.length());
        return rig.send(H2BackendTest.request(backend, method, kind), H2BackendTest.source(content, Fields.empty()))
                .heard();
    }
}
