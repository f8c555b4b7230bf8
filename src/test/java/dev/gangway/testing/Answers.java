package dev.gangway.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;

/** Scripts that many tests want. Stateless. */
public final class Answers {

    private Answers() {}

    /** Answers with the request's own head as content. */
    public static void echoHead(BackendCall call) throws IOException {
        call.answer("200 OK", call.head().raw(), "Content-Type: text/plain");
    }

    /** Reads the request's content and answers with its length, SHA-256 and framing. */
    public static void uploadDigest(BackendCall call) throws IOException {
        MessageDigest digest = sha256();
        CountingSink sink = new CountingSink();
        Ending ending = call.content(new DigestOutputStream(sink, digest));
        String framing =
                call.head().chunked() ? "chunked" : "length=" + call.head().value("Content-Length");
        call.answer("200 OK", sink.count + " " + hex(digest) + " " + framing + " " + ending);
    }

    /** A download of this many bytes with Content-Length; {@link #downloadDigest} tells what it must come to. */
    public static FakeBackend.Script download(long size) {
        return call -> {
            call.write(BackendCall.head("200 OK", "Content-Type: application/octet-stream", "Content-Length: " + size));
            writePattern(size, call::write);
        };
    }

    /** The pieces as one chunk each; every piece after the first waits for its signal. */
    public static FakeBackend.Script chunks(String contentType, String[] pieces, CountDownLatch... signals) {
        return call -> {
            call.write(BackendCall.head("200 OK", "Content-Type: " + contentType, "Transfer-Encoding: chunked"));
            for (int i = 0; i < pieces.length; i++) {
                if (i > 0) {
                    call.await(signals[i - 1]);
                }
                call.chunk(pieces[i]);
            }
            call.lastChunk();
        };
    }

    /** SHA-256 of the pattern that {@link #download} sends. */
    public static String downloadDigest(long size) throws IOException {
        MessageDigest digest = sha256();
        writePattern(size, digest::update);
        return hex(digest);
    }

    public static String digest(byte[] content) {
        MessageDigest digest = sha256();
        digest.update(content);
        return hex(digest);
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Bytes in which a lost, doubled or swapped block shows: a counter per eight bytes. */
    public static byte[] pattern(int size) {
        byte[] bytes = new byte[size];
        fill(bytes, 0);
        return bytes;
    }

    private interface Part {
        void take(byte[] bytes, int offset, int length) throws IOException;
    }

    private static void writePattern(long size, Part sink) throws IOException {
        byte[] block = new byte[64 * 1024];
        for (long at = 0; at < size; at += block.length) {
            fill(block, at);
            sink.take(block, 0, (int) Math.min(block.length, size - at));
        }
    }

    private static void fill(byte[] block, long start) {
        for (int i = 0; i < block.length; i++) {
            long at = start + i;
            block[i] = (byte) ((at >>> 3) >>> ((at & 7) * 8));
        }
    }

    private static final class CountingSink extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
