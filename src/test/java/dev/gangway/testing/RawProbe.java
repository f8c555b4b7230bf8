package dev.gangway.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Sends octets that may be anything and shows everything that came back until the connection ended: after the answers that
 * are expected, or when nothing comes for a while, the probe has no more to say and the other side has to end. Stateless.
 */
public final class RawProbe {
    private static final int QUIET_MILLIS = 700;
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    /** An interim answer is none: whatever follows is one of its own. */
    private static final Pattern INTERIM =
            Pattern.compile("HTTP/1\\.1 1[0-9][0-9] [^\\r\\n]*\\r\\n(?:[^\\r\\n]+\\r\\n)*\\r\\n");

    /**
     * What came back.
     *
     * @param answers final answers, in order; the last may be cut
     * @param rest octets that are no answer
     * @param ended false when the connection was still open when patience was at its end
     */
    public record Seen(List<RawResponse> answers, String rest, boolean ended) {
        public Seen {
            answers = List.copyOf(answers);
        }
    }

    private RawProbe() {}

    public static Seen run(int port, OctetScript script, int expectedAnswers) throws IOException {
        boolean bodiless = RawReader.text(script.octets()).startsWith("HEAD ");
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
            socket.setTcpNoDelay(true);
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            send(socket, script, received);
            boolean ended = receive(socket, received, bodiless, expectedAnswers);
            return answers(received.toByteArray(), bodiless, ended);
        }
    }

    private static void send(Socket socket, OctetScript script, ByteArrayOutputStream received) throws IOException {
        try {
            for (OctetScript.Step step : script.steps()) {
                if (step instanceof OctetScript.Send send) {
                    socket.getOutputStream().write(RawReader.latin1(send.latin1()));
                } else if (step instanceof OctetScript.HalfClose) {
                    socket.shutdownOutput();
                } else if (step instanceof OctetScript.Pause pause) {
                    pass(socket, pause.time(), received);
                } else {
                    throw new IllegalArgumentException("not for a client that reads to the end: " + step);
                }
            }
        } catch (SocketException e) {
            // expected here because a host may refuse before it has read everything
        }
    }

    /** The pace of a client, who reads what comes meanwhile; over at once when the other side ends the connection. */
    private static void pass(Socket socket, Duration time, ByteArrayOutputStream received) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        byte[] buffer = new byte[16 * 1024];
        for (long left = time.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            socket.setSoTimeout(Math.toIntExact(left));
            try {
                int count = socket.getInputStream().read(buffer);
                if (count < 0) {
                    return;
                }
                received.write(buffer, 0, count);
            } catch (SocketTimeoutException e) {
                return; // expected here because the time has passed
            }
        }
    }

    private static boolean receive(Socket socket, ByteArrayOutputStream received, boolean bodiless, int expectedAnswers)
            throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[16 * 1024];
        socket.setSoTimeout(QUIET_MILLIS);
        while (System.nanoTime() < deadline) {
            try {
                if (complete(received, bodiless) >= expectedAnswers) {
                    halfClose(socket);
                }
                int count = in.read(buffer);
                if (count < 0) {
                    return true;
                }
                received.write(buffer, 0, count);
            } catch (SocketTimeoutException e) {
                halfClose(socket);
            } catch (SocketException e) {
                return true;
            }
        }
        return false;
    }

    private static long complete(ByteArrayOutputStream received, boolean bodiless) throws IOException {
        return answers(received.toByteArray(), bodiless, false).answers().stream()
                .filter(answer -> answer.ending() == Ending.COMPLETE)
                .count();
    }

    private static void halfClose(Socket socket) throws IOException {
        try {
            if (!socket.isOutputShutdown()) {
                socket.shutdownOutput();
            }
        } catch (SocketException e) {
            // expected here because the other side may have reset the connection
        }
    }

    private static Seen answers(byte[] octets, boolean bodiless, boolean ended) throws IOException {
        String text = INTERIM.matcher(RawReader.text(octets)).replaceAll("");
        RawReader reader = new RawReader(new ByteArrayInputStream(RawReader.latin1(text)));
        List<RawResponse> answers = new ArrayList<>();
        String rest = text;
        while (!rest.isEmpty() && rest.matches("(?s)HTTP/1\\.[01] [0-9]{3}[ \\r].*")) {
            try {
                RawHead head = reader.head();
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                int status = head.status();
                Ending ending = bodiless || status == 204 || status == 304
                        ? Ending.COMPLETE
                        : reader.content(head, false, content);
                answers.add(new RawResponse(head, content.toByteArray(), ending));
                rest = reader.remaining();
            } catch (EOFException cutHead) {
                break;
            }
        }
        return new Seen(answers, rest, ended);
    }
}
