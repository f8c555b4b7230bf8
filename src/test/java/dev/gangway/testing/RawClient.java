package dev.gangway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A client that sends literal bytes and shows what came back, framing and endings included. Reads wait at most 15 s unless
 * told otherwise. Confined to one thread, except that {@code close} and {@code reset} may come from any.
 */
public final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final RawReader reader;
    private final OutputStream out;
    private final CountDownLatch closed = new CountDownLatch(1);
    private String lastMethod = "GET";

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.reader = new RawReader(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    public static RawClient connect(int port) {
        return connect(port, 0);
    }

    /** With a small receive buffer the other side's writes block early; 0 leaves the system's size. */
    public static RawClient connect(int port, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(15_000);
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One exchange on a connection of its own. */
    public static RawResponse exchange(int port, String request) throws IOException {
        try (RawClient client = connect(port)) {
            client.send(request);
            return client.response();
        }
    }

    public RawClient readTimeout(Duration timeout) throws SocketException {
        socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
        return this;
    }

    /** The text as ISO-8859-1 octets, in one write. */
    public RawClient send(String text) throws IOException {
        int space = text.indexOf(' ');
        if (space > 0 && text.contains(" HTTP/1.")) {
            lastMethod = text.substring(0, space);
        }
        return send(RawReader.latin1(text));
    }

    /** A write that nobody takes ends the connection after 30 s: sockets know no timeout for it. */
    public RawClient send(byte[] bytes) throws IOException {
        CompletableFuture<Void> written = new CompletableFuture<>();
        CompletableFuture<Void> unused = written.orTimeout(30, TimeUnit.SECONDS).whenComplete((done, late) -> {
            if (late != null) {
                close();
            }
        });
        out.write(bytes);
        out.flush();
        written.complete(null);
        return this;
    }

    /** One chunk of chunked content; an empty text is the last chunk. */
    public RawClient sendChunk(String text) throws IOException {
        return send(RawReader.latin1(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n"));
    }

    /** A complete GET head with this target and these field lines. */
    public RawClient get(String target, String... fieldLines) throws IOException {
        return send(request("GET", target, fieldLines));
    }

    /** A request head for {@code Host: front.example}; the field lines follow in their order. */
    public static String request(String method, String target, String... fieldLines) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: front.example\r\n");
        for (String line : fieldLines) {
            head.append(line).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** The next response, interim ones (other than 101) skipped, with all of its content. */
    public RawResponse response() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        RawHead head = head();
        Ending ending = content(head, content);
        return new RawResponse(head, content.toByteArray(), ending);
    }

    /** The next final (or 101) response head. */
    public RawHead head() throws IOException {
        RawHead head = reader.head();
        while (head.status() < 200 && head.status() != 101) {
            head = reader.head();
        }
        return head;
    }

    /** The next head, whatever its status. */
    public RawHead anyHead() throws IOException {
        return reader.head();
    }

    /** Everything that belongs to the response with this head. */
    public Ending content(RawHead head, OutputStream sink) throws IOException {
        int status = head.status();
        if (lastMethod.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return Ending.COMPLETE;
        }
        return reader.content(head, false, sink);
    }

    public byte[] chunk() throws IOException {
        return reader.chunk();
    }

    public byte[] readExactly(int count) throws IOException {
        return reader.readExactly(count);
    }

    public byte[] readSome(int max) throws IOException {
        return reader.readSome(max);
    }

    /** Reads and drops until the connection ends; true when by a reset. A read timeout is thrown as it is. */
    public boolean awaitEnd() throws IOException {
        try {
            while (reader.readSome(64 * 1024).length > 0) {
                // dropped
            }
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /** The pace of a slow client: time that passes for the other side, not a wait for something to happen. */
    public RawClient readsNothingFor(Duration time) throws InterruptedIOException {
        try {
            boolean unused = closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
            return this;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection with RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    public int localPort() {
        return socket.getLocalPort();
    }

    RawReader reader() {
        return reader;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
