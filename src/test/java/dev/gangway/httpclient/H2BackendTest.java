package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.httpclient.BackendRig.Heard;
import dev.gangway.testing.H2Backend;
import dev.gangway.testing.H2Peer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A backend by HTTP/2 with prior knowledge. */
class H2BackendTest {

    @Test
    void theHeadLeavesAsPlannedAndTheConnectionIsKept() throws Exception {
        Queue<H2Peer.Request> requests = new ConcurrentLinkedQueue<>();
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    while (true) {
                        H2Peer.Request request = peer.request();
                        requests.add(request);
                        peer.answer(request.stream(), "ok" + request.stream());
                    }
                });
                BackendRig rig = new BackendRig()) {
            assertThat(get(rig, backend, "/a//b/..;x/%2f?q=%zz|")).isEqualTo(ok("ok1"));
            assertThat(get(rig, backend, "/2")).isEqualTo(ok("ok3"));
            assertThat(backend.accepted()).isEqualTo(1);
            assertThat(requests.remove().lines())
                    .isEqualTo(
                            List.of(":method: GET", ":scheme: http", ":authority: b", ":path: /a//b/..;x/%2f?q=%zz|"));
        }
    }

    @Test
    void contentGoesBothWays() throws Exception {
        try (H2Backend backend = H2Backend.start(peer -> {
                    peer.settings();
                    H2Peer.Request request = peer.request();
                    assertThat(request.lines()).contains("content-length: 120000");
                    peer.number(H2Peer.WINDOW_UPDATE, 0, 1 << 20)
                            .number(H2Peer.WINDOW_UPDATE, request.stream(), 1 << 20);
                    String content = peer.content();
                    peer.headers(request.stream(), false, ":status", "200", "content-length", "" + content.length());
                    for (int at = 0; at < content.length(); at += 10_000) {
                        peer.data(
                                request.stream(), at + 10_000 >= content.length(), content.substring(at, at + 10_000));
                    }
                    peer.read();
                });
                BackendRig rig = new BackendRig()) {
            String content = "0123456789".repeat(12_000);
            assertThat(send(rig, backend, "POST", "/", content)).isEqualTo(ok(content));
        }
    }

    private static Heard get(BackendRig rig, H2Backend backend, String target) throws Exception {
        return send(rig, backend, "GET", target, "");
    }

    private static Heard send(BackendRig rig, H2Backend backend, String method, String target, String content)
            throws Exception {
        return rig.send("h2c", "127.0.0.1", backend.port(), method, target, content)
                .heard();
    }

    private static Heard ok(String content) {
        return new Heard(200, content, java.util.Optional.empty());
    }
}
