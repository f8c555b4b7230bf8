package dev.gangway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One request at the {@link FakeBackend} and the steps its script answers with, in any order. Confined to the connection's
 * thread, except for {@code reset}, {@code close}, {@code gone} and what the record says.
 */
public final class BackendCall {
    private final FakeBackend backend;
    private final Socket socket;
    private final RawReader reader;
    private final OutputStream out;
    private final RawHead head;
    private final int connection;
    private final CountDownLatch gone = new CountDownLatch(1);
    private boolean contentRead;
    private boolean ended;

    BackendCall(FakeBackend backend, Socket socket, RawReader reader, RawHead head, int connection) throws IOException {
        this.backend = backend;
        this.socket = socket;
        this.reader = reader;
        this.out = socket.getOutputStream();
        this.head = head;
        this.connection = connection;
    }

    public RawHead head() {
        return head;
    }

    /** Number of the connection, from 1, in the order of accepting. */
    public int connection() {
        return connection;
    }

    /** Path without query. */
    public String path() {
        return head.word(1).split("\\?", 2)[0];
    }

    /** The whole content of the request. */
    public byte[] content() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content(content);
        return content.toByteArray();
    }

    public Ending content(OutputStream sink) throws IOException {
        contentRead = true;
        return reader.content(head, true, sink);
    }

    /** One chunk of the request's chunked content, so that a script can see pieces as they arrive. */
    public byte[] chunk() throws IOException {
        contentRead = true;
        return reader.chunk();
    }

    /** Bytes of the request's content or of what follows it. */
    public byte[] readExactly(int count) throws IOException {
        contentRead = true;
        return reader.readExactly(count);
    }

    public byte[] readSome(int max) throws IOException {
        contentRead = true;
        return reader.readSome(max);
    }

    /** The text as ISO-8859-1 octets, in one write. */
    public BackendCall write(String text) throws IOException {
        return write(RawReader.latin1(text));
    }

    public BackendCall write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    public BackendCall write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        return this;
    }

    public BackendCall chunk(String text) throws IOException {
        return write(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    public BackendCall lastChunk() throws IOException {
        return write("0\r\n\r\n");
    }

    /** A complete answer; Content-Length is added. */
    public BackendCall answer(String statusLine, String content, String... fieldLines) throws IOException {
        return answer(statusLine, RawReader.latin1(content), fieldLines);
    }

    public BackendCall answer(String statusLine, byte[] content, String... fieldLines) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(RawReader.latin1(head(statusLine, fieldLines)
                .replaceFirst("\r\n\r\n$", "\r\nContent-Length: " + content.length + "\r\n\r\n")));
        message.write(content);
        return write(message.toByteArray());
    }

    /** A response head of these lines. */
    public static String head(String statusLine, String... fieldLines) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + statusLine + "\r\n");
        for (String line : fieldLines) {
            head.append(line).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** Waits until the test says so, at most 30 s; returns at once when the backend is closed. */
    public BackendCall await(CountDownLatch signal) throws IOException {
        backend.await(signal, Duration.ofSeconds(30));
        return this;
    }

    /** Waits for one permit, at most 30 s; an error when none comes or the backend closes, so that the connection ends. */
    public BackendCall await(Semaphore permits) throws IOException {
        try {
            if (permits.tryAcquire(30, TimeUnit.SECONDS)) {
                return this;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new InterruptedIOException("no permit");
    }

    /** The pace of a slow backend: time that passes for the other side, not a wait for something to happen. */
    public BackendCall pace(Duration time) throws IOException {
        backend.pass(time);
        return this;
    }

    /** Answers nothing, reads nothing until the backend is closed or the test ends the connection. */
    public void stall() throws IOException {
        backend.await(gone, Duration.ofSeconds(60));
        ended = true;
    }

    /** Reads and drops until the peer ends the connection or the bound passes; true when it ended. */
    public boolean awaitPeerEnd(Duration bound) throws IOException {
        ended = true;
        socket.setSoTimeout(Math.toIntExact(bound.toMillis()));
        try {
            while (reader.readSome(64 * 1024).length > 0) {
                // dropped
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Ends the connection with RST. */
    public void reset() throws IOException {
        ended = true;
        socket.setSoLinger(true, 0);
        socket.close();
        gone.countDown();
    }

    /** Ends the connection in good order (FIN, as far as everything received was read). */
    public void close() throws IOException {
        ended = true;
        socket.close();
        gone.countDown();
    }

    /** Everything sent, nothing more to send; the connection stays readable. */
    public void halfClose() throws IOException {
        ended = true;
        socket.shutdownOutput();
    }

    Socket socket() {
        return socket;
    }

    RawReader reader() {
        return reader;
    }

    /** Reads content that the script left; false when the connection is over. */
    boolean finish() throws IOException {
        if (ended || socket.isClosed()) {
            return false;
        }
        if (!contentRead) {
            content(OutputStream.nullOutputStream());
        }
        return !head.value("Connection").toLowerCase(Locale.ROOT).contains("close");
    }
}
