package dev.gangway.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * One end of a WebSocket connection whose frames the test writes and reads itself: a client over {@link RawClient}, a
 * backend over {@link BackendCall}. Knows no protocol state, so it can break every rule. Confined to one thread, except that
 * one thread may send while another reads.
 */
public final class WebSocketPeer {
    public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private interface Sink {
        void write(byte[] bytes) throws IOException;
    }

    private final RawReader reader;
    private final Sink sink;
    private final boolean client;

    private WebSocketPeer(RawReader reader, Sink sink, boolean client) {
        this.reader = reader;
        this.sink = sink;
        this.client = client;
    }

    /** A client's opening handshake. */
    public static String handshake(String target, String... fieldLines) {
        String head = RawClient.request("GET", target, fieldLines);
        return head.substring(0, head.length() - 2)
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + KEY
                + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
    }

    /** Sends the handshake and expects to be let in. */
    public static WebSocketPeer open(RawClient client, String target, String... fieldLines) throws IOException {
        client.send(handshake(target, fieldLines));
        return opened(client, client.head());
    }

    /** The client's end after this answer to its handshake. */
    public static WebSocketPeer opened(RawClient client, RawHead head) {
        if (head.status() != 101 || !head.value("Sec-WebSocket-Accept").equals(acceptFor(KEY))) {
            throw new AssertionError("not a valid 101: " + head);
        }
        return new WebSocketPeer(client.reader(), client::send, true);
    }

    /** The client's end over a stream of HTTP/2. */
    static WebSocketPeer over(H2Client.Stream stream) {
        return new WebSocketPeer(new RawReader(stream.input()), stream::write, true);
    }

    /** Lets the client in with these extra field lines and returns the backend's end. */
    public static WebSocketPeer accept(BackendCall call, String... fieldLines) throws IOException {
        call.write(switching(call, fieldLines));
        return over(call);
    }

    /** The backend's end of a call that has written its 101 itself. */
    public static WebSocketPeer over(BackendCall call) {
        return new WebSocketPeer(call.reader(), call::write, false);
    }

    /** The head that lets the client in. */
    public static String switching(BackendCall call, String... fieldLines) {
        String head = BackendCall.head("101 Switching Protocols", fieldLines);
        return head.substring(0, head.length() - 2)
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + acceptFor(call.head().value("Sec-WebSocket-Key")) + "\r\n\r\n";
    }

    /** A script that sends every message back and answers a close with the same close. */
    public static void echo(BackendCall call) throws IOException {
        WebSocketPeer backend = accept(call);
        Frame message = backend.message();
        while (message.opcode() != Frame.CLOSE) {
            backend.send(message);
            message = backend.message();
        }
        backend.send(message);
        call.close();
    }

    public WebSocketPeer send(Frame... frames) throws IOException {
        sink.write(octets(frames));
        return this;
    }

    /** The octets of these frames as this end would send them, for tests that put them into a segment with other bytes. */
    public byte[] octets(Frame... frames) {
        return octets(client, frames);
    }

    public static byte[] octets(boolean masked, Frame... frames) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            octets.writeBytes(frame.octets(masked));
        }
        return octets.toByteArray();
    }

    /** The next frame as it came, unmasked. An EOFException when the connection ends. */
    public Frame frame() throws IOException {
        byte[] start = reader.readExactly(2);
        long length = start[1] & 0x7f;
        if (length >= 126) {
            length = 0;
            for (byte octet : reader.readExactly((start[1] & 0x7f) == 126 ? 2 : 8)) {
                length = (length << 8) | (octet & 0xff);
            }
        }
        boolean masked = (start[1] & 0x80) != 0;
        if (masked == client || (start[0] & 0x70) != 0) {
            throw new IOException("frame breaks RFC 6455: mask " + masked + ", first octet " + start[0]);
        }
        byte[] mask = masked ? reader.readExactly(4) : new byte[4];
        byte[] payload = Frame.mask(reader.readExactly(Math.toIntExact(length)), mask);
        return new Frame(start[0] & 0x0f, (start[0] & 0x80) != 0, payload);
    }

    /** The next message, its fragments joined, or close frame; pings are answered, pongs dropped. */
    public Frame message() throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        int opcode = 0;
        while (true) {
            Frame frame = frame();
            if (frame.opcode() == Frame.CLOSE) {
                return frame;
            } else if (frame.opcode() == Frame.PING) {
                send(new Frame(Frame.PONG, true, frame.payload()));
            } else if (frame.opcode() != Frame.PONG) {
                opcode = frame.opcode() == Frame.CONTINUATION ? opcode : frame.opcode();
                payload.writeBytes(frame.payload());
                if (frame.last()) {
                    return new Frame(opcode, true, payload.toByteArray());
                }
            }
        }
    }

    /** The close frame that comes next, messages before it dropped; 1006 when the connection ends without one. */
    public Frame awaitClose() throws IOException {
        try {
            Frame message = message();
            while (message.opcode() != Frame.CLOSE) {
                message = message();
            }
            return message;
        } catch (EOFException | java.net.SocketException e) {
            return Frame.close(1006, "");
        }
    }

    static String acceptFor(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
