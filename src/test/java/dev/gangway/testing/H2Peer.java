package dev.gangway.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http2.hpack.HPackDecoder;
import org.apache.hc.core5.http2.hpack.HPackException;

/** The backend's end of one HTTP/2 connection: writes what it is told, however wrong. Confined to its script's thread. */
public final class H2Peer {

    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PUSH_PROMISE = 5;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;
    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;
    public static final int PADDED = 8;
    public static final int REFUSED_STREAM = 7;

    /** Their places in HPACK's static table: Tomcat takes these names in no other form. */
    private static final Map<String, Integer> PSEUDO_FIELDS =
            Map.of(":authority", 1, ":method", 2, ":path", 4, ":scheme", 6);

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    /** One frame as it came, its payload as one char for each octet. */
    public record Frame(int type, int flags, int stream, String payload) {

        public boolean ends() {
            return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        }

        byte[] octets() {
            return payload.getBytes(StandardCharsets.ISO_8859_1);
        }

        /** The first number of the payload. */
        public int number() {
            return ByteBuffer.wrap(octets()).getInt();
        }
    }

    /** The head of a request, decoded: lines such as {@code :path: /x}. */
    public record Request(int stream, List<String> lines, boolean ends) {

        public String path() {
            return lines.stream()
                    .filter(line -> line.startsWith(":path: "))
                    .map(line -> line.substring(7))
                    .findFirst()
                    .orElse("");
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final int connection;
    private final HPackDecoder decoder = new HPackDecoder(4096, StandardCharsets.US_ASCII);

    H2Peer(Socket socket, int connection) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.connection = connection;
    }

    /** Which connection of its backend it is; the first is 1. */
    public int connection() {
        return connection;
    }

    void preface() throws IOException {
        byte[] octets = in.readNBytes(PREFACE.length());
        if (!new String(octets, StandardCharsets.US_ASCII).equals(PREFACE)) {
            throw new IOException("no preface");
        }
    }

    /** Our settings, none. Those of the other side are acknowledged as they are read. */
    public H2Peer settings() throws IOException {
        return write(SETTINGS, 0, 0, new byte[0]);
    }

    public Frame read() throws IOException {
        int lengthAndType = in.readInt();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(lengthAndType >>> 8);
        if (payload.length < lengthAndType >>> 8) {
            throw new EOFException();
        }
        Frame frame = new Frame(lengthAndType & 0xFF, flags, stream, new String(payload, StandardCharsets.ISO_8859_1));
        if (frame.type() == SETTINGS && frame.flags() != ACK) {
            write(SETTINGS, ACK, 0, new byte[0]);
        }
        return frame;
    }

    /** The next frame of a type; answers settings and window updates on the way are passed over. */
    public Frame await(int type) throws IOException {
        Frame frame = read();
        while (frame.type() != type) {
            frame = read();
        }
        return frame;
    }

    public Request request() throws IOException {
        Frame frame = await(HEADERS);
        return new Request(frame.stream(), decode(frame), frame.ends());
    }

    public List<String> decode(Frame headers) throws IOException {
        try {
            List<String> lines = new ArrayList<>();
            for (Header line : decoder.decodeHeaders(ByteBuffer.wrap(headers.octets()))) {
                lines.add(line.getName() + ": " + line.getValue());
            }
            return lines;
        } catch (HPackException e) {
            throw new IOException(e);
        }
    }

    /** The content of the request to its end. */
    public String content() throws IOException {
        StringBuilder content = new StringBuilder();
        Frame frame = await(DATA);
        content.append(frame.payload());
        while (!frame.ends()) {
            frame = await(DATA);
            content.append(frame.payload());
        }
        return content.toString();
    }

    public H2Peer write(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.putInt((payload.length << 8) | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload);
        socket.getOutputStream().write(frame.array());
        return this;
    }

    /** Octets that need not be a frame. */
    public H2Peer raw(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        return this;
    }

    public H2Peer number(int type, int stream, int... numbers) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(Integer.BYTES * numbers.length);
        for (int number : numbers) {
            payload.putInt(number);
        }
        return write(type, 0, stream, payload.array());
    }

    /** A head or trailers of name and value by turns, none of them indexed. */
    public H2Peer headers(int stream, boolean ends, String... namesAndValues) throws IOException {
        return write(HEADERS, END_HEADERS | (ends ? END_STREAM : 0), stream, block(namesAndValues));
    }

    public H2Peer data(int stream, boolean ends, String content) throws IOException {
        return write(DATA, ends ? END_STREAM : 0, stream, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    public H2Peer answer(int stream, String content) throws IOException {
        return headers(stream, false, ":status", "200").data(stream, true, content);
    }

    public static byte[] block(String... namesAndValues) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            int known = PSEUDO_FIELDS.getOrDefault(namesAndValues[i], 0);
            block.write(known);
            if (known == 0) {
                string(block, namesAndValues[i]);
            }
            string(block, namesAndValues[i + 1]);
        }
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream block, String text) throws IOException {
        int length = text.length();
        if (length < 127) {
            block.write(length);
        } else {
            block.write(127);
            for (length -= 127; length >= 128; length >>>= 7) {
                block.write((length & 127) | 128);
            }
            block.write(length);
        }
        block.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void close() throws IOException {
        socket.close();
    }
}
