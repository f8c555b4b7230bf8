package dev.gangway.httpclient;

import dev.gangway.exchange.BackendResponse;
import dev.gangway.exchange.ContentSource;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.ProxyError;
import dev.gangway.httpclient.FailureMapper.Phase;
import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call on one connection. Library events come from the connection's I/O thread; start, grant,
 * contentAvailable and cancel from any thread. Its connection is given back for reuse only when both messages are complete;
 * in every other case it is closed at once.
 */
final class Attempt implements AsyncClientExchangeHandler {

    private static final int CONTENT_OCTETS = 16 * 1024;

    /** What one connection may write before the I/O thread looks at the others, and at this one's answer. */
    private static final int TURN_OCTETS = 8 * CONTENT_OCTETS;

    /** How far a failed attempt had come, as far as repeating it goes. */
    enum Outcome {
        /** A kept connection ended before anything of the request left, or the backend says that it was not processed. */
        UNSENT,
        /** A kept connection ended before any octet of an answer. */
        UNANSWERED,
        /** Anything else. */
        FINAL
    }

    private final Call call;
    private final boolean fresh;
    private final Connection connection;
    private final RequestHead head;
    private final @Nullable EntityDetails entity;
    private @Nullable ByteBuffer outgoing;
    private boolean contentTouched;
    private boolean requestComplete;
    private long unsent;
    private boolean responseComplete;
    private int ungranted;
    private @Nullable CapacityChannel capacity;
    private volatile boolean sent;
    private volatile boolean heard;
    private volatile boolean headSeen;
    private volatile boolean over;
    private @Nullable AnswerGuard guard;
    private volatile Optional<DataStreamChannel> output = Optional.empty();

    Attempt(Call call, boolean fresh) {
        this.call = call;
        this.fresh = fresh;
        this.connection = new Connection(call);
        this.head = call.http2()
                ? new H2RequestHead(this, call.backendRequest)
                : new RequestHead(this, call.backendRequest, call.parameters.reuse());
        this.entity = head.entity();
        this.requestComplete = entity == null;
        this.unsent = entity == null ? 0 : entity.getContentLength();
    }

    void start() {
        try {
            connection.open(fresh, new Opened());
        } catch (RuntimeException e) {
            fail(Phase.CONNECTING, e); // the pool is closing
        }
    }

    private final class Opened implements FutureCallback<AsyncConnectionEndpoint> {

        @Override
        public void completed(AsyncConnectionEndpoint endpoint) {
            try {
                AsyncClientExchangeHandler handler = call.http2() ? new H2Exchange(Attempt.this, call) : Attempt.this;
                endpoint.execute("", handler, HttpCoreContext.create());
            } catch (RuntimeException e) {
                fail(Phase.AWAITING_HEAD, e); // the connection ended between the lease and now
            }
        }

        @Override
        public void failed(Exception cause) {
            fail(Phase.CONNECTING, cause);
        }

        @Override
        public void cancelled() {
            fail(Phase.CONNECTING, new CancellationException("connect cancelled"));
        }
    }

    void contentAvailable() {
        output.ifPresent(DataStreamChannel::requestOutput);
    }

    void grant(int octets) {
        CapacityChannel channel;
        synchronized (this) {
            channel = capacity;
            if (channel == null) {
                ungranted += octets;
                return;
            }
        }
        try {
            channel.update(octets);
        } catch (IOException e) {
            fail(Phase.READING_CONTENT, e);
        }
    }

    /** Also called by the library, when it shuts down: then the connection goes, and with it the call fails. */
    @Override
    public void cancel() {
        failed(new CancellationException("the client library is stopping"));
    }

    /** Ends the attempt silently. */
    void abandon() {
        over = true;
        connection.discard();
    }

