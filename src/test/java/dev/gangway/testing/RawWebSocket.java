package dev.gangway.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A WebSocket client on a plain socket: sends what it is told, octet by octet, and answers nothing by itself. Confined to
 * one thread, except that reading and sending may happen on two. Every read is bounded by {@link #TIMEOUT_MILLIS}.
 */
public final class RawWebSocket implements AutoCloseable {

    public static final int TIMEOUT_MILLIS = 15_000;
    public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    public static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private RawWebSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65536));
        this.out = socket.getOutputStream();
    }

    /** Connects and sends an opening handshake; {@code fields} are further field lines such as {@code "Origin: http://a"}. */
    public static RawWebSocket connect(String host, int port, String path, List<String> fields) throws IOException {
        RawWebSocket client = plain(host, port);
        StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
        head.append("Host: ").append(host).append(':').append(port).append("\r\n");
        head.append("Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
        head.append("Sec-WebSocket-Key: ").append(KEY).append("\r\n");
        fields.forEach(field -> head.append(field).append("\r\n"));
        client.send(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        return client;
    }

    /** Connects and sends nothing. */
    public static RawWebSocket plain(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        return new RawWebSocket(socket);
    }

    /** Connects, shakes hands, and expects the upgrade. */
    public static RawWebSocket open(String host, int port, String path) throws IOException {
        RawWebSocket client = connect(host, port, path, List.of());
        String head = client.readHead();
        if (!head.startsWith("HTTP/1.1 101") || !head.contains(ACCEPT)) {
            client.close();
            throw new IOException("no upgrade but:\n" + head);
        }
        return client;
    }

    public void send(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
    }

    /** Reads up to and with the empty line. */
    public String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    public String readContent(int length) throws IOException {
        byte[] content = new byte[length];
        in.readFully(content);
        return new String(content, StandardCharsets.UTF_8);
    }

    public void sendFrame(int opcode, boolean fin, byte[] payload) throws IOException {
        new RawFrame(opcode, fin, payload).write(out, true);
    }

    public void send(RawFrame frame) throws IOException {
        frame.write(out, true);
    }

    public RawFrame readFrame() throws IOException {
        return RawFrame.read(in);
    }

    /** Reads frames up to the end of one message, pings and pongs skipped; the opcode is that of the first frame. */
    public RawFrame readMessage() throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        int opcode = -1;
        while (true) {
            RawFrame frame = readFrame();
            if (frame.opcode() == RawFrame.CLOSE) {
                return frame;
            }
            if (frame.opcode() < RawFrame.CLOSE) {
                opcode = opcode < 0 ? frame.opcode() : opcode;
                payload.write(frame.payload());
                if (frame.fin()) {
                    return new RawFrame(opcode, true, payload.toByteArray());
                }
            }
        }
    }

    /** True when the other side ends the connection, orderly or not, before the time is over. */
    public boolean ended() throws IOException {
        try {
            while (in.read() >= 0) {
                // whatever comes before the end does not matter here
            }
            return true;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return false;
        } catch (EOFException | java.net.SocketException ended) {
            return true;
        }
    }

    public void timeout(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /** Ends the connection with RST. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
