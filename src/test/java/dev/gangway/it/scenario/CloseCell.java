package dev.gangway.it.scenario;

import dev.gangway.testing.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** One cell of the close matrix: which side sends which Close frame, and when. Immutable. */
record CloseCell(boolean byClient, Phase phase, Closing closing) {

    enum Phase {
        /** The backend in the segment of its 101; the client as soon as it has its own. */
        CONNECTING,
        /** After messages both ways. */
        OPEN,
        /** In answer to the other side's {@link #FIRST}. */
        CLOSING
    }

    /**
     * What is sent.
     *
     * @param violation the code that this deserves; 0 for what may be sent
     */
    record Closing(String name, Frame frame, int violation) {}

    /** What the other side has closed with, in the phase CLOSING. */
    static final Frame FIRST = Frame.close(4100, "first");

    private static final int PROTOCOL_ERROR = 1002;
    private static final int INVALID_PAYLOAD = 1007;

    static List<CloseCell> all() {
        List<CloseCell> cells = new ArrayList<>();
        for (Closing closing : closings()) {
            for (Phase phase : Phase.values()) {
                cells.add(new CloseCell(true, phase, closing));
                cells.add(new CloseCell(false, phase, closing));
            }
        }
        return cells;
    }

    private static List<Closing> closings() {
        List<Closing> closings = new ArrayList<>();
        IntStream.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999)
                .forEach(code ->
                        closings.add(new Closing(Integer.toString(code), Frame.close(code, "reason " + code), 0)));
        IntStream.of(0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535)
                .forEach(code -> closings.add(
                        new Closing(Integer.toString(code), Frame.close(code, "reason " + code), PROTOCOL_ERROR)));
        closings.add(new Closing("none", close(new byte[0]), 0));
        closings.add(new Closing("code-only", close(new byte[] {0x03, (byte) 0xe8}), 0));
        closings.add(new Closing("longest", Frame.close(1000, "h\u00e9".repeat(41)), 0));
        closings.add(new Closing("half", close(new byte[] {0x03}), PROTOCOL_ERROR));
        byte[] notUtf8 = ByteBuffer.allocate(4)
                .putShort((short) 1000)
                .put("h\u00e9".getBytes(StandardCharsets.ISO_8859_1))
                .array();
        closings.add(new Closing("not-utf-8", close(notUtf8), INVALID_PAYLOAD));
        return closings;
    }

    private static Frame close(byte[] payload) {
        return new Frame(Frame.CLOSE, true, payload);
    }

    /** Also the end of its path. */
    String name() {
        return (byClient ? "client" : "backend") + "/" + phase.name().toLowerCase(Locale.ROOT) + "/" + closing.name();
    }

    /** What src/docs/SESSIONS.md says about it. */
    String expected() {
        if (phase == Phase.CLOSING) {
            return byClient
                    ? outcome("4100 first", "4100", "BC 4100") //
                    : outcome("4100", "4100 first", "CC 4100");
        }
        int code = closing.frame().closeCode();
        String own = code(closing.frame());
        String told = codeAndReason(closing.frame());
        if (closing.violation() > 0) {
            String violation = Integer.toString(closing.violation());
            return byClient ? outcome(violation, violation, "CV " + violation) : outcome("1011", violation, "BV 1006");
        }
        if (byClient) {
            boolean complains = code == 1002 || code == 1007 || code == 1009;
            return outcome(own, told, (complains ? "CV " : "CC ") + code);
        }
        // the container's API has no close without code
        return outcome(own.equals("none") ? "1000" : told, own, "BC " + code);
    }

    /** As verdicts are written: what each side got, and the cause and code of the log line. */
    static String outcome(String client, String backend, String log) {
        return "client " + client + ", backend " + backend + ", log " + log;
    }

    /** Whether it is the reason that this side was told, or what a container says to its own answers. */
    String seen(boolean byTheClient, Frame close) {
        boolean told = phase == Phase.CLOSING ? byTheClient == byClient : byTheClient != byClient;
        return told && (phase == Phase.CLOSING || closing.violation() == 0) ? codeAndReason(close) : code(close);
    }

    private static String code(Frame close) {
        int code = close.closeCode();
        return code == 1006 ? "cut" : code == 1005 ? "none" : Integer.toString(code);
    }

    private static String codeAndReason(Frame close) {
        return (code(close) + " " + close.closeReason()).strip();
    }
}
