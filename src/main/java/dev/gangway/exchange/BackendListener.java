package dev.gangway.exchange;

import dev.gangway.message.Fields;
import java.nio.ByteBuffer;

/** Hears one backend's answer, from one thread at a time. No method may block. */
public interface BackendListener {

    /** A part of the request went out: the exchange is not idle. */
    void progress();

    /** The final head. Without content, {@code end} follows at once. */
    void head(BackendResponse backendResponse, boolean hasContent);

    /** Some content; the buffer belongs to the caller again when this returns. */
    void content(ByteBuffer octets);

    /** The answer's trailer section, if it has one: between the content and the end. */
    default void trailers(Fields trailers) {}

    /** An interim response other than 100 (RFC 9110 section 15.2). */
    default void interim(BackendResponse interim) {}

    /** The answer is complete. */
    void end();

    void failed(Failure failure);
}
