package dev.gangway.servlet;

import dev.gangway.exchange.ClientResponse;
import dev.gangway.exchange.ClientSide;
import dev.gangway.exchange.ContentSource;
import dev.gangway.exchange.HttpExchange;
import dev.gangway.exchange.OwnPage;
import dev.gangway.exchange.ProxyError;
import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One client's side of a plain exchange on the Jakarta Servlet API. Thread-safe as {@link ClientSide} demands: request and
 * response are touched in the exchange's turns only, and not after the end.
 *
 * <p>A short response whose content comes in one piece is written at once: that spares the two container dispatches of a
 * WriteListener. Every other response streams through a {@link ResponseStream}.
 */
final class ServletClient implements ClientSide, AsyncListener {

    /** The containers' default buffers take this much without a write to the socket, which would block. */
    private static final int WHOLE_OCTETS = 8 * 1024 - 1;

    /** How long the container is kept from taking back request and response; a turn is over in microseconds. */
    private static final Duration LAST_TURN = Duration.ofMillis(200);

    private static final ContentSource NO_CONTENT = target -> ContentSource.END;

    private final AsyncContext async;
    private final HttpServletResponse response;
    private final Aborter aborter;
    private final String requestId;
    private final Turns turns = new Turns(cause -> gone("the container failed: " + cause));
    private volatile Optional<HttpExchange> exchange = Optional.empty();
    private volatile Optional<ContentSource> content = Optional.empty();
    private volatile Optional<ClientContent> reading = Optional.empty();
    private Optional<ResponseStream> stream = Optional.empty();
    private volatile Map<String, String> trailers = Map.of();
    private boolean planned;
    private long length;
    private boolean over;
    private volatile boolean lost;

    ServletClient(AsyncContext async, Aborter aborter, String requestId) {
        this.async = async;
        this.response = (HttpServletResponse) async.getResponse();
        this.aborter = aborter;
        this.requestId = requestId;
        async.addListener(this);
    }

    /**
     * Begins to read the request's content and starts the exchange; on the container's thread, within service.
     *
     * @param onDemand the client waits for 100 Continue: its content is read only when the backend's edge asks for it
     */
    void start(HttpExchange started, RequestContent announced, boolean onDemand) throws IOException {
        exchange = Optional.of(started);
        if (!(announced instanceof RequestContent.None)) {
            ClientContent reader = new ClientContent(turns, started::contentAvailable, this::gone);
            content = Optional.of(onDemand ? new DemandedContent(reader, () -> demand(reader)) : reader);
            reading = Optional.of(reader);
            if (!onDemand) {
                InterimResponses.continueNow((HttpServletRequest) async.getRequest());
                begin(reader);
            }
        }
        started.start();
    }

    private void demand(ClientContent reader) {
        onContainerThread(() -> {
            if (!response.isCommitted()) {
                InterimResponses.continueNow((HttpServletRequest) async.getRequest());
                begin(reader); // Jetty sends its 100 for this
            }
        });
    }

    private void begin(ClientContent reader) throws IOException {
        boolean there;
        try {
            there = reader.begin((HttpServletRequest) async.getRequest());
        } catch (IllegalStateException readerTaken) {
            there = false;
        }
        if (!there) {
            exchange.ifPresent(HttpExchange::contentTaken);
        }
    }

    /** For what may wait for the socket, if only for the blink of a small write. */
    private void onContainerThread(Touch touch) {
        try {
            async.start(() -> turn(touch));
        } catch (IllegalStateException e) {
            // The container has ended the request meanwhile.
        }
    }

    @Override
    public ContentSource content() {
        return content.orElse(NO_CONTENT);
    }

    @Override
    public void commit(ClientResponse clientResponse) {
        turn(() -> {
            planned = true;
            response.setStatus(clientResponse.status());
            for (Field line : clientResponse.fields()) {
                ResponseFields.add(response, line);
            }
            clientResponse.contentLength().ifPresent(response::setContentLengthLong);
            if (clientResponse.trailers()) {
                response.setTrailerFields(() -> trailers);
            }
            if (!clientResponse.hasContent()) {
                return;
            }
            length = clientResponse.contentLength().orElse(Long.MAX_VALUE);
            if (length > WHOLE_OCTETS) {
                openStream();
            }
        });
    }

