package dev.gangway.exchange;

import dev.gangway.message.Fields;
import java.nio.ByteBuffer;

/**
 * The port to the servlet container: one client's request content and response. Thread-safe; no method blocks. Before
 * {@code commit} the answer can still be a page; afterwards the only way to fail is {@code abort}.
 */
public interface ClientSide {

    ContentSource content();

    /** Commits the response head. */
    void commit(ClientResponse clientResponse);

    /** Takes all octets; as they leave towards the client, {@link HttpExchange#drained} is told. */
    void write(ByteBuffer octets);

    /** What goes behind the content; before {@code end}, and only where the planned response says so. */
    default void trailers(Fields trailers) {}

    /** Sends 103 Early Hints with these lines where the container can; before {@code commit}. */
    default void hints(Fields links) {}

    /** Ends the response after what was written; {@link HttpExchange#completed} follows. */
    void end();

    /** Answers with that page and completes. */
    void answer(OwnPage page);

    /**
     * Ends the client's connection so that the answer cannot look complete; where not an octet of the answer has left, the
     * page is still possible.
     */
    void abort(ProxyError cause, OwnPage page);

    /** Ends what {@link #abort} has not ended yet, without waiting for what the container still holds. */
    void cut(OwnPage page);
}
