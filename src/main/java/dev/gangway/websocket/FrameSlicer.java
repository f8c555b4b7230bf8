package dev.gangway.websocket;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads a server's frames (RFC 6455 section 5.2) from arbitrary pieces of octets. Confined to the connection's I/O thread.
 * A data frame is handed on as it comes, in slices of at most one read, each a frame of its own with the continuation
 * opcode after the first: frames of any size pass with bounded memory. Control frames are handed on whole.
 */
final class FrameSlicer {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int MAX_CONTROL = 125;
    private static final int PROTOCOL_ERROR = 1002;

    /** Takes what the slicer finds; the arguments are the sink's to keep. */
    interface Sink {
        /** A whole unmasked data frame. */
        void data(ByteBuffer frame);

        void control(int opcode, byte[] payload);
    }

    private final byte[] head = new byte[10];
    private int headSize;
    private boolean inPayload;
    private int opcode;
    private boolean fin;
    private long remaining;
    private byte[] control = new byte[0];
    private boolean inMessage;
    private long limit = Long.MAX_VALUE;
    private long announced;

    /** Refuses messages of more octets than this, as soon as a frame's head announces them. */
    void limitMessages(long octets) {
        limit = octets;
    }

    /** Consumes at least one octet of the input and hands on at most one frame. */
    void advance(ByteBuffer input, Sink sink) throws FrameViolation {
        if (!inPayload && !takeHead(input)) {
            return;
        }
        if (opcode >= CLOSE) {
            takeControl(input, sink);
        } else if (remaining == 0 || input.hasRemaining()) {
            takeData(input, sink);
        }
    }

    private boolean takeHead(ByteBuffer input) throws FrameViolation {
        while (input.hasRemaining()) {
            head[headSize++] = input.get();
            if (headSize == 2) {
                checkHead();
            }
            if (headSize >= 2 && headSize == headLength()) {
                startPayload();
                return true;
            }
        }
        return false;
    }

    private int headLength() {
        int length = head[1] & 0x7f;
        return length < 126 ? 2 : length == 126 ? 4 : 10;
    }

    private void checkHead() throws FrameViolation {
        int code = head[0] & 0x0f;
        boolean last = (head[0] & 0x80) != 0;
        if ((head[0] & 0x70) != 0) {
            throw new FrameViolation(PROTOCOL_ERROR, "a reserved bit is set");
        }
        if ((head[1] & 0x80) != 0) {
            throw new FrameViolation(PROTOCOL_ERROR, "the frame is masked");
        }
        if (code > PONG || (code > BINARY && code < CLOSE)) {
            throw new FrameViolation(PROTOCOL_ERROR, "opcode " + code + " is reserved");
        }
        if (code >= CLOSE && (!last || (head[1] & 0x7f) > MAX_CONTROL)) {
            throw new FrameViolation(PROTOCOL_ERROR, "a control frame is fragmented or too long");
        }
        if (code < CLOSE && (code == CONTINUATION) != inMessage) {
            throw new FrameViolation(PROTOCOL_ERROR, "a frame is out of its message's order");
        }
    }

    private void startPayload() throws FrameViolation {
        fin = (head[0] & 0x80) != 0;
        opcode = head[0] & 0x0f;
        remaining = 0;
        for (int i = 2; i < headSize; i++) {
            remaining = remaining << 8 | (head[i] & 0xff);
        }
        if (headSize == 2) {
            remaining = head[1] & 0x7f;
        }
        if (remaining < 0) {
            throw new FrameViolation(PROTOCOL_ERROR, "the payload length has its highest bit set");
        }
        headSize = 0;
        inPayload = true;
        if (opcode >= CLOSE) {
            control = new byte[(int) remaining];
        } else {
            announce();
            inMessage = !fin;
        }
    }

    private void announce() throws FrameViolation {
        announced = opcode == CONTINUATION ? announced : 0;
        if (remaining > limit - announced) {
            throw new FrameViolation(CloseStatus.TOO_BIG, "a message has more than " + limit + " octets");
        }
        announced += remaining;
    }

    private void takeControl(ByteBuffer input, Sink sink) {
        int count = (int) Math.min(remaining, input.remaining());
        input.get(control, control.length - (int) remaining, count);
        remaining -= count;
        if (remaining == 0) {
            inPayload = false;
            sink.control(opcode, control);
        }
    }

    private void takeData(ByteBuffer input, Sink sink) {
        int count = (int) Math.min(remaining, input.remaining());
        remaining -= count;
        boolean last = remaining == 0;
        ByteBuffer frame = frame(opcode, fin && last, count);
        frame.put(frame.position(), input, input.position(), count);
        input.position(input.position() + count);
        opcode = CONTINUATION;
        inPayload = !last;
        sink.data(frame.rewind());
    }

    /** Octets of the payload of a whole frame that begins at the buffer's position and fills it. */
    static int payload(ByteBuffer frame) {
        int second = frame.get(frame.position() + 1);
        int length = second & 0x7f;
        int head = length < 126 ? 2 : length == 126 ? 4 : 10;
        return frame.remaining() - head - (second < 0 ? 4 : 0);
    }

    /** A whole control frame as a client sends it. */
    static ByteBuffer masked(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
        int mask = ThreadLocalRandom.current().nextInt();
        frame.put((byte) (0x80 | opcode)).put((byte) (0x80 | payload.length)).putInt(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask >>> (24 - 8 * (i % 4))));
        }
        return frame.flip();
    }

    /** A server's frame with room for its payload at its position. */
    static ByteBuffer frame(int opcode, boolean fin, int size) {
        int length = size < 126 ? 2 : size < 65536 ? 4 : 10;
        ByteBuffer frame = ByteBuffer.allocate(length + size);
        frame.put((byte) ((fin ? 0x80 : 0) | opcode));
        if (length == 2) {
            frame.put((byte) size);
        } else if (length == 4) {
            frame.put((byte) 126).putShort((short) size);
        } else {
            frame.put((byte) 127).putLong(size);
        }
        return frame;
    }
}
