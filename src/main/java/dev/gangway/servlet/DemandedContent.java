package dev.gangway.servlet;

import dev.gangway.exchange.ContentSource;
import dev.gangway.message.Fields;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** Content of a client that sends it only when it is asked to: the first read asks. Thread-safe as its source is. */
final class DemandedContent implements ContentSource {

    private final ContentSource content;
    private final Runnable demand;
    private final AtomicBoolean demanded = new AtomicBoolean();

    DemandedContent(ContentSource content, Runnable demand) {
        this.content = content;
        this.demand = demand;
    }

    @Override
    public Fields trailers() {
        return content.trailers();
    }

    @Override
    public int read(ByteBuffer target) {
        if (demanded.compareAndSet(false, true)) {
            demand.run();
        }
        return content.read(target);
    }
}
