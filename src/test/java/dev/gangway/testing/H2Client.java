package dev.gangway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A client's end of one HTTP/2 connection without TLS, one stream at a time. Reads wait at most 15 s. Confined to one thread.
 */
public final class H2Client implements AutoCloseable {

    /** RFC 8441 section 3: whether the server takes an extended CONNECT. */
    public static final int ENABLE_CONNECT_PROTOCOL = 8;

    /** What a frame may hold without the other side having said more. */
    private static final int MAX_FRAME = 16 * 1024;

    private static final int CANCEL = 8;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final H2Peer peer;
    private final Map<Integer, Integer> settings = new TreeMap<>();
    private int streams;

    private H2Client(Socket socket) throws IOException {
        peer = new H2Peer(socket, 1);
        peer.raw(PREFACE.getBytes(StandardCharsets.US_ASCII)).settings();
        ByteBuffer announced = ByteBuffer.wrap(peer.await(H2Peer.SETTINGS).octets());
        while (announced.hasRemaining()) {
            settings.put((int) announced.getShort(), announced.getInt());
        }
    }

    /** With prior knowledge that the server speaks HTTP/2; an IOException when it does not. */
    public static H2Client connect(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(15_000);
            return new H2Client(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** What the server announced first, by the identifiers of RFC 9113 section 6.5.2. */
    public Map<Integer, Integer> settings() {
        return settings;
    }

    /** A browser's opening handshake (RFC 8441 section 5) with more fields of name and value by turns. */
    public Stream socket(String path, String... namesAndValues) throws IOException {
        List<String> head = new ArrayList<>(List.of(
                ":method",
                "CONNECT",
                ":protocol",
                "websocket",
                ":scheme",
                "http",
                ":path",
                path,
                ":authority",
                "front.example",
                "sec-websocket-version",
                "13"));
        head.addAll(Arrays.asList(namesAndValues));
        return request(false, head.toArray(String[]::new));
    }

    /** A request without content. */
    public Stream get(String path) throws IOException {
        return request(true, ":method", "GET", ":scheme", "http", ":path", path, ":authority", "front.example");
    }

    /** A request of these fields, and the head of the answer. */
    public Stream request(boolean ends, String... namesAndValues) throws IOException {
        int id = 2 * streams++ + 1;
        peer.headers(id, ends, namesAndValues);
        H2Peer.Frame head = next(id);
        while (head.type() != H2Peer.HEADERS) {
            head = next(id);
        }
        return new Stream(id, peer.decode(head), head.ends());
    }

    /** The next frame of this stream; a reset of it, or the end of all, is a SocketException. */
    private H2Peer.Frame next(int id) throws IOException {
        H2Peer.Frame frame = peer.read();
        while (frame.stream() != id && frame.type() != H2Peer.GOAWAY) {
            frame = peer.read();
        }
        if (frame.type() == H2Peer.GOAWAY || frame.type() == H2Peer.RST_STREAM) {
            int code = ByteBuffer.wrap(frame.octets()).getInt(frame.type() == H2Peer.GOAWAY ? Integer.BYTES : 0);
            throw new SocketException("stream " + id + " ended by frame type " + frame.type() + ", code " + code);
        }
        return frame;
    }

    /** One stream after the head of its answer. */
    public final class Stream {

        private final int id;
        private final List<String> head;
        private boolean ended;

        private Stream(int id, List<String> head, boolean ended) {
            this.id = id;
            this.head = head;
            this.ended = ended;
        }

        /** The answer's head, lines such as {@code :status: 200}. */
        public List<String> head() {
            return head;
        }

        public boolean ended() {
            return ended;
        }

        /** Content to its end. */
        public String content() throws IOException {
            return new String(input().readAllBytes(), StandardCharsets.UTF_8);
        }

        /** As a WebSocket, once the answer's head has let us in. */
        public WebSocketPeer open() {
            if (!head.contains(":status: 200") || ended) {
                throw new AssertionError("not let in: " + head + (ended ? ", ended" : ""));
            }
            return WebSocketPeer.over(this);
        }

        /** Says that nothing more comes. */
        public void finish() throws IOException {
            peer.data(id, true, "");
        }

        public void reset() throws IOException {
            peer.number(H2Peer.RST_STREAM, id, CANCEL);
        }

        /** Minds no flow control: for messages that fit into the windows that the server opens at first. */
        void write(byte[] octets) throws IOException {
            for (int from = 0; from < octets.length; from += MAX_FRAME) {
                int to = Math.min(octets.length, from + MAX_FRAME);
                peer.write(H2Peer.DATA, 0, id, Arrays.copyOfRange(octets, from, to));
            }
        }

        InputStream input() {
            return new DataOfStream();
        }

        /** Gives back the flow-control window as it reads; a reset of the stream is an IOException. */
        private final class DataOfStream extends InputStream {

            private ByteBuffer data = ByteBuffer.allocate(0);

            @Override
            public int read() throws IOException {
                return fill() ? data.get() & 0xff : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (!fill()) {
                    return -1;
                }
                int count = Math.min(length, data.remaining());
                data.get(target, offset, count);
                return count;
            }

            private boolean fill() throws IOException {
                while (!data.hasRemaining() && !ended) {
                    take(next(id));
                }
                return data.hasRemaining();
            }

            private void take(H2Peer.Frame frame) throws IOException {
                ended = frame.ends();
                if (frame.type() == H2Peer.DATA && !frame.payload().isEmpty()) {
                    data = ByteBuffer.wrap(frame.octets());
                    peer.number(H2Peer.WINDOW_UPDATE, 0, data.remaining());
                    if (!ended) {
                        peer.number(H2Peer.WINDOW_UPDATE, id, data.remaining());
                    }
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        peer.close();
    }
}
