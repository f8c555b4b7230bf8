package dev.gangway.httpclient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * What the library's decoder of chunked content reads its lines from: whole ones only, and no size with a sign
 * (RFC 9112 section 7.1). The library takes an end of the connection behind the last chunk's size for the end of the
 * content. Confined to the connection's I/O thread.
 */
record ChunkLines(SessionInputBuffer input) implements SessionInputBuffer {

    @Override
    public boolean readLine(CharArrayBuffer line, boolean endOfStream) throws IOException {
        boolean whole = input.readLine(line, false);
        if (!whole && endOfStream) {
            throw new TruncatedChunkException("the connection ended within chunked content");
        }
        if (whole && !line.isEmpty() && (line.charAt(0) == '+' || line.charAt(0) == '-')) {
            throw new MalformedChunkCodingException("a chunk's size has a sign");
        }
        return whole;
    }

    @Override
    public boolean hasData() {
        return input.hasData();
    }

    @Override
    public int length() {
        return input.length();
    }

    @Override
    public int fill(ReadableByteChannel source) throws IOException {
        return input.fill(source);
    }

    @Override
    public int read() {
        return input.read();
    }

    @Override
    public int read(ByteBuffer target, int maxOctets) {
        return input.read(target, maxOctets);
    }

    @Override
    public int read(ByteBuffer target) {
        return input.read(target);
    }

    @Override
    public int read(WritableByteChannel target, int maxOctets) throws IOException {
        return input.read(target, maxOctets);
    }

    @Override
    public int read(WritableByteChannel target) throws IOException {
        return input.read(target);
    }
}
