package dev.gangway.it.fault;

import dev.gangway.testing.BackendCall;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A backend's answer octet by octet, and what a client has to make of it. Nobody writes into the arrays.
 *
 * @param head octets of the head
 * @param pieces where chunks begin; the last one is the end
 * @param content all that belongs to the answer
 */
@SuppressWarnings("ArrayRecordComponent")
record Answer(byte[] octets, int head, List<Integer> pieces, byte[] content, boolean paced) {

    private static final int OFF = 100;
    private static final int BIG_CHUNK = 16_000;
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(5);

    static Answer of(Cell cell, Tag tag) {
        return cell.traffic().answerChunked() ? chunked(cell, tag) : sized(cell, tag);
    }

    private static Answer sized(Cell cell, Tag tag) {
        byte[] content = tag.octets("answer", cell.answerOctets());
        int announced = content.length
                + switch (cell.fault()) {
                    case ANNOUNCES_TOO_MUCH -> OFF;
                    case ANNOUNCES_TOO_LITTLE -> -OFF;
                    default -> 0;
                };
        byte[] head = latin1(BackendCall.head("200 OK", "X-Tag: " + tag.text(), "Content-Length: " + announced));
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(head);
        octets.writeBytes(content);
        byte[] own = tag.octets("answer", Math.min(announced, content.length));
        return new Answer(octets.toByteArray(), head.length, List.of(head.length, octets.size()), own, false);
    }

    private static Answer chunked(Cell cell, Tag tag) {
        byte[] content = tag.octets("answer", cell.answerOctets());
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(latin1(BackendCall.head(
                "200 OK", "X-Tag: " + tag.text(), "Content-Type: text/event-stream", "Transfer-Encoding: chunked")));
        int head = octets.size();
        int step = content.length > BIG_CHUNK ? BIG_CHUNK : Traffic.CHUNK;
        boolean tooMuch = cell.fault() == Fault.ANNOUNCES_TOO_MUCH;
        List<Integer> pieces = new ArrayList<>();
        for (int at = 0; at < content.length; at += step) {
            int size = Math.min(step, content.length - at);
            boolean last = at + size == content.length;
            pieces.add(octets.size());
            octets.writeBytes(latin1(Integer.toHexString(last && tooMuch ? size + OFF : size) + "\r\n"));
            octets.write(content, at, size);
            octets.writeBytes(latin1(last && tooMuch ? "" : "\r\n"));
        }
        octets.writeBytes(latin1(tooMuch ? "" : "0\r\n\r\n"));
        pieces.add(octets.size());
        return new Answer(
                octets.toByteArray(), head, pieces, content, cell.traffic() == Traffic.EVENTS && step < BIG_CHUNK);
    }

    int at(Moment moment) {
        return moment.octets(head, octets.length);
    }

    /** The same, but no chunk is cut. */
    int betweenChunks(Moment moment) {
        int at = at(moment);
        return pieces.stream()
                .filter(piece -> piece <= at)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(at);
    }

    /** These octets at the traffic's own pace. */
    void write(BackendCall call, int from, int to) throws IOException {
        int at = from;
        if (paced) {
            for (int piece : pieces) {
                if (piece > at && piece < to) {
                    part(call, at, piece);
                    call.pace(BETWEEN_EVENTS);
                    at = piece;
                }
            }
        }
        part(call, at, to);
    }

    /** Everything and what does not belong to it, in one write. */
    void writeWith(BackendCall call, String surplus) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(octets);
        all.writeBytes(latin1(surplus));
        call.write(all.toByteArray());
    }

    private void part(BackendCall call, int from, int to) throws IOException {
        if (from < to) {
            call.write(octets, from, to - from);
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
