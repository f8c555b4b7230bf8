package dev.gangway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** The content of one response piece by piece, whatever its framing. Confined to one thread. */
public final class PieceReader {
    private final RawClient client;
    private final RawHead head;
    private byte[] ahead = new byte[0];
    private long left;

    public PieceReader(RawClient client, RawHead head) {
        this.client = client;
        this.head = head;
        this.left = head.has("Content-Length") ? Long.parseLong(head.value("Content-Length")) : 0;
    }

    /** The next octets, exactly so many, as soon as they are there. */
    public byte[] next(int count) throws IOException {
        left -= count;
        if (!head.chunked()) {
            return client.readExactly(count);
        }
        ByteArrayOutputStream piece = new ByteArrayOutputStream(count);
        piece.writeBytes(ahead);
        while (piece.size() < count) {
            byte[] chunk = client.chunk();
            if (chunk.length == 0) {
                throw new IOException("content ended after " + piece.size() + " octets of a piece of " + count);
            }
            piece.writeBytes(chunk);
        }
        byte[] all = piece.toByteArray();
        ahead = Arrays.copyOfRange(all, count, all.length);
        return Arrays.copyOf(all, count);
    }

    /** How the content ends when every piece was read; content that is ended by the connection's end does so properly. */
    public Ending ending() throws IOException {
        if (head.chunked()) {
            return ahead.length == 0
                    ? client.reader().content(head, false, OutputStream.nullOutputStream())
                    : Ending.TRUNCATED;
        }
        if (head.has("Content-Length")) {
            return left == 0 ? Ending.COMPLETE : Ending.TRUNCATED;
        }
        return client.awaitEnd() ? Ending.RESET : Ending.COMPLETE;
    }
}
