package dev.gangway.httpclient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http2.H2ConnectionException;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.impl.nio.H2StreamListener;
import org.jspecify.annotations.Nullable;

/**
 * Knows which exchange has the stream that is open on a connection, and tells it of what the library does not: the decoded
 * heads before they are taken, the room in its window, and that the backend goes away without having looked at the request.
 * Confined to the connection's I/O thread.
 */
final class StreamGuard implements HttpProcessor, H2StreamListener {

    private final FrameGate gate;
    private @Nullable H2Exchange exchange;
    private volatile int stream;
    private boolean ending;

    StreamGuard(ReadableByteChannel session) {
        this.gate = new FrameGate(session, this::frame);
    }

    /** What the library reads through. */
    FrameGate gate() {
        return gate;
    }

    /** The request is about to leave. Adds nothing to it: what leaves is what was planned. */
    @Override
    public void process(HttpRequest request, @Nullable EntityDetails entity, HttpContext context) {
        exchange = ((H2RequestHead) request).exchange();
        stream = 0; // until the library has numbered it
        if (exchange != null) {
            exchange.leaves();
        }
    }

    @Override
    public void process(HttpResponse response, @Nullable EntityDetails entity, HttpContext context) {}

    /** The number of the newest stream; 0 before the first. */
    int stream() {
        return stream;
    }

    /** A frame has come that the library is about to be given. */
    private void frame(RawFrame frame) throws IOException {
        if (frame.isType(FrameType.GOAWAY)) {
            goingAway(frame.getPayload());
        }
        if (exchange == null || frame.getStreamId() != stream || stream == 0) {
            return;
        }
        if (frame.isType(FrameType.HEADERS)) {
            ending = frame.isFlagSet(FrameFlag.END_STREAM);
            exchange.heard();
        } else if (frame.isType(FrameType.RST_STREAM)) {
            exchange.heard();
        } else if (frame.isType(FrameType.DATA) && frame.getLength() > 0) {
            exchange.heard();
            ByteBuffer content = frame.getPayloadContent();
            if (content == null) {
                throw new H2ConnectionException(H2Error.PROTOCOL_ERROR, "more padding than payload");
            }
            exchange.data(frame.getLength(), frame.getLength() - content.remaining());
        }
    }

    private void goingAway(ByteBuffer payload) {
        boolean whole = payload.remaining() >= Integer.BYTES;
        if (whole && exchange != null && (payload.getInt() & 0x7FFF_FFFF) < stream) {
            exchange.notProcessed();
        }
    }

    @Override
    public void onHeaderInput(HttpConnection connection, int id, List<? extends Header> lines) {
        if (exchange != null && id == stream) {
            exchange.head(lines, ending);
        }
    }

    @Override
    public void onHeaderOutput(HttpConnection connection, int id, List<? extends Header> lines) {
        stream = id;
    }

    @Override
    public void onFrameInput(HttpConnection connection, int id, RawFrame frame) {}

    @Override
    public void onFrameOutput(HttpConnection connection, int id, RawFrame frame) {
        gate.leaves(frame);
    }

    @Override
    public void onInputFlowControl(HttpConnection connection, int id, int delta, int size) {}

    @Override
    public void onOutputFlowControl(HttpConnection connection, int id, int delta, int size) {}
}
