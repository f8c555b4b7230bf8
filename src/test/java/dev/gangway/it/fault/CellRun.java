package dev.gangway.it.fault;

import static org.awaitility.Awaitility.await;

import dev.gangway.testing.Ending;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawHead;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** One cell: the client's part, the oracle, and the clean exchange behind it. Confined to one thread. */
final class CellRun {

    private static final String PATIENT = "/matrix/";
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(1);

    /** The worker's limit, and the second in which a chunked upload's length is looked for. */
    private static final Duration OUTLASTED_WITHIN = Duration.ofMillis(3_500);

    /** With the line end before it: Jetty takes the end of a connection behind its CR for the end of the content. */
    private static final int LAST_CHUNK = "\r\n0\r\n\r\n".length();

    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** What the client saw, and why it is wrong. */
    private record Seen(Sight sight, String detail) {
        static Seen of(Sight sight) {
            return new Seen(sight, "");
        }
    }

    private final Cell cell;
    private final String worker;
    private final Door door;
    private final Parts parts;
    private final Tag tag = Tag.next();
    private final BackendPart part;

    CellRun(Cell cell, Door door, Parts parts) {
        this(cell, worker(cell.fault()), door, parts);
    }

    private CellRun(Cell cell, String worker, Door door, Parts parts) {
        this.cell = cell;
        this.worker = worker;
        this.door = door;
        this.parts = parts;
        this.part = new BackendPart(cell, tag);
    }

    /** What is wrong; empty when nothing is. */
    Optional<String> run() throws IOException {
        parts.put(tag, part);
        try {
            Optional<String> problem = faulty();
            return problem.isPresent() ? problem : clean();
        } finally {
            part.over.countDown();
            parts.remove(tag);
        }
    }

    private Optional<String> faulty() throws IOException {
        Seen seen;
        try (RawClient client = (cell.fault().bulky() ? door.narrowClient() : door.client()).readTimeout(LONGEST)) {
            seen = seen(client);
        }
        Duration late = part.sinceStruck();
        part.over.countDown();
        if (!cell.allowed().contains(seen.sight())) {
            return Optional.of("saw " + seen + ", allowed " + cell.allowed());
        }
        boolean told =
                cell.fault().struck() == Fault.Struck.CONNECT && !cell.fault().outlasts();
        Duration limit = told ? LONGEST : cell.fault().outlasts() ? OUTLASTED_WITHIN : VISIBLE_WITHIN;
        if (seen.sight() != Sight.OWN && seen.sight() != Sight.LEFT && late.compareTo(limit) > 0) {
            return Optional.of(seen + " only after " + late);
        }
        try {
            await("the backend's part")
                    .atMost(LONGEST)
                    .pollInterval(Duration.ofMillis(2))
                    .until(part::idle);
        } catch (ConditionTimeoutException e) {
            return Optional.of("the backend's exchange does not end");
        }
        return judgeBackend();
    }

    private Optional<String> judgeBackend() {
        if (part.problem().isPresent()) {
            return part.problem();
        }
        if (part.requests() > (cell.traffic().uploads() ? 1 : 2)) {
            return Optional.of("reached the backend " + part.requests() + " times");
        }
        boolean cut = cell.fault().clientLeaves() && cell.fault().struck() == Fault.Struck.REQUEST;
        if (cut && cell.traffic().uploads() && part.uploadComplete()) {
            return Optional.of("an upload that the client cut looked complete");
        }
        return Optional.empty();
    }

    private Seen seen(RawClient client) throws IOException {
        byte[] request = cell.traffic().request(target(), part.upload);
        return switch (cell.fault().struck()) {
            case REQUEST -> struckWhileSending(client, request);
            case ANSWER -> {
                client.send(request);
                yield cell.fault().client() ? struckWhileReceiving(client) : answer(client);
            }
            default -> {
                // a large upload needs a thread of its own, as an early answer may come
                CompletableFuture<Void> unused =
                        CompletableFuture.runAsync(() -> send(client, request), parts.senders());
                yield answer(client);
            }
        };
    }

    private static void send(RawClient client, byte[] request) {
        try {
            client.send(request);
        } catch (IOException e) {
            // expected here because the answer may come before the end of the upload, and the connection end with it
        }
    }

    private Seen struckWhileSending(RawClient client, byte[] request) throws IOException {
        int head = headOctets(request);
        int all = request.length - (cell.traffic() == Traffic.CHUNKED_POST ? LAST_CHUNK : 0);
        int at = cell.moment().octets(head, all);
        client.send(Arrays.copyOf(request, at));
        boolean sizeKnown = cell.traffic() == Traffic.POST || cell.moment().compareTo(Moment.AFTER_HEAD) > 0;
        if (at >= head && sizeKnown && !passed(part.asked, LONGEST)) {
            return new Seen(Sight.WRONG, "the request did not reach the backend");
        }
        switch (cell.fault()) {
            case SENDER_CLOSES -> client.close();
            case SENDER_RESETS -> client.reset();
            case SENDER_STOPS -> {
                return answer(client);
            }
            default -> {
                pause();
                client.send(Arrays.copyOfRange(request, at, request.length));
                return answer(client);
            }
        }
        return Seen.of(Sight.LEFT);
    }

