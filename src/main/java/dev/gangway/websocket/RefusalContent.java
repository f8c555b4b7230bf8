package dev.gangway.websocket;

import dev.gangway.exchange.BackendResponse;
import dev.gangway.message.Fields;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Collects the content of an answer that refuses the handshake (RFC 9112 section 6.3). Confined to one thread. Content that
 * is longer than {@link #MAX_OCTETS}, or breaks off, is dropped: the status and the fields are what matters.
 */
final class RefusalContent {

    static final int MAX_OCTETS = 64 * 1024;
    private static final int MAX_CHUNK_LINE = 1024;

    private enum State {
        COUNTED,
        UNTIL_CLOSE,
        CHUNK_SIZE,
        CHUNK_DATA,
        CHUNK_END,
        TRAILER,
        COMPLETE,
        DROPPED
    }

    private final BackendResponse head;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final StringBuilder line = new StringBuilder();
    private State state;
    private long remaining;

    RefusalContent(BackendResponse head) throws MalformedAnswer {
        this.head = head;
        List<String> lengths =
                head.fields().all("Content-Length").stream().distinct().toList();
        List<String> codings = head.fields().members("Transfer-Encoding");
        if (head.status() == 204 || head.status() == 304) {
            state = State.COMPLETE;
        } else if (!codings.isEmpty()) {
            state = codings.equals(List.of("chunked")) ? State.CHUNK_SIZE : State.DROPPED;
        } else if (lengths.isEmpty()) {
            state = State.UNTIL_CLOSE;
        } else if (lengths.size() > 1 || !lengths.get(0).matches("[0-9]{1,18}")) {
            throw new MalformedAnswer("Content-Length is " + lengths);
        } else {
            remaining = Long.parseLong(lengths.get(0));
            state = remaining > MAX_OCTETS ? State.DROPPED : remaining == 0 ? State.COMPLETE : State.COUNTED;
        }
    }

    /** True when there is nothing more to wait for. */
    boolean complete() {
        return state == State.COMPLETE || state == State.DROPPED;
    }

    void offer(ByteBuffer input) {
        while (input.hasRemaining() && !complete()) {
            switch (state) {
                case COUNTED, CHUNK_DATA -> take(input, (int) Math.min(remaining, input.remaining()));
                case UNTIL_CLOSE -> take(input, input.remaining());
                default -> takeLineOctet((char) (input.get() & 0xff));
            }
        }
    }

    /**
     * The backend has closed the connection.
     *
     * @param properly whether it was surely the backend: behind TLS anybody can end the connection, but not say close_notify
     */
    void end(boolean properly) {
        state = (properly && state == State.UNTIL_CLOSE) || state == State.COMPLETE ? State.COMPLETE : State.DROPPED;
    }

    byte[] octets() {
        return state == State.COMPLETE ? content.toByteArray() : new byte[0];
    }

    /** The head with the framing of what is relayed. */
    BackendResponse head() {
        if (head.status() == 204 || head.status() == 304) {
            return head;
        }
        Fields.Builder fields =
                head.fields().toBuilder().remove("Transfer-Encoding").remove("Trailer");
        return new BackendResponse(
                head.status(),
                fields.set("Content-Length", Integer.toString(octets().length)).build());
    }

    private void take(ByteBuffer input, int count) {
        if (content.size() + count > MAX_OCTETS) {
            state = State.DROPPED;
            return;
        }
        byte[] piece = new byte[count];
        input.get(piece);
        content.write(piece, 0, count);
        remaining -= count;
        if (remaining == 0 && state == State.COUNTED) {
            state = State.COMPLETE;
        } else if (remaining == 0 && state == State.CHUNK_DATA) {
            state = State.CHUNK_END;
        }
    }

    private void takeLineOctet(char octet) {
        if (octet != '\n') {
            line.append(octet);
            state = line.length() > MAX_CHUNK_LINE ? State.DROPPED : state;
            return;
        }
        String text = line.toString().strip();
        line.setLength(0);
        if (state == State.CHUNK_SIZE) {
            startChunk(text);
        } else if (state == State.CHUNK_END) {
            state = text.isEmpty() ? State.CHUNK_SIZE : State.DROPPED;
        } else if (text.isEmpty()) {
            state = State.COMPLETE;
        }
    }

    private void startChunk(String text) {
        int extension = text.indexOf(';');
        String size = (extension < 0 ? text : text.substring(0, extension)).strip();
        if (!size.matches("[0-9A-Fa-f]{1,8}")) {
            state = State.DROPPED;
            return;
        }
        remaining = Long.parseLong(size, 16);
        state = remaining == 0 ? State.TRAILER : State.CHUNK_DATA;
    }
}
