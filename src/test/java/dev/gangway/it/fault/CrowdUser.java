package dev.gangway.it.fault;

import dev.gangway.testing.Ending;
import dev.gangway.testing.Frame;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawHead;
import dev.gangway.testing.WebSocketPeer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** One user: one exchange after the other on a connection that is kept as long as it can be. Confined to one thread. */
final class CrowdUser implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int SESSION_IN = 40;
    private static final int ABORT_IN = 12;

    /** What became of an exchange. */
    enum Kind {
        WHOLE,
        CUT,
        SESSION,
        WRONG
    }

    record Outcome(Kind kind, String detail) {
        static Outcome of(Kind kind) {
            return new Outcome(kind, "");
        }

        static Outcome wrong(Plan plan, String detail) {
            return new Outcome(Kind.WRONG, plan + ": " + detail);
        }
    }

    private final Door door;
    private final CrowdBackend backend;
    private final Random random;
    private Optional<RawClient> kept = Optional.empty();

    CrowdUser(Door door, CrowdBackend backend, long seed) {
        this.door = door;
        this.backend = backend;
        this.random = new Random(seed);
    }

    Outcome exchange() throws IOException {
        if (random.nextInt(SESSION_IN) == 0) {
            return session();
        }
        Plan plan = Plan.random(Tag.next(), random);
        RawClient client = client();
        if (plan.upload() > 0) {
            backend.expect(plan.tag());
        }
        try {
            Outcome outcome = exchange(client, plan);
            if (outcome.kind() != Kind.WHOLE) {
                close();
            }
            return outcome;
        } catch (EOFException | SocketException e) {
            close();
            return plan.answerEnd() >= 0
                    ? Outcome.of(Kind.CUT)
                    : Outcome.wrong(plan, e + ", and the backend did not cut it");
        } catch (IOException | RuntimeException e) {
            close();
            return Outcome.wrong(plan, e.toString());
        }
    }

    private Outcome exchange(RawClient client, Plan plan) throws IOException {
        byte[] request = request(plan);
        boolean abort = random.nextInt(ABORT_IN) == 0;
        if (abort && random.nextBoolean()) {
            client.send(Arrays.copyOf(request, random.nextInt(request.length)));
            leave(client);
            return Outcome.of(Kind.CUT);
        }
        client.send(request);
        if (abort) {
            // no more than what is sure to come
            client.readSome(random.nextInt(20_000) + 1);
            leave(client);
            return Outcome.of(Kind.CUT);
        }
        RawHead head = client.head();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Ending ending = client.content(head, content);
        if (head.value("Connection").toLowerCase(Locale.ROOT).contains("close")) {
            close();
        }
        return judged(plan, head, content, ending);
    }

    private static Outcome judged(Plan plan, RawHead head, ByteArrayOutputStream content, Ending ending) {
        if (head.status() != 200) {
            String text = content.toString(StandardCharsets.ISO_8859_1);
            boolean page = head.status() == 502 && text.contains("<p>Request id: ") && !text.contains("tag-");
            return page && plan.answerEnd() >= 0 ? Outcome.of(Kind.CUT) : Outcome.wrong(plan, head + text);
        }
        if (!head.value("X-Tag").equals(plan.tag().text())) {
            return Outcome.wrong(plan, "not its own head: " + head);
        }
        Optional<String> foreign = Tag.foreign(content.toByteArray(), plan.answerOctets());
        if (foreign.isPresent()) {
            return Outcome.wrong(plan, foreign.get());
        }
        if (plan.answerEnd() >= 0) {
            return ending.visiblyBroken() ? Outcome.of(Kind.CUT) : Outcome.wrong(plan, "cut, and looks " + ending);
        }
        boolean whole = ending == Ending.COMPLETE && content.size() == plan.answer();
        return whole ? Outcome.of(Kind.WHOLE) : Outcome.wrong(plan, content.size() + " octets, " + ending);
    }

    private byte[] request(Plan plan) {
        String target = door.contextPath() + "/matrix/" + plan.path();
        if (plan.upload() == 0) {
            return latin1(RawClient.request("GET", target));
        }
        String content = new String(plan.uploadOctets(), StandardCharsets.ISO_8859_1);
        return latin1(
                plan.chunked()
                        ? RawClient.request("POST", target, "Transfer-Encoding: chunked")
                                + Integer.toHexString(content.length()) + "\r\n" + content + "\r\n0\r\n\r\n"
                        : RawClient.request("POST", target, "Content-Length: " + content.length()) + content);
    }

    /** A few messages that come back as they are, and an end in good order or not. */
    private Outcome session() throws IOException {
        Tag tag = Tag.next();
        try (RawClient client = door.client().readTimeout(LONGEST)) {
            WebSocketPeer peer = WebSocketPeer.open(client, door.contextPath() + "/socket/" + tag.text());
            for (int i = random.nextInt(8); i >= 0; i--) {
                byte[] message = tag.octets("message", random.nextInt(20_000));
                peer.send(Frame.binary(message));
                Frame echoed = peer.message();
                if (!Arrays.equals(echoed.payload(), message)) {
                    return new Outcome(Kind.WRONG, tag + ": not its own message " + echoed);
                }
            }
            switch (random.nextInt(3)) {
                case 0 -> leave(client);
                case 1 -> peer.send(Frame.binary(tag.octets("message", 5_000)));
                default -> {
                    peer.send(Frame.close(1000, ""));
                    peer.awaitClose();
                }
            }
            return Outcome.of(Kind.SESSION);
        } catch (IOException e) {
            return new Outcome(Kind.WRONG, "session of " + tag + ": " + e);
        }
    }

    private void leave(RawClient client) throws IOException {
        if (random.nextBoolean()) {
            client.reset();
        } else {
            client.close();
        }
    }

    private RawClient client() throws IOException {
        if (kept.isEmpty()) {
            kept = Optional.of(door.client().readTimeout(LONGEST));
        }
        return kept.get();
    }

    @Override
    public void close() {
        kept.ifPresent(RawClient::close);
        kept = Optional.empty();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
