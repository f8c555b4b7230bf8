package dev.gangway.it.fault;

import dev.gangway.testing.BackendCall;
import dev.gangway.testing.Ending;
import dev.gangway.testing.FakeBackend;
import dev.gangway.testing.WebSocketPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Answers as the path of the request plans it, and looks whether uploads are the tag's own. Thread-safe. */
final class CrowdBackend implements FakeBackend.Script {

    private final Queue<String> problems = new ConcurrentLinkedQueue<>();

    /** Unsafe requests that have not come yet; of some that clients cut, nothing ever comes. */
    private final Set<String> expected = ConcurrentHashMap.newKeySet();

    void expect(Tag tag) {
        expected.add(tag.text());
    }

    List<String> problems() {
        return new ArrayList<>(problems);
    }

    @Override
    public void answer(BackendCall call) throws IOException {
        Plan plan = Plan.of(call.path()).orElseThrow(() -> new IllegalStateException("no plan: " + call.head()));
        if (plan.upload() > 0 && !uploaded(call, plan)) {
            return;
        }
        byte[] content = plan.answerOctets();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        String framing = plan.chunked() ? "Transfer-Encoding: chunked" : "Content-Length: " + content.length;
        answer.writeBytes(
                latin1(BackendCall.head("200 OK", "X-Tag: " + plan.tag().text(), framing)));
        if (plan.chunked() && content.length > 0) {
            answer.writeBytes(latin1(Integer.toHexString(content.length) + "\r\n"));
        }
        answer.writeBytes(content);
        if (plan.chunked()) {
            answer.writeBytes(latin1(content.length > 0 ? "\r\n0\r\n\r\n" : "0\r\n\r\n"));
        }
        byte[] octets = answer.toByteArray();
        if (plan.answerEnd() < 0) {
            call.write(octets);
            return;
        }
        call.write(Arrays.copyOf(octets, Math.min(plan.answerEnd(), octets.length - 1)));
        if (plan.reset()) {
            call.reset();
        } else {
            call.close();
        }
    }

    private boolean uploaded(BackendCall call, Plan plan) throws IOException {
        if (!expected.remove(plan.tag().text())) {
            problems.add(plan + " came twice");
        }
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        Ending ending = call.content(seen);
        Optional<String> foreign = Tag.foreign(seen.toByteArray(), plan.uploadOctets());
        foreign.ifPresent(detail -> problems.add("upload of " + plan + ": " + detail));
        if (ending == Ending.COMPLETE && seen.size() != plan.upload()) {
            problems.add("upload of " + plan + " looked complete with " + seen.size() + " octets");
        }
        return ending == Ending.COMPLETE;
    }

    /** Any WebSocket message comes back. */
    void echo(BackendCall call) throws IOException {
        WebSocketPeer.echo(call);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
