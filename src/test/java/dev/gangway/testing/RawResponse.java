package dev.gangway.testing;

import java.nio.charset.StandardCharsets;

/** One response as a client saw it. Immutable by convention: nobody writes into {@code content}. */
@SuppressWarnings("ArrayRecordComponent")
public record RawResponse(RawHead head, byte[] content, Ending ending) {

    public int status() {
        return head.status();
    }

    public String text() {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return head.raw() + (content.length > 2000 ? "(" + content.length + " bytes)" : text()) + " [" + ending + "]";
    }
}
