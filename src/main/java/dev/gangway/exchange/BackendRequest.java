package dev.gangway.exchange;

import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import dev.gangway.rules.BackendOrigin;

/**
 * The head of the request to the backend, planned and checked: target and fields hold only octets that may stand in a
 * head. Framing and connection fields are not planned: {@link #wireFields} adds them for the edge. Immutable.
 *
 * @param target path and query as they go into the request line
 * @param fields first among them Host
 */
public record BackendRequest(
        BackendOrigin origin, String method, String target, Fields fields, RequestContent content) {

    /** The same with content that is otherwise announced. */
    BackendRequest with(RequestContent other) {
        return new BackendRequest(origin, method, target, fields, other);
    }

    /** Whether the backend is asked before the content is taken from the client. */
    public boolean expectsContinue() {
        return fields.has(Expectation.NAME);
    }

    /**
     * The field lines as they go on the wire: the planned ones, then framing and connection fields.
     *
     * @param reuse whether the connection may be kept
     */
    public Fields wireFields(boolean reuse) {
        Fields.Builder wire = fields.toBuilder();
        if (content instanceof RequestContent.Sized sized) {
            wire.add("Content-Length", Long.toString(sized.length()));
        }
        if (origin.http2()) {
            return wire
                    .build(); // frames say where content ends, and a connection has no fields (RFC 9113 section 8.2.2)
        }
        if (content instanceof RequestContent.Unsized) {
            wire.add("Transfer-Encoding", "chunked");
        }
        return wire.add("Connection", reuse ? "keep-alive" : "close").build();
    }
}
