package dev.gangway.httpclient;

import dev.gangway.exchange.HttpExchange;
import dev.gangway.rules.AnswerLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.H2StreamResetException;
import org.jspecify.annotations.Nullable;

/**
 * An attempt on an HTTP/2 stream: what HTTP/1's parser sees to for the others is seen to here, as the library leaves it open.
 * Events come from the connection's I/O thread; grants and the end of the wait for a 100 from any.
 */
final class H2Exchange implements AsyncClientExchangeHandler {

    /** So much of it makes a window update worth its frame. */
    private static final int PADDING_OCTETS = 8 * 1024;

    private final Attempt attempt;
    private final Call call;
    private final AnswerLimits limits;
    private final StreamHeads heads;
    private final AtomicInteger room = new AtomicInteger(HttpExchange.WINDOW);
    private volatile boolean waiting;
    private volatile @Nullable DataStreamChannel output;
    private Runnable stopWaiting = () -> {};
    private int interimAnswers;
    private int padding;
    private boolean headSeen;
    private OptionalLong length = OptionalLong.empty();
    private long received;
    private @Nullable HttpResponse bare;

    H2Exchange(Attempt attempt, Call call) {
        this.attempt = attempt;
        this.call = call;
        this.limits = call.parameters.connection().answer();
        this.heads = new StreamHeads(limits);
        this.waiting = call.backendRequest.expectsContinue();
        attempt.runBy(this);
    }

    // what the guard sees

    void leaves() {
        attempt.leaves();
        if (waiting) {
            stopWaiting = call.reactor.timers().after(ClientReactor.CONTINUE_WAIT.toDuration(), this::sendContent);
        }
    }

    /** Something has come that belongs to this stream. */
    void heard() {
        attempt.heard();
    }

    /** The backend goes away, and this stream is not among those that it has looked at. */
    void notProcessed() {
        refused(new ConnectionClosedException("the backend goes away"));
    }

    private void refused(Exception cause) {
        if (headSeen || interimAnswers > 0) {
            attempt.failed(cause); // whatever it says, it has begun to answer
        } else {
            attempt.notProcessed(cause);
        }
    }

    /** A head, or the trailers. */
    void head(List<? extends Header> lines, boolean ending) {
        try {
            if (headSeen) {
                checkTrailers(lines, ending);
            } else {
                checkHead(lines, ending);
            }
        } catch (ProtocolException | MessageConstraintException e) {
            attempt.failed(e);
        }
    }

    private void checkHead(List<? extends Header> lines, boolean ending)
            throws ProtocolException, MessageConstraintException {
        int status = heads.status(lines);
        headSeen = status >= 200;
        if (headSeen) {
            stopWaiting.run();
            return;
        }
        if (status == 101 || ending) {
            throw new ProtocolException("101, or an interim answer that is the last");
        }
        if (++interimAnswers > limits.interim()) {
            throw new ProtocolException("more than " + limits.interim() + " interim answers");
        }
        if (status == 100) {
            sendContent();
        }
    }

    private void checkTrailers(List<? extends Header> lines, boolean ending)
            throws ProtocolException, MessageConstraintException {
        if (!ending) {
            throw new ProtocolException("a second head");
        }
        heads.check(lines);
    }

    /** Content with its padding has used up a part of the window; the padding's part is given back. */
    void data(int octets, int padding) {
        if (room.addAndGet(-octets) < 0) {
            attempt.failed(new ProtocolException("more content than the window holds"));
            return;
        }
        this.padding += padding;
        if (this.padding >= PADDING_OCTETS) {
            attempt.grant(this.padding);
            this.padding = 0;
        }
    }

    // the request

    private void sendContent() {
        waiting = false;
        stopWaiting.run();
        DataStreamChannel channel = output;
        if (channel != null) {
            channel.requestOutput();
        }
    }

    @Override
    public void produceRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        attempt.produceRequest(channel, context);
    }

    @Override
    public int available() {
        return waiting ? 0 : attempt.available();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        output = channel;
        if (!waiting) {
            attempt.produce(new LowerCase(channel));
        }
    }

    /** Field names have no capitals in HTTP/2; the library sees to those of the head only. */
    private record LowerCase(DataStreamChannel channel) implements DataStreamChannel {

        @Override
        public void requestOutput() {
            channel.requestOutput();
        }

        @Override
        public int write(ByteBuffer octets) throws IOException {
            return channel.write(octets);
        }

        @Override
        public void endStream() throws IOException {
            channel.endStream();
        }

        @Override
        public void endStream(@Nullable List<? extends Header> trailers) throws IOException {
            if (trailers == null || trailers.isEmpty()) {
                channel.endStream();
            } else {
                channel.endStream(trailers.stream()
                        .map(line -> new BasicHeader(line.getName().toLowerCase(Locale.ROOT), line.getValue()))
                        .toList());
            }
        }
    }

    // the answer

    @Override
    public void consumeInformation(HttpResponse response, HttpContext context) {
        attempt.consumeInformation(response, context);
    }

    @Override
    public void consumeResponse(HttpResponse response, @Nullable EntityDetails details, HttpContext context) {
        boolean withoutContent =
                call.backendRequest.method().equals("HEAD") || response.getCode() == 204 || response.getCode() == 304;
        Header announced = response.getFirstHeader("content-length");
        if (announced != null && !withoutContent) {
            length = OptionalLong.of(Long.parseLong(announced.getValue()));
        }
        if (details == null && length.orElse(0) > 0) {
            attempt.failed(new ProtocolException("no content in place of " + length.getAsLong() + " octets"));
        } else if (details != null && withoutContent) {
            bare = response; // the stream ends later
        } else {
            attempt.consumeResponse(response, details, context);
        }
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        attempt.updateCapacity(octets -> {
            room.addAndGet(octets);
            channel.update(octets);
        });
    }

    @Override
    public void consume(ByteBuffer octets) {
        received += octets.remaining();
        if (received > (bare != null ? 0 : length.orElse(Long.MAX_VALUE))) {
            attempt.failed(new ProtocolException("more content than announced"));
        } else {
            attempt.consume(octets);
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        HttpResponse withoutContent = bare;
        if (received < length.orElse(0)) {
            attempt.failed(new ConnectionClosedException("the content ends before its length"));
        } else if (withoutContent != null) {
            attempt.consumeResponse(withoutContent, null, null);
        } else {
            attempt.streamEnd(trailers);
        }
    }

    // the end

    @Override
    public void failed(Exception cause) {
        boolean refused =
                cause instanceof H2StreamResetException reset && reset.getCode() == H2Error.REFUSED_STREAM.getCode();
        if (refused) {
            refused(cause);
        } else {
            attempt.failed(cause);
        }
    }

    /** The connection takes no request any more, or the library stops. */
    @Override
    public void cancel() {
        if (call.reactor.stopping()) {
            attempt.cancel();
        } else {
            attempt.failed(new ConnectionClosedException("the connection takes no request any more"));
        }
    }

    @Override
    public void releaseResources() {
        stopWaiting.run();
        attempt.releaseResources();
    }
}
