package dev.gangway.it.fault;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What one exchange is known by: all content of either side is derived from it, so that any octet of another one shows. */
record Tag(String text) {
    private static final AtomicLong NEXT = new AtomicLong();

    static Tag next() {
        return new Tag("tag-" + NEXT.incrementAndGet());
    }

    /** The first octets of this side's endless content: a counter in every line, so that a lost or doubled piece shows too. */
    byte[] octets(String side, int size) {
        StringBuilder content = new StringBuilder(size + 64);
        for (int line = 0; content.length() < size; line++) {
            content.append(text).append(' ').append(side).append(" line ").append(line);
            content.append(" of content that nobody else may see\n");
        }
        content.setLength(size);
        return content.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** What is wrong with the octets when they have to be the first ones of these; empty when nothing is. */
    static Optional<String> foreign(byte[] seen, byte[] own) {
        int length = Math.min(seen.length, own.length);
        int at = Arrays.mismatch(seen, 0, length, own, 0, length);
        if (at < 0 && seen.length <= own.length) {
            return Optional.empty();
        }
        int place = at < 0 ? own.length : at;
        return Optional.of("octet " + place + " is not its own: \"" + text(seen, place) + "\" in place of \""
                + text(own, place) + "\"");
    }

    private static String text(byte[] octets, int from) {
        int start = Math.max(0, from - 20);
        int end = Math.min(octets.length, from + 80);
        return start >= end ? "" : new String(octets, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
