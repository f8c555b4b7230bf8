package dev.gangway.exchange;

import dev.gangway.message.Fields;
import java.util.OptionalLong;

/**
 * The head of the response to the client, planned: end-to-end fields only, mapped back. Framing is the container's, from the
 * content length here. Immutable.
 *
 * @param contentLength empty when the length is not known beforehand
 * @param hasContent false for answers that never carry content: to HEAD, 204, 304
 * @param trailers whether a trailer section may follow: the client wants one, and the framing has room for it
 */
public record ClientResponse(
        int status, Fields fields, OptionalLong contentLength, boolean hasContent, boolean trailers) {}
