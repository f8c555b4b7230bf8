package dev.gangway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gangway.testing.RawFrame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameSlicerTest {

    private final List<RawFrame> taken = new ArrayList<>();
    private final FrameSlicer slicer = new FrameSlicer();
    private final FrameSlicer.Sink sink = new FrameSlicer.Sink() {
        @Override
        public void data(ByteBuffer frame) {
            byte[] octets = new byte[frame.remaining()];
            frame.get(octets);
            try {
                taken.add(RawFrame.read(new DataInputStream(new ByteArrayInputStream(octets))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void control(int opcode, byte[] payload) {
            taken.add(new RawFrame(opcode, true, payload));
        }
    };

    private void feed(byte[] octets, int piece) throws FrameViolation {
        for (int at = 0; at < octets.length; at += piece) {
            ByteBuffer input = ByteBuffer.wrap(octets, at, Math.min(piece, octets.length - at));
            while (input.hasRemaining()) {
                slicer.advance(input, sink);
            }
        }
    }

    private static byte[] random(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000, 1_000_000})
    void passesMessagesInPiecesOfAnySize(int piece) throws Exception {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        List<RawFrame> frames = List.of(
                RawFrame.text(""),
                RawFrame.text("hello"),
                RawFrame.binary(random(70_000)),
                new RawFrame(RawFrame.TEXT, false, random(300)),
                new RawFrame(RawFrame.PING, true, random(125)),
                new RawFrame(RawFrame.CONTINUATION, false, new byte[0]),
                new RawFrame(RawFrame.CONTINUATION, true, random(126)),
                new RawFrame(RawFrame.PONG, true, new byte[0]),
                RawFrame.binary(random(65_535)),
                RawFrame.close(1000, "bye"));
        for (RawFrame frame : frames) {
            wire.write(frame.octets(false));
        }
        feed(wire.toByteArray(), piece);
        assertThat(messages(taken)).isEqualTo(messages(frames));
    }

    /** Joins data frames to messages; text form, so that a difference reads well. */
    private static List<String> messages(List<RawFrame> frames) {
        List<String> messages = new ArrayList<>();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int opcode = 0;
        for (RawFrame frame : frames) {
            if (frame.opcode() >= RawFrame.CLOSE) {
                messages.add(frame.opcode() + " " + Arrays.hashCode(frame.payload()));
                continue;
            }
            opcode = frame.opcode() == RawFrame.CONTINUATION ? opcode : frame.opcode();
            message.writeBytes(frame.payload());
            if (frame.fin()) {
                messages.add(opcode + " " + Arrays.hashCode(message.toByteArray()));
                message.reset();
            }
        }
        return messages;
    }

    @Test
    void slicesAFrameAsItComes() throws Exception {
        byte[] wire = RawFrame.binary(random(1000)).octets(false);
        feed(wire, 400);
        assertThat(taken).extracting(RawFrame::opcode).containsExactly(2, 0, 0);
        assertThat(taken).extracting(RawFrame::fin).containsExactly(false, false, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C101",
                "A101",
                "9101", // a reserved bit
                "8180", // masked
                "8300",
                "8B00", // reserved opcodes
                "0900",
                "0800",
                "897E", // control frames fragmented or too long
                "8000",
                "01008100",
                "010001" + "00", // out of a message's order
                "827FFFFFFFFFFFFFFFFF" // length with the highest bit
            })
    void findsViolations(String hex) {
        byte[] wire = new byte[hex.length() / 2];
        for (int i = 0; i < wire.length; i++) {
            wire[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        assertThatExceptionOfType(FrameViolation.class)
                .isThrownBy(() -> feed(wire, wire.length))
                .satisfies(violation -> assertThat(violation.code()).isEqualTo(1002));
    }

    @Test
    void limitCountsAllFramesOfAMessageAndControlFramesOfNone() throws Exception {
        slicer.limitMessages(10);
        for (int i = 0; i < 3; i++) {
            feed(new RawFrame(RawFrame.TEXT, false, new byte[4]).octets(false), 3);
            feed(new RawFrame(RawFrame.PING, true, new byte[100]).octets(false), 3);
            feed(new RawFrame(RawFrame.CONTINUATION, true, new byte[6]).octets(false), 3);
        }
        feed(new RawFrame(RawFrame.BINARY, false, new byte[10]).octets(false), 3);
        byte[] oneMore = new RawFrame(RawFrame.CONTINUATION, true, new byte[1]).octets(false);
        assertThatExceptionOfType(FrameViolation.class)
                .isThrownBy(() -> feed(oneMore, 3))
                .matches(violation -> violation.code() == 1009);
    }

    @Test
    void limitIsKnownFromTheHeadAlone() {
        slicer.limitMessages(1 << 20);
        byte[] head = {(byte) 0x82, 127, 0x7f, -1, -1, -1, -1, -1, -1, -1};
        assertThatExceptionOfType(FrameViolation.class)
                .isThrownBy(() -> feed(head, 1))
                .matches(violation -> violation.code() == 1009);
        assertThat(taken).isEmpty();
    }
}
