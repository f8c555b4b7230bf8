package dev.gangway.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Reads HTTP/1.1 messages from a socket and hides nothing of how they end. Confined to one thread. */
final class RawReader {
    private static final int MAX_HEAD = 256 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int limit;
    private boolean chunkEndDue;

    RawReader(InputStream in) {
        this.in = in;
    }

    /** The next byte, or -1 at the end of the connection. */
    int read() throws IOException {
        if (position == limit && !fill()) {
            return -1;
        }
        return buffer[position++] & 0xff;
    }

    /** Whatever is there, at most {@code max}, after waiting for one byte; an empty array at the end of the connection. */
    byte[] readSome(int max) throws IOException {
        if (position == limit && !fill()) {
            return new byte[0];
        }
        int count = Math.min(max, limit - position);
        byte[] some = new byte[count];
        System.arraycopy(buffer, position, some, 0, count);
        position += count;
        return some;
    }

    byte[] readExactly(int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(count);
        if (copy(count, bytes) != count) {
            throw new EOFException("connection ended after " + bytes.size() + " of " + count + " bytes");
        }
        return bytes.toByteArray();
    }

    /** The next head; an EOFException without any byte read has the message "no head". */
    RawHead head() throws IOException {
        StringBuilder raw = new StringBuilder();
        while (true) {
            int next = read();
            if (next < 0) {
                throw new EOFException(raw.isEmpty() ? "no head" : "connection ended within a head: " + raw);
            }
            raw.append((char) next);
            int length = raw.length();
            if (next == '\n' && length >= 2) {
                char before = raw.charAt(length - 2);
                if (before == '\n' || (length >= 4 && before == '\r' && raw.charAt(length - 3) == '\n')) {
                    return new RawHead(raw.toString());
                }
            }
            if (length > MAX_HEAD) {
                throw new IOException("head longer than " + MAX_HEAD);
            }
        }
    }

    /**
     * One chunk of chunked content; an empty array is the last chunk, its trailer section read and dropped. The line end that
     * closes a chunk is read with the next one: Jetty sends it no earlier.
     */
    byte[] chunk() throws IOException {
        if (chunkEndDue && !line().isEmpty()) {
            throw new IOException("chunk longer than its size");
        }
        chunkEndDue = false;
        String sizeLine = line();
        int size = Integer.parseInt(sizeLine.split(";", 2)[0].strip(), 16);
        byte[] data = readExactly(size);
        if (size > 0) {
            chunkEndDue = true;
            return data;
        }
        while (!line().isEmpty()) {
            // trailer fields are not looked at by any scenario yet
        }
        return data;
    }

    /** Content of a response with this head, or of a request when {@code request}. */
    Ending content(RawHead head, boolean request, OutputStream sink) throws IOException {
        try {
            if (head.chunked()) {
                for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
                    sink.write(chunk);
                }
                return Ending.COMPLETE;
            }
            if (head.has("Content-Length")) {
                long length = Long.parseLong(head.values("Content-Length").get(0));
                return copy(length, sink) == length ? Ending.COMPLETE : Ending.TRUNCATED;
            }
            if (request) {
                return Ending.COMPLETE;
            }
            copy(Long.MAX_VALUE, sink);
            return Ending.CLOSE_DELIMITED;
        } catch (EOFException e) {
            return Ending.TRUNCATED;
        } catch (SocketException e) {
            return Ending.RESET;
        }
    }

    /** Everything up to the end of the connection, left unread. */
    String remaining() throws IOException {
        in.mark(Integer.MAX_VALUE);
        String remaining = text(java.util.Arrays.copyOfRange(buffer, position, limit)) + text(in.readAllBytes());
        in.reset();
        return remaining;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = read(); next != '\n'; next = read()) {
            if (next < 0) {
                throw new EOFException("connection ended within a line: " + line);
            }
            line.append((char) next);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    private long copy(long count, OutputStream sink) throws IOException {
        long left = count;
        while (left > 0) {
            if (position == limit && !fill()) {
                break;
            }
            int part = (int) Math.min(left, limit - position);
            sink.write(buffer, position, part);
            position += part;
            left -= part;
        }
        return count - left;
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        position = 0;
        limit = Math.max(count, 0);
        return count > 0;
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