    @Override
    public void produceRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
        channel.sendRequest(head, entity, context);
    }

    /** The head is on its way, on the connection that this guards. */
    void leavesOn(AnswerGuard guard) {
        this.guard = guard;
        leaves();
    }

    /** The head is on its way. */
    void leaves() {
        sent = true;
    }

    /** On HTTP/2: who runs it there. */
    void runBy(H2Exchange exchange) {
        ((H2RequestHead) head).runBy(exchange);
    }

    /** The client's content was there to its end. */
    boolean contentEnded() {
        return requestComplete;
    }

    /** An octet of an answer has come. */
    void heard() {
        heard = true;
    }

    @Override
    public int available() {
        return outgoing == null ? 0 : outgoing.remaining();
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        output = Optional.of(channel);
        if (outgoing == null) {
            outgoing = ByteBuffer.allocate(CONTENT_OCTETS).flip();
        }
        int written = 0;
        while (!over && !requestComplete) {
            if (written >= TURN_OCTETS) {
                channel.requestOutput();
                return;
            }
            if (!outgoing.hasRemaining()) {
                int read = call.content.read(outgoing.clear());
                contentTouched |= read != 0;
                outgoing.flip();
                if (read == ContentSource.END) {
                    endContent(channel);
                    return;
                }
                unsent -= Math.max(read, 0);
                if (read == 0) {
                    return; // contentAvailable comes
                }
            }
            int octets = channel.write(outgoing);
            if (octets > 0) {
                written += octets;
                call.listener.progress();
            }
            if (outgoing.hasRemaining()) {
                return; // the socket is full
            }
        }
    }

    private void endContent(DataStreamChannel channel) throws IOException {
        if (entity != null && entity.getContentLength() >= 0 && unsent != 0) {
            // Ending here would leave the backend waiting for the rest.
            ProxyError error = unsent == entity.getContentLength() ? ProxyError.CONTENT_TAKEN : ProxyError.CLIENT_GONE;
            fail(new Failure(error, "the client's content ended " + unsent + " octets early"), Outcome.FINAL);
            return;
        }
        requestComplete = true;
        Fields trailers = entity != null && entity.isChunked() ? call.content.trailers() : Fields.empty();
        channel.endStream(trailers.lines().stream()
                .map(line -> new BasicHeader(line.name(), line.value()))
                .toList());
        releaseIfComplete();
    }

    @Override
    public void consumeInformation(HttpResponse response, HttpContext context) {
        call.listener.progress();
        if (!over) {
            call.listener.interim(new BackendResponse(response.getCode(), fields(response)));
        }
    }

    @Override
    public void consumeResponse(HttpResponse response, @Nullable EntityDetails details, @Nullable HttpContext context) {
        headSeen = true;
        if (over) {
            return;
        }
        call.listener.head(new BackendResponse(response.getCode(), fields(response)), details != null);
        if (details == null) {
            finish();
        }
    }

    private static Fields fields(HttpResponse response) {
        return fields(Arrays.asList(response.getHeaders()));
    }

    private static Fields fields(List<? extends Header> headers) {
        List<Field> lines = new ArrayList<>();
        for (Header header : headers) {
            lines.add(new Field(header.getName(), header.getValue() == null ? "" : header.getValue()));
        }
        return Fields.of(lines);
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
        int octets;
        synchronized (this) {
            capacity = channel;
            octets = ungranted;
            ungranted = 0;
        }
        if (octets > 0) {
            channel.update(octets);
        }
    }

    @Override
    public void consume(ByteBuffer octets) {
        if (over) {
            octets.position(octets.limit());
        } else {
            call.listener.content(octets);
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        if (trailers != null && !trailers.isEmpty() && !over) {
            call.listener.trailers(fields(trailers));
        }
        if (guard != null) {
            guard.ended();
        }
        finish();
    }

    @Override
    public void failed(Exception cause) {
        fail(headSeen ? Phase.READING_CONTENT : Phase.AWAITING_HEAD, cause);
    }

    @Override
    public void releaseResources() {
        if (!responseComplete) {
            failed(new ConnectionClosedException());
        }
    }

    private void finish() {
        responseComplete = true;
        if (over) {
            return;
        }
        if (requestComplete) {
            releaseIfComplete();
        } else {
            // An answer before the end of the request: the rest is not wanted, and the connection is not clean.
            over = true;
            connection.discard();
        }
        call.listener.end();
    }

    private void releaseIfComplete() {
        if (requestComplete && responseComplete) {
            over = true;
            connection.release(call.parameters.reuse());
        }
    }

    private void fail(Phase phase, Exception cause) {
        fail(FailureMapper.map(phase, cause), outcome());
    }

    /** The backend says that it has not looked at the request. */
    void notProcessed(Exception cause) {
        fail(FailureMapper.map(Phase.AWAITING_HEAD, cause), contentTouched ? Outcome.FINAL : Outcome.UNSENT);
    }

    private Outcome outcome() {
        if (!connection.wasKept() || heard) {
            return Outcome.FINAL;
        }
        return sent ? Outcome.UNANSWERED : Outcome.UNSENT;
    }

    private void fail(Failure failure, Outcome outcome) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        connection.discard();
        call.attemptFailed(failure, outcome);
    }
}
