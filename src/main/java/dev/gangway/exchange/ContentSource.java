package dev.gangway.exchange;

import dev.gangway.message.Fields;
import java.nio.ByteBuffer;

/** The client's request content, taken piece by piece. Thread-safe; never blocks. */
public interface ContentSource {

    /** Returned by {@link #read} when the content is complete. */
    int END = -1;

    /** The trailer section, once {@link #read} has returned {@link #END}. */
    default Fields trailers() {
        return Fields.empty();
    }

    /** Moves what is there into the buffer: the count of octets, 0 when nothing is there now, or {@link #END}. */
    int read(ByteBuffer target);
}
