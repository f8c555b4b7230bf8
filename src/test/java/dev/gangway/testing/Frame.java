package dev.gangway.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One WebSocket frame (RFC 6455 section 5.2), or one message put together. Nobody writes into {@code payload}. */
@SuppressWarnings("ArrayRecordComponent")
public record Frame(int opcode, boolean last, byte[] payload) {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    public static Frame text(String text) {
        return new Frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Frame binary(byte[] bytes) {
        return new Frame(BINARY, true, bytes);
    }

    public static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        ByteBuffer payload = ByteBuffer.allocate(2 + text.length);
        payload.putShort((short) code).put(text);
        return new Frame(CLOSE, true, payload.array());
    }

    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Status code of a close frame; 1005 when it has none. */
    public int closeCode() {
        return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
    }

    public String closeReason() {
        return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }

    /** The frame's octets, masked as a client must. */
    byte[] octets(boolean masked) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) ((last ? 0x80 : 0) | opcode));
        int maskBit = masked ? 0x80 : 0;
        if (payload.length < 126) {
            frame.put((byte) (maskBit | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (maskBit | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (maskBit | 127)).putLong(payload.length);
        }
        byte[] body = payload;
        if (masked) {
            byte[] mask = {0x11, 0x22, 0x33, 0x44};
            frame.put(mask);
            body = mask(payload, mask);
        }
        frame.put(body);
        return Arrays.copyOf(frame.array(), frame.position());
    }

    static byte[] mask(byte[] payload, byte[] mask) {
        byte[] masked = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            masked[i] = (byte) (payload[i] ^ mask[i & 3]);
        }
        return masked;
    }

    @Override
    public String toString() {
        String what = opcode == CLOSE ? closeCode() + " " + closeReason() : payload.length > 80 ? "" : text();
        return "Frame[opcode " + opcode + (last ? ", " : ", not last, ") + payload.length + " octets: " + what + "]";
    }
}
