package dev.gangway.servlet;

import dev.gangway.exchange.ClientResponse;
import dev.gangway.exchange.ClientSide;
import dev.gangway.exchange.ContentSource;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.HttpExchange;
import dev.gangway.message.Field;
import dev.gangway.message.RequestContent;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One client's side of a plain exchange on the Jakarta Servlet API. Thread-safe as {@link ClientSide} demands.
 *
 * <p>A response whose length is known and fits the container's buffer is collected and written at once: that spares the two
 * container dispatches of a WriteListener. Every other response streams through a {@link ResponseStream}.
 */
final class ServletClient implements ClientSide, AsyncListener {

    /** Both containers' default buffer takes this much without a write to the socket. */
    private static final int WHOLE_OCTETS = 8 * 1024;

    private static final ContentSource NO_CONTENT = target -> ContentSource.END;

    private final AsyncContext async;
    private final HttpServletResponse response;
    private final Aborter aborter;
    private final String requestId;
    private final AtomicBoolean completing = new AtomicBoolean();
    private volatile Optional<HttpExchange> exchange = Optional.empty();
    private volatile Optional<ClientContent> content = Optional.empty();
    private volatile Optional<ResponseStream> stream = Optional.empty();
    private volatile Optional<ByteBuffer> whole = Optional.empty();

    ServletClient(AsyncContext async, Aborter aborter, String requestId) {
        this.async = async;
        this.response = (HttpServletResponse) async.getResponse();
        this.aborter = aborter;
        this.requestId = requestId;
        async.addListener(this);
    }

    /** Begins to read the request's content and starts the exchange; on the container's thread, within service. */
    void start(HttpExchange started, RequestContent announced) throws IOException {
        exchange = Optional.of(started);
        if (!(announced instanceof RequestContent.None)) {
            HttpServletRequest request = (HttpServletRequest) async.getRequest();
            ClientContent reader =
                    new ClientContent(request.getInputStream(), started::contentAvailable, started::clientGone);
            content = Optional.of(reader);
            request.getInputStream().setReadListener(reader);
        }
        started.start();
    }

    @Override
    public ContentSource content() {
        return content.<ContentSource>map(reader -> reader).orElse(NO_CONTENT);
    }

    @Override
    public void commit(ClientResponse clientResponse) {
        response.setStatus(clientResponse.status());
        for (Field line : clientResponse.fields()) {
            response.addHeader(line.name(), line.value());
        }
        clientResponse.contentLength().ifPresent(response::setContentLengthLong);
        if (!clientResponse.hasContent()) {
            return;
        }
        boolean known = clientResponse.contentLength().isPresent();
        if (known && clientResponse.contentLength().getAsLong() <= WHOLE_OCTETS) {
            whole = Optional.of(
                    ByteBuffer.allocate((int) clientResponse.contentLength().getAsLong()));
            return;
        }
        HttpExchange owner = exchange.orElseThrow();
        try {
            ResponseStream writer = new ResponseStream(
                    response.getOutputStream(), !known, owner::drained, this::complete, owner::clientGone);
            stream = Optional.of(writer);
            writer.start();
        } catch (IOException | IllegalStateException e) {
            owner.clientGone("opening its response: " + e);
        }
    }

    @Override
    public void write(ByteBuffer octets) {
        if (whole.isPresent()) {
            int count = octets.remaining();
            whole.get().put(octets);
            exchange.ifPresent(owner -> owner.drained(count));
        } else {
            stream.ifPresent(writer -> writer.write(octets));
        }
    }

    @Override
    public void end() {
        if (stream.isPresent()) {
            stream.get().end();
            return;
        }
        try {
            if (whole.isPresent()) {
                response.getOutputStream().write(whole.get().array());
            }
            complete();
        } catch (IOException e) {
            exchange.ifPresent(owner -> owner.clientGone("writing its response: " + e));
        }
    }

    @Override
    public void answer(Failure failure) {
        try {
            ErrorPage.write(response, failure.error(), requestId);
            complete();
        } catch (IOException | IllegalStateException e) {
            cut();
        }
    }

    @Override
    public void abort(Failure failure) {
        if (stream.isEmpty() && !response.isCommitted()) {
            answer(failure);
        } else {
            cut();
        }
    }

    private void cut() {
        closeStreams();
        if (!completing.compareAndSet(false, true)) {
            return;
        }
        try {
            if (aborter.abortingStatus().isPresent()) {
                response.sendError(aborter.abortingStatus().get());
                async.complete();
            } else {
                ProxyServlet.dispatch(async, new CuttingStep(aborter));
            }
        } catch (IOException | IllegalStateException e) {
            // The container ended the exchange already: nothing is left to cut.
        }
    }

    private void complete() {
        closeStreams();
        if (completing.compareAndSet(false, true)) {
            async.complete();
        }
    }

    private void closeStreams() {
        content.ifPresent(ClientContent::close);
        stream.ifPresent(ResponseStream::close);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        closeStreams();
        exchange.ifPresent(HttpExchange::completed);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // Never: the container's own limit is off, the exchange has idle timers.
    }

    @Override
    public void onError(AsyncEvent event) {
        exchange.ifPresent(owner -> owner.clientGone("the container reports: " + event.getThrowable()));
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Only a dispatched step could, and none does.
    }

    private record CuttingStep(Aborter aborter) implements ContainerStep {

        @Override
        public void run(HttpServletRequest request, HttpServletResponse response) throws Exception {
            throw aborter.exception();
        }

        @Override
        public void abandoned() {
            // Nothing held.
        }
    }
}
