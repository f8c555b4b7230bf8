package dev.gangway.exchange;

import java.nio.ByteBuffer;

/** Hears one backend's answer, from one thread at a time. No method may block. */
public interface BackendListener {

    /** A part of the request went out: the exchange is not idle. */
    void progress();

    /** The final head. Without content, {@code end} follows at once. */
    void head(BackendResponse backendResponse, boolean hasContent);

    /** Some content; the buffer belongs to the caller again when this returns. */
    void content(ByteBuffer octets);

    /** The answer is complete. */
    void end();

    void failed(Failure failure);
}
