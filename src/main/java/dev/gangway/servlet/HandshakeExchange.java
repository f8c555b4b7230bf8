package dev.gangway.servlet;

import dev.gangway.balancer.SocketPlaces;
import dev.gangway.exchange.BackendResponse;
import dev.gangway.exchange.ClientRequest;
import dev.gangway.exchange.ClientResponse;
import dev.gangway.exchange.Course;
import dev.gangway.exchange.ExchangeObserver;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.HttpExchange;
import dev.gangway.exchange.OwnPage;
import dev.gangway.exchange.ProxyError;
import dev.gangway.exchange.SessionObserver;
import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The client's side of a WebSocket opening handshake on the Jakarta Servlet API. Thread-safe.
 *
 * <p>States: OPEN → ENDED by the first of answer, fail, upgraded, or the container's end of the request. A dispatched step
 * that finds it ENDED is abandoned.
 */
final class HandshakeExchange implements UpgradingExchange, AsyncListener {

    private final AsyncContext async;
    private final HttpServletResponse response;
    private final ClientRequest clientRequest;
    private final Course course;
    private final HttpExchange.Shared shared;
    private final Aborter aborter;
    private final SocketPlaces.Place place;
    private final Optional<HttpSession> userSession;
    private final AtomicBoolean ended = new AtomicBoolean();

    HandshakeExchange(
            AsyncContext async,
            ClientRequest clientRequest,
            Course course,
            HttpExchange.Shared shared,
            Aborter aborter,
            SocketPlaces.Place place) {
        this.async = async;
        this.response = (HttpServletResponse) async.getResponse();
        this.clientRequest = clientRequest;
        this.course = course;
        this.shared = shared;
        this.aborter = aborter;
        this.place = place;
        this.userSession = userSession((HttpServletRequest) async.getRequest());
        async.addListener(this);
    }

    @Override
    public ClientRequest clientRequest() {
        return clientRequest;
    }

    private static Optional<HttpSession> userSession(HttpServletRequest request) {
        return request.getUserPrincipal() == null ? Optional.empty() : Optional.ofNullable(request.getSession(false));
    }

    @Override
    public Optional<HttpSession> userSession() {
        return userSession;
    }

    @Override
    public SessionObserver.Start session() {
        return SessionObserver.Start.of(clientRequest, course);
    }

    @Override
    public void dispatch(ContainerStep step) {
        try {
            ProxyServlet.dispatch(async, new GuardedStep(step));
        } catch (IllegalStateException e) {
            step.abandoned(); // the container has ended the request meanwhile
        }
    }

    @Override
    public void answer(BackendResponse refusal, byte[] content) {
        Optional<ClientResponse> planned =
                shared.decider().planResponse(clientRequest, course, refusal, content.length > 0);
        if (planned.isEmpty()) {
            fail(new Failure(ProxyError.BACKEND_MALFORMED, "status " + refusal.status() + " or its fields"));
            return;
        }
        if (clientRequest.connection().extendedConnect() && planned.get().status() < 300) {
            fail(new Failure(ProxyError.BACKEND_MALFORMED, "status " + refusal.status() + " to an opening handshake"));
            return;
        }
        if (!end(Optional.empty())) {
            return;
        }
        Optional<OwnPage> page = course.pageInPlaceOf(planned.get());
        if (page.isPresent()) {
            write(page.get());
            return;
        }
        try {
            response.setStatus(planned.get().status());
            for (Field line : planned.get().fields()) {
                ResponseFields.add(response, line);
            }
            response.setContentLengthLong(content.length);
            response.getOutputStream().write(content);
            async.complete();
        } catch (IOException | IllegalStateException e) {
            // The client is gone; the container ends the request.
        }
    }

    @Override
    public void fail(Failure failure) {
        if (!end(Optional.of(failure))) {
            return;
        }
        write(course.page(failure.error()));
    }

    private void write(OwnPage page) {
        try {
            ErrorPage.write(response, page, clientRequest.id());
            if (async.getRequest().isAsyncStarted()) {
                async.complete();
            }
        } catch (IOException | IllegalStateException e) {
            // The client is gone; the container ends the request.
        }
    }

    @Override
    public Fields switchingFields(BackendResponse switching) {
        return shared.decider().planSwitching(clientRequest, course, switching);
    }

    @Override
    public void upgraded() {
        end(Optional.empty());
    }

    @Override
    public void over() {
        place.release();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end(Optional.of(new Failure(ProxyError.CLIENT_GONE, "during the handshake")));
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // Never: the container's own limit is off, the connector has deadlines.
    }

    @Override
    public void onError(AsyncEvent event) {
        end(Optional.of(new Failure(ProxyError.CLIENT_GONE, "the container reports: " + event.getThrowable())));
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // No dispatched step does.
    }

    private boolean end(Optional<Failure> failure) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        shared.observer()
                .ended(ExchangeObserver.Summary.of(
                        clientRequest, Optional.of(course.mapped().rule()), failure));
        return true;
    }

    /** Runs the step unless the exchange has ended; a step that throws fails the exchange. */
    private final class GuardedStep implements ContainerStep {

        private final ContainerStep step;

        GuardedStep(ContainerStep step) {
            this.step = step;
        }

        @Override
        public void run(HttpServletRequest request, HttpServletResponse dispatched) throws Exception {
            if (ended.get()) {
                step.abandoned();
                return;
            }
            try {
                step.run(request, dispatched);
            } catch (IOException e) {
                end(Optional.of(Failure.of(ProxyError.CLIENT_GONE, e)));
                throw aborter.exception();
            } catch (Exception e) {
                boolean unanswered = end(Optional.of(Failure.of(ProxyError.INTERNAL, e)));
                if (unanswered && !dispatched.isCommitted()) {
                    ErrorPage.write(dispatched, course.page(ProxyError.INTERNAL), clientRequest.id());
                } else {
                    throw aborter.exception();
                }
            }
        }

        @Override
        public void abandoned() {
            step.abandoned();
        }
    }
}
