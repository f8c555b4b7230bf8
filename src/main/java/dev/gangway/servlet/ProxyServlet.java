package dev.gangway.servlet;

import dev.gangway.balancer.SocketPlaces;
import dev.gangway.exchange.ClientRequest;
import dev.gangway.exchange.Course;
import dev.gangway.exchange.Decision;
import dev.gangway.exchange.ExchangeObserver;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.HttpExchange;
import dev.gangway.exchange.OwnPage;
import dev.gangway.exchange.ProxyError;
import dev.gangway.runtime.ProxyRuntime;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way in for every request: reads the head, has it decided, and lets an exchange go on without this thread. Thread-safe.
 * The asynchronous dispatches of our own exchanges come in here too, each with the step it is for.
 */
public final class ProxyServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String STEP = ProxyServlet.class.getName() + ".step";

    /** Where our own dispatches go: any path of this servlet will do, the step is what counts. */
    private static final String STEP_PATH = "/-/step";

    private static final int ID_RADIX = 36;

    private final transient ProxyRuntime runtime;
    private final transient Optional<OpeningHandshakes> handshakes;
    private transient Aborter aborter = new Aborter("");

    /** @param handshakes empty where the container has no WebSocket support */
    public ProxyServlet(ProxyRuntime runtime, Optional<OpeningHandshakes> handshakes) {
        this.runtime = runtime;
        this.handshakes = handshakes;
    }

    @Override
    public void init() {
        aborter = new Aborter(getServletContext().getServerInfo());
    }

    /** Before the container ends the sessions in its own way, which it does after its servlets and before its listeners. */
    @Override
    public void destroy() {
        handshakes.ifPresent(OpeningHandshakes::drain);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getAttribute(STEP) instanceof ContainerStep step) {
            request.removeAttribute(STEP);
            run(step, request, response);
            return;
        }
        // 1 accept
        String id = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), ID_RADIX);
        RequestReader.Outcome outcome =
                RequestReader.read(request, id, runtime.shared().decider());
        if (outcome instanceof RequestReader.Outcome.Read read) {
            accept(read.clientRequest(), request, response);
        } else if (outcome instanceof RequestReader.Outcome.Refused refused) {
            ErrorPage.write(response, refused.page(), id);
            runtime.shared()
                    .observer()
                    .ended(new ExchangeObserver.Summary(
                            id,
                            request.getMethod(),
                            request.getRequestURI(),
                            request.getRemoteAddr(),
                            Optional.empty(),
                            Optional.of(refused.failure())));
        }
    }

    private void accept(ClientRequest clientRequest, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Decision decision = runtime.shared().decider().decide(clientRequest);
        if (decision instanceof Decision.Forward forward) {
            ServletClient client = new ServletClient(startAsync(request), aborter, clientRequest.id());
            client.start(
                    new HttpExchange(clientRequest, forward, runtime.shared(), client),
                    clientRequest.content(),
                    forward.backendRequest().expectsContinue());
        } else if (decision instanceof Decision.Relay relay) {
            relay(relay, clientRequest, request, response);
        } else if (decision instanceof Decision.Redirect redirect) {
            ErrorPage.redirect(response, redirect);
            runtime.shared()
                    .observer()
                    .ended(ExchangeObserver.Summary.of(clientRequest, Optional.empty(), Optional.empty()));
        } else if (decision instanceof Decision.Refuse refuse) {
            answer(clientRequest, refuse.page(), Optional.of(refuse.failure()), response);
        } else if (decision instanceof Decision.Answer answer) {
            answer(clientRequest, answer.page(), Optional.empty(), response);
        } else if (decision instanceof Decision.Options options) {
            answer(clientRequest, options.page(), Optional.empty(), response);
        }
    }

    private void relay(
            Decision.Relay relay, ClientRequest clientRequest, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Course course = relay.course();
        if (handshakes.isEmpty()) {
            OwnPage page = course.page(ProxyError.WEBSOCKET_UNAVAILABLE);
            Failure failure = new Failure(ProxyError.WEBSOCKET_UNAVAILABLE, "no ServerContainer");
            answer(clientRequest, page, Optional.of(failure), response);
            return;
        }
        SocketPlaces.Admission admission =
                runtime.sockets().enter(course.mapped().worker(), course.clientAddress());
        if (admission instanceof SocketPlaces.Admission.Refused refused) {
            ProxyError error = refused.tooFast() ? ProxyError.HANDSHAKES_TOO_FAST : ProxyError.SOCKETS_FULL;
            OwnPage page = course.page(error).retryAfter(refused.retryAfter());
            answer(clientRequest, page, Optional.of(new Failure(error, refused.reason())), response);
        } else if (admission instanceof SocketPlaces.Admission.Entered entered) {
            SocketPlaces.Place place = entered.place();
            try {
                HandshakeExchange exchange = new HandshakeExchange(
                        startAsync(request), clientRequest, course, runtime.shared(), aborter, place);
                handshakes.get().open(relay.handshake(), exchange);
            } catch (RuntimeException e) {
                place.release(); // a filter in front that knows nothing of asynchronous requests
                throw e;
            }
        }
    }

    private void answer(
            ClientRequest clientRequest, OwnPage page, Optional<Failure> failure, HttpServletResponse response)
            throws IOException {
        ErrorPage.write(response, page, clientRequest.id());
        runtime.shared().observer().ended(ExchangeObserver.Summary.of(clientRequest, Optional.empty(), failure));
    }

    private static AsyncContext startAsync(HttpServletRequest request) {
        AsyncContext async = request.startAsync();
        async.setTimeout(0); // exchanges have idle timers of their own
        return async;
    }

    /** Has the container run the step on one of its threads. */
    static void dispatch(AsyncContext async, ContainerStep step) {
        async.getRequest().setAttribute(STEP, step);
        async.dispatch(STEP_PATH);
    }

    private static void run(ContainerStep step, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            step.run(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