    private Seen struckWhileReceiving(RawClient client) throws IOException {
        if (!passed(part.asked, LONGEST)) {
            return new Seen(Sight.WRONG, "the request did not reach the backend");
        }
        switch (cell.moment()) {
            case BEFORE -> {
                return strike(client, "");
            }
            case MID_HEAD -> {
                return strike(client, new String(client.readExactly(20), StandardCharsets.ISO_8859_1));
            }
            default -> {
                RawHead head = client.head();
                int octets = cell.moment().octets(0, part.answer.content().length);
                if (cell.fault() == Fault.RECEIVER_PAUSES) {
                    return content(client, head, new Pausing(octets, this::pause));
                }
                client.readExactly(octets);
                return strike(client, "");
            }
        }
    }

    private Seen strike(RawClient client, String before) throws IOException {
        switch (cell.fault()) {
            case RECEIVER_CLOSES -> client.close();
            case RECEIVER_RESETS -> client.reset();
            case RECEIVER_STOPS_THEN_RESETS -> {
                pause();
                client.reset();
            }
            default -> {
                pause();
                RawHead head = new RawHead(before + client.anyHead().raw());
                return content(client, head, new ByteArrayOutputStream());
            }
        }
        return Seen.of(Sight.LEFT);
    }

    /** Time that passes for the other side. */
    private void pause() {
        boolean unused = passed(part.over, BackendPart.PAUSE);
    }

    private Seen answer(RawClient client) {
        try {
            return content(client, client.head(), new ByteArrayOutputStream());
        } catch (EOFException | SocketException e) {
            return new Seen(Sight.BROKEN, e.toString());
        } catch (SocketTimeoutException e) {
            return new Seen(Sight.WRONG, "no answer within " + LONGEST);
        } catch (IOException e) {
            return new Seen(Sight.WRONG, e.toString());
        }
    }

    private Seen content(RawClient client, RawHead head, ByteArrayOutputStream content) {
        Ending ending;
        try {
            ending = client.content(head, content);
        } catch (SocketTimeoutException e) {
            return new Seen(Sight.WRONG, "no end within " + LONGEST + " after " + content.size() + " octets");
        } catch (IOException | RuntimeException e) {
            return new Seen(Sight.WRONG, e.toString());
        }
        return head.status() == 200 ? own(head, content.toByteArray(), ending) : page(head, content, ending);
    }

    private Seen own(RawHead head, byte[] content, Ending ending) {
        byte[] own = part.answer.content();
        if (!head.value("X-Tag").equals(tag.text())) {
            return new Seen(Sight.WRONG, "not its own head: " + head);
        }
        Optional<String> foreign = Tag.foreign(content, own);
        if (foreign.isPresent()) {
            return new Seen(Sight.WRONG, foreign.get());
        }
        if (ending.visiblyBroken()) {
            return new Seen(Sight.BROKEN, content.length + " octets, " + ending);
        }
        if (ending == Ending.COMPLETE && content.length == own.length) {
            return Seen.of(Sight.OWN);
        }
        return new Seen(Sight.WRONG, "looks complete with " + content.length + " of " + own.length + ", " + ending);
    }

    private static Seen page(RawHead head, ByteArrayOutputStream content, Ending ending) {
        String text = content.toString(StandardCharsets.ISO_8859_1);
        if (ending == Ending.COMPLETE && text.contains("<p>Request id: ") && !text.contains("tag-")) {
            return new Seen(Sight.ofPage(head.status()), "status " + head.status());
        }
        return new Seen(Sight.WRONG, head + text + ending);
    }

    /** Another user on the same worker or, where that one never answers, on the next. */
    private Optional<String> clean() throws IOException {
        if (cell.fault() == Fault.NONE) {
            return Optional.empty();
        }
        String same = cell.fault().struck() == Fault.Struck.CONNECT ? PATIENT : worker;
        return new CellRun(new Cell(Fault.NONE, Traffic.GET, Moment.BEFORE), same, door, parts)
                .run()
                .map(problem -> "the next exchange: " + problem);
    }

    private static String worker(Fault fault) {
        return switch (fault) {
            case REFUSED -> "/down/";
            case NEVER_SERVED -> "/mute/";
            case RESET_AT_CONNECT -> "/resetting/";
            default -> fault.outlasts() ? "/matrix/hasty/" : PATIENT;
        };
    }

    private String target() {
        return door.contextPath() + worker + tag.text();
    }

    private static int headOctets(byte[] request) {
        return new String(request, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
    }

    /** Whether the signal came within this time. */
    private static boolean passed(CountDownLatch signal, Duration time) {
        try {
            return signal.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
