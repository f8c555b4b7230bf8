package dev.gangway.exchange;

import dev.gangway.message.Fields;
import dev.gangway.rules.MessageSettings;
import java.nio.ByteBuffer;

/** A client's content that may be only so long. Read by one thread at a time, like every source; never blocks. */
final class LimitedContent implements ContentSource {

    private final ContentSource content;
    private final MessageSettings settings;
    private final Runnable exceeded;
    private long octets;

    /** @param exceeded told at the first octet too many; from then on nothing more can be read */
    LimitedContent(ContentSource content, MessageSettings settings, Runnable exceeded) {
        this.content = content;
        this.settings = settings;
        this.exceeded = exceeded;
    }

    @Override
    public Fields trailers() {
        return content.trailers();
    }

    @Override
    public int read(ByteBuffer target) {
        if (settings.tooLong(octets)) {
            return 0;
        }
        int start = target.position();
        int read = content.read(target);
        octets += Math.max(0, read);
        if (settings.tooLong(octets)) {
            target.position(start);
            exceeded.run();
            return 0;
        }
        return read;
    }
}
