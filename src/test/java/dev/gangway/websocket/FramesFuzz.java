package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.fuzz.Pieces;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A backend's octets behind the handshake: the same messages however they are split, and those that RFC 6455 says. */
public final class FramesFuzz {

    private FramesFuzz() {}

    public static void fuzzerTestOneInput(byte[] octets) {
        List<String> expected = expected(octets);
        for (List<ByteBuffer> pieces : Pieces.of(octets)) {
            assertThat(new Seen().through(pieces)).isEqualTo(expected);
        }
    }

    /** What a slicer hands on, with a message's slices joined. */
    private static final class Seen implements FrameSlicer.Sink {

        private final List<String> events = new ArrayList<>();
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();
        private int opcode;

        List<String> through(List<ByteBuffer> pieces) {
            FrameSlicer slicer = new FrameSlicer();
            try {
                for (ByteBuffer piece : pieces) {
                    while (piece.hasRemaining()) {
                        int before = piece.remaining();
                        slicer.advance(piece, this);
                        assertThat(piece.remaining()).isLessThan(before);
                    }
                }
            } catch (FrameViolation violation) {
                assertThat(violation.code()).isEqualTo(CloseStatus.PROTOCOL_ERROR);
                events.add("violation");
            }
            return events;
        }

        @Override
        public void data(ByteBuffer frame) {
            int first = frame.get();
            int length = frame.get();
            assertThat(first & 0x70).isZero();
            long size = length == 127 ? frame.getLong() : length == 126 ? frame.getShort() & 0xffff : length;
            assertThat(size).isEqualTo(frame.remaining());
            boolean begins = (first & 15) != FrameSlicer.CONTINUATION;
            opcode = begins ? first & 15 : opcode;
            while (frame.hasRemaining()) {
                message.write(frame.get());
            }
            if ((first & 0x80) != 0) {
                events.add(opcode + " " + Arrays.hashCode(message.toByteArray()) + " " + message.size());
                message.reset();
            }
        }

        @Override
        public void control(int code, byte[] payload) {
            assertThat(payload.length).isLessThanOrEqualTo(FrameSlicer.MAX_CONTROL);
            events.add(code + " " + Arrays.hashCode(payload) + " " + payload.length + " in " + message.size());
            if (code == FrameSlicer.CLOSE) {
                checkClose(payload);
            }
        }
    }

    private static void checkClose(byte[] payload) {
        try {
            CloseStatus status = CloseStatus.received(payload);
            assertThat(status.code()).isNotEqualTo(CloseStatus.ABNORMAL);
            assertThat(status.reason().getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(CloseStatus.MAX_REASON);
        } catch (FrameViolation violation) {
            assertThat(violation.code()).isIn(CloseStatus.PROTOCOL_ERROR, CloseStatus.INVALID_PAYLOAD);
        }
    }

    /** The same by another way: all octets are there, so no state is needed. */
    private static List<String> expected(byte[] octets) {
        List<String> events = new ArrayList<>();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        ByteBuffer input = ByteBuffer.wrap(octets);
        int opcode = 0;
        while (input.remaining() >= 2) {
            int first = input.get();
            int length = input.get();
            int code = first & 15;
            boolean last = first < 0;
            boolean control = code >= 8;
            boolean right = control
                    ? last && code <= 10 && length >= 0 && length <= 125
                    : code <= 2 && length >= 0 && (code == 0) == (opcode != 0);
            if ((first & 0x70) != 0 || !right) {
                events.add("violation");
                return events;
            }
            if (input.remaining() < (length == 127 ? 8 : length == 126 ? 2 : 0)) {
                return events;
            }
            long size = length == 127 ? input.getLong() : length == 126 ? input.getShort() & 0xffff : length;
            if (size < 0) {
                events.add("violation");
                return events;
            }
            byte[] payload = new byte[(int) Math.min(size, input.remaining())];
            input.get(payload);
            if (control && payload.length == size) {
                events.add(code + " " + Arrays.hashCode(payload) + " " + payload.length + " in " + message.size());
            } else if (!control) {
                opcode = code == 0 ? opcode : code;
                message.writeBytes(payload);
                if (last && payload.length == size) {
                    events.add(opcode + " " + Arrays.hashCode(message.toByteArray()) + " " + message.size());
                    message.reset();
                    opcode = 0;
                }
            }
            if (payload.length < size) {
                return events;
            }
        }
        return events;
    }
}
