package dev.gangway.it.fault;

import dev.gangway.testing.RawClient;
import java.nio.charset.StandardCharsets;

/** The kinds of exchanges, each with another way through Gangway. */
enum Traffic {
    /** A short answer, written in one piece. */
    GET(0, false, 300, false),
    /** An answer that streams. */
    LARGE_GET(0, false, 100_000, false),
    POST(40_000, false, 20_000, false),
    CHUNKED_POST(40_000, true, 20_000, true),
    /** Parked before its answer. */
    LONG_POLL(0, false, 200, false),
    /** Server-sent events: a chunk now and then. */
    EVENTS(0, false, 900, true);

    static final int CHUNK = 300;

    private final int upload;
    private final boolean uploadChunked;
    private final int answer;
    private final boolean answerChunked;

    Traffic(int upload, boolean uploadChunked, int answer, boolean answerChunked) {
        this.upload = upload;
        this.uploadChunked = uploadChunked;
        this.answer = answer;
        this.answerChunked = answerChunked;
    }

    boolean uploads() {
        return upload > 0;
    }

    boolean answerChunked() {
        return answerChunked;
    }

    int uploadOctets() {
        return upload;
    }

    int answerOctets() {
        return answer;
    }

    boolean parked() {
        return this == LONG_POLL;
    }

    /** The request, octet by octet. */
    byte[] request(String target, byte[] content) {
        if (!uploads()) {
            return latin1(RawClient.request("GET", target));
        }
        if (!uploadChunked) {
            return latin1(RawClient.request("POST", target, "Content-Length: " + content.length) + text(content));
        }
        StringBuilder octets = new StringBuilder(RawClient.request("POST", target, "Transfer-Encoding: chunked"));
        for (int at = 0; at < content.length; at += 8_000) {
            int size = Math.min(8_000, content.length - at);
            octets.append(Integer.toHexString(size)).append("\r\n");
            octets.append(new String(content, at, size, StandardCharsets.ISO_8859_1))
                    .append("\r\n");
        }
        return latin1(octets.append("0\r\n\r\n").toString());
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