    @Override
    public void write(ByteBuffer octets) {
        byte[] piece = new byte[octets.remaining()];
        octets.get(piece);
        turn(() -> {
            if (stream.isEmpty() && length == piece.length) {
                response.getOutputStream().write(piece);
                exchange.ifPresent(owner -> owner.drained(piece.length));
                return;
            }
            if (stream.isEmpty()) {
                openStream(); // short, but it comes in pieces: each shall arrive at once
            }
            stream.get().write(piece);
        });
    }

    @Override
    public void trailers(Fields lines) {
        Map<String, String> section = new LinkedHashMap<>();
        lines.forEach(line -> section.merge(line.name(), line.value(), (one, other) -> one + ", " + other));
        trailers = section;
    }

    @Override
    public void hints(Fields links) {
        onContainerThread(() -> {
            if (!planned && !response.isCommitted()) {
                links.forEach(line -> response.addHeader(line.name(), line.value()));
                InterimResponses.earlyHints(response);
                response.reset();
            }
        });
    }

    @Override
    public void end() {
        turn(() -> {
            if (stream.isPresent()) {
                stream.get().end();
            } else {
                complete();
            }
        });
    }

    @Override
    public void answer(OwnPage page) {
        turn(() -> {
            ErrorPage.write(response, page, requestId);
            complete();
        });
    }

    @Override
    public void abort(ProxyError cause, OwnPage page) {
        turn(() -> {
            boolean atOnce = aborter.abortingStatus().isPresent();
            boolean takes = !lost && cause != ProxyError.CLIENT_STALLED;
            if (stream.isPresent() && takes && !atOnce) {
                stream.get().stop(() -> turn(() -> endEarly(page)));
            } else if (stream.isPresent() || (lost && atOnce)) {
                breakOff(page); // given a page for a client that has reset its connection, Jetty keeps that for ever
            } else {
                endEarly(page);
            }
        });
    }

    @Override
    public void cut(OwnPage page) {
        turn(() -> {
            if (stream.isPresent() || response.isCommitted()) {
                breakOff(page);
            }
        });
    }

    private void endEarly(OwnPage page) throws IOException {
        if (response.isCommitted()) {
            breakOff(page);
        } else {
            ErrorPage.write(response, page, requestId);
            complete();
        }
    }

    /** Something that touches the container. */
    private interface Touch {
        void run() throws IOException;
    }

    private void turn(Touch touch) {
        turns.run(() -> {
            if (over) {
                return;
            }
            try {
                touch.run();
            } catch (IOException e) {
                gone("writing its response: " + e);
            }
        });
    }

    private void openStream() throws IOException {
        HttpExchange owner = exchange.orElseThrow();
        ResponseStream opened = new ResponseStream(
                response.getOutputStream(), turns, length, owner::drained, this::complete, this::gone);
        stream = Optional.of(opened);
        opened.start();
    }

    private void gone(String detail) {
        lost = true;
        exchange.ifPresent(owner -> owner.clientGone(detail));
    }

    private void complete() {
        if (enterOver()) {
            async.complete();
        }
    }

    private void breakOff(OwnPage page) {
        if (!enterOver()) {
            return;
        }
        try {
            if (aborter.abortingStatus().isPresent()) {
                response.sendError(aborter.abortingStatus().get());
                async.complete();
            } else {
                ProxyServlet.dispatch(async, new CuttingStep(aborter, page, requestId));
            }
        } catch (IOException | IllegalStateException e) {
            // The container ended the exchange already: nothing is left to cut.
        }
    }

    /** From here on request and response belong to the container again. */
    private boolean enterOver() {
        boolean first = !over;
        over = true;
        reading.ifPresent(ClientContent::close);
        stream.ifPresent(ResponseStream::close);
        return first;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        // from here on the container uses its objects for other requests: nobody may be within them
        turns.runAndAwait(this::enterOver, LAST_TURN);
        exchange.ifPresent(HttpExchange::completed);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // Never: the container's own limit is off, the exchange has idle timers.
    }

    @Override
    public void onError(AsyncEvent event) {
        gone("the container reports: " + event.getThrowable());
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Only a dispatched step could, and none does.
    }

    private record CuttingStep(Aborter aborter, OwnPage page, String requestId) implements ContainerStep {

        @Override
        public void run(HttpServletRequest request, HttpServletResponse response) throws Exception {
            if (!response.isCommitted()) {
                ErrorPage.write(response, page, requestId); // to throw would show a page of the container
                return;
            }
            throw aborter.exception();
        }

        @Override
        public void abandoned() {
            // Nothing held.
        }
    }
}
