package dev.gangway.it.fault;

import dev.gangway.testing.BackendCall;
import dev.gangway.testing.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The backend's part in one cell. Thread-safe: played on the backend's threads, looked at by the run of the cell. */
final class BackendPart {

    static final Duration PAUSE = Duration.ofMillis(150);
    private static final Duration PARKED = Duration.ofMillis(60);
    private static final Duration LATER = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int TRICKLED = 20;
    private static final String EVIL_HEAD = "HTTP/1.1 200 OK\r\nX-Tag: evil\r\nContent-Length: 4\r\n\r\nevil";
    private static final String EVIL_PART = "HTTP/1.1 200 OK\r\nX-Tag: evil\r\nX-Ig: ";

    /** Ends what only the end of the cell ends. */
    final CountDownLatch over = new CountDownLatch(1);

    /** The request is here. */
    final CountDownLatch asked = new CountDownLatch(1);

    final Answer answer;
    final byte[] upload;
    private final Cell cell;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger playing = new AtomicInteger();
    private volatile Optional<String> problem = Optional.empty();
    private volatile boolean uploadComplete;
    private volatile long struckAt = System.nanoTime();

    BackendPart(Cell cell, Tag tag) {
        this.cell = cell;
        this.answer = Answer.of(cell, tag);
        this.upload = tag.octets("upload", cell.uploadOctets());
    }

    int requests() {
        return requests.get();
    }

    boolean idle() {
        return playing.get() == 0;
    }

    Optional<String> problem() {
        return problem;
    }

    boolean uploadComplete() {
        return uploadComplete;
    }

    /** How long ago the backend did its worst. */
    Duration sinceStruck() {
        return Duration.ofNanos(System.nanoTime() - struckAt);
    }

    void play(BackendCall call) throws IOException {
        requests.incrementAndGet();
        playing.incrementAndGet();
        try {
            asked.countDown();
            if (cell.fault().struck() == Fault.Struck.UPLOAD_READ) {
                struckWhileAsked(call);
            } else if (received(call)) {
                answer(call);
            }
        } finally {
            playing.decrementAndGet();
        }
    }

    /** The whole content; false when it ended early. */
    private boolean received(BackendCall call) throws IOException {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        Ending ending = call.content(seen);
        check(seen.toByteArray());
        uploadComplete = ending == Ending.COMPLETE && seen.size() == upload.length;
        if (ending == Ending.COMPLETE && seen.size() != upload.length) {
            problem = Optional.of("the backend saw " + seen.size() + " octets of content that looked complete");
        }
        return ending == Ending.COMPLETE;
    }

    private void check(byte[] seen) {
        Tag.foreign(seen, upload).ifPresent(foreign -> problem = Optional.of("upload: " + foreign));
    }

    private void struckWhileAsked(BackendCall call) throws IOException {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        int wanted = cell.moment().octets(0, upload.length);
        if (call.head().chunked()) {
            while (seen.size() < wanted - Traffic.CHUNK) {
                seen.writeBytes(call.chunk());
            }
        } else {
            seen.writeBytes(call.readExactly(wanted));
        }
        check(seen.toByteArray());
        struckAt = System.nanoTime();
        switch (cell.fault()) {
            case ASKED_THEN_RESETS -> call.reset();
            case ASKED_THEN_CLOSES -> call.close();
            case ASKED_THEN_READS_NO_MORE -> call.await(over).reset();
            case ASKED_THEN_PAUSES -> {
                call.pace(PAUSE);
                rest(call, seen);
                answerWhole(call);
            }
            case ANSWERS_EARLY_AND_READS_ON -> {
                answerWhole(call);
                rest(call, seen);
            }
            case ANSWERS_EARLY_AND_CLOSES -> {
                answerWhole(call);
                call.close();
            }
            case ANSWERS_EARLY_AND_READS_NO_MORE -> {
                answerWhole(call);
                call.await(over).reset();
            }
            default -> throw new IllegalStateException(cell.toString());
        }
    }

    private void rest(BackendCall call, ByteArrayOutputStream seen) throws IOException {
        if (call.head().chunked()) {
            call.content(seen);
        } else {
            seen.writeBytes(call.readExactly(upload.length - seen.size()));
        }
        check(seen.toByteArray());
    }

    private void answer(BackendCall call) throws IOException {
        if (cell.traffic().parked()) {
            call.pace(PARKED);
        }
        switch (cell.fault()) {
            case RESETS, CLOSES, HANGS, PAUSES, TRICKLES -> answerUpTo(call, answer.at(cell.moment()));
            case WRITES_GARBAGE -> {
                answer.write(call, 0, answer.betweenChunks(cell.moment()));
                call.write("\u0001 garbage\r\n\r\n");
                struckAt = System.nanoTime();
                call.awaitPeerEnd(LONGEST);
            }
            case ANNOUNCES_TOO_MUCH -> {
                answerWhole(call);
                struckAt = System.nanoTime();
                call.close();
            }
            case SURPLUS_HEAD -> answer.writeWith(call, EVIL_HEAD);
            case SURPLUS_PART_OF_A_HEAD -> answer.writeWith(call, EVIL_PART);
            case SURPLUS_JUNK -> answer.writeWith(call, "evil");
            case LATE_SURPLUS_HEAD -> later(call).write(EVIL_HEAD);
            case LATE_SURPLUS_PART_OF_A_HEAD -> later(call).write(EVIL_PART);
            case LATE_SURPLUS_JUNK -> later(call).write("evil");
            case CLOSES_KEPT -> later(call).close();
            case RESETS_KEPT -> later(call).reset();
            default -> answerWhole(call);
        }
    }

    private void answerUpTo(BackendCall call, int end) throws IOException {
        answer.write(call, 0, end);
        struckAt = System.nanoTime();
        int all = answer.octets().length;
        switch (cell.fault()) {
            case RESETS -> call.reset();
            case CLOSES -> call.close();
            case HANGS -> call.awaitPeerEnd(LONGEST);
            case PAUSES -> {
                call.pace(PAUSE);
                answer.write(call, end, all);
            }
            default -> {
                int trickled = Math.min(all, end + TRICKLED);
                for (int at = end; at < trickled; at++) {
                    answer.write(call, at, at + 1);
                    call.pace(Duration.ofMillis(3));
                }
                answer.write(call, trickled, all);
            }
        }
    }

    private void answerWhole(BackendCall call) throws IOException {
        answer.write(call, 0, answer.octets().length);
    }

    private BackendCall later(BackendCall call) throws IOException {
        answerWhole(call);
        return call.pace(LATER);
    }
}
