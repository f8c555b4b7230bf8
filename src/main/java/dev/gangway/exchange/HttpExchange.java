package dev.gangway.exchange;

import dev.gangway.balancer.PlaceTimer;
import dev.gangway.balancer.Places;
import dev.gangway.message.Field;
import dev.gangway.message.FieldSyntax;
import dev.gangway.message.Fields;
import dev.gangway.message.Trailers;
import dev.gangway.rules.ProxyPass;
import dev.gangway.rules.WorkerParameters;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One plain request from the decision to the last octet. Thread-safe: events come from the container, from the client
 * library's I/O threads and from the timer; none of them ever waits.
 *
 * <p>The way of a request, as marked in the code: 1 accept (the servlet edge), 2 find and 3 select and 4 plan (the
 * {@link Decider}), 5 send, 6 commit, 7 relay, 8 finish.
 *
 * <p>States: WAITING (for a place) → SENT → RELAYING (head committed) → ENDED; WAITING and SENT may go to ENDED directly. In
 * WAITING and SENT a failure becomes a page, in RELAYING an abort, in ENDED nothing.
 */
public final class HttpExchange implements BackendListener, Places.Applicant {

    /** Octets that may be on their way to a slow client before the backend is no longer read. */
    public static final int WINDOW = 128 * 1024;

    private static final int EARLY_HINTS = 103;

    /** How long an answer that breaks off may take to reach the client as far as it came. */
    private static final Duration ABORT_LIMIT = Duration.ofSeconds(1);

    private enum State {
        WAITING,
        SENT,
        RELAYING,
        ENDED
    }

    /** What all exchanges of a runtime share. */
    public record Shared(
            Decider decider,
            BackendClient backend,
            PlaceTimer timers,
            SpoolFiles spoolFiles,
            ExchangeObserver observer,
            LiveExchanges live) {}

    private final ClientRequest clientRequest;
    private final Decision.Forward decision;
    private final Shared shared;
    private final ClientSide client;
    private final IdleTimer idle;
    private final Upload upload;
    private final AtomicBoolean placeHeld = new AtomicBoolean();
    private final AtomicBoolean finished = new AtomicBoolean();
    private volatile BackendRequest backendRequest;
    private State state = State.WAITING;
    private Set<String> committedNames = Set.of();
    private int undrained;
    private int ungranted;
    private boolean backendDone;
    private volatile Optional<BackendCall> call = Optional.empty();
    private volatile Optional<Failure> failure = Optional.empty();

    public HttpExchange(ClientRequest clientRequest, Decision.Forward decision, Shared shared, ClientSide client) {
        this.clientRequest = clientRequest;
        this.decision = decision;
        this.shared = shared;
        this.client = client;
        this.idle = new IdleTimer(shared.timers());
        this.backendRequest = decision.backendRequest();
        this.upload = new Upload(client, backendRequest, decision.course(), this::fail);
    }

    /** Begins: the request is sent as soon as its worker has a place. */
    public void start() {
        if (!shared.live().add(this)) {
            stop();
        } else if (upload.lengthWanted()) {
            if (upload.patient()) {
                armForUpload();
            } else {
                idle.arm(Upload.PAUSE, upload::hurry);
            }
            upload.gather(shared.spoolFiles(), this::gathered);
        } else {
            decision.worker().places().take(this);
        }
    }

    private void gathered(BackendRequest known) {
        idle.disarm();
        backendRequest = known;
        decision.worker().places().take(this);
    }

    /** The proxy stops: ends at once, whatever the client library does. */
    void stop() {
        fail(new Failure(ProxyError.PROXY_STOPPING, "the proxy is stopping"));
    }

    // 5 send

    @Override
    public boolean granted() {
        synchronized (this) {
            if (state != State.WAITING) {
                return false;
            }
            state = State.SENT;
            placeHeld.set(true);
        }
        WorkerParameters parameters = decision.course().parameters();
        armForBackend();
        BackendCall sent = shared.backend().send(backendRequest, parameters, upload, this);
        int early;
        synchronized (this) {
            call = Optional.of(sent);
            early = ungranted;
        }
        if (ended()) {
            sent.cancel();
        } else {
            // events may have come before there was a call to tell
            sent.contentAvailable();
            if (early > 0) {
                sent.grant(early);
            }
        }
        return true;
    }

    @Override
    public void turnedAway(String reason) {
        fail(new Failure(ProxyError.WORKER_BUSY, reason));
    }

    /** The client's content can be read from its source, or has ended. */
    public void contentAvailable() {
        if (upload.available()) {
            idle.touch();
        } else {
            call.ifPresent(BackendCall::contentAvailable);
        }
    }

    @Override
    public void progress() {
        idle.touch();
    }

    // 6 commit

    @Override
    public void head(BackendResponse backendResponse, boolean hasContent) {
        Optional<ClientResponse> planned =
                shared.decider().planResponse(clientRequest, decision.course(), backendResponse, hasContent);
        if (planned.isEmpty()) {
            fail(new Failure(ProxyError.BACKEND_MALFORMED, "status " + backendResponse.status() + " or its fields"));
            return;
        }
        Optional<OwnPage> page = decision.course().pageInPlaceOf(planned.get());
        if (page.isPresent()) {
            answerInstead(page.get());
            return;
        }
        synchronized (this) {
            if (state != State.SENT) {
                return;
            }
            state = State.RELAYING;
        }
        idle.touch();
        if (planned.get().trailers()) {
            committedNames = names(planned.get().fields());
        }
        client.commit(planned.get());
    }

    @Override
    public void interim(BackendResponse interim) {
        if (interim.status() == EARLY_HINTS
                && !clientRequest.connection().version().equals("1.0")) {
            List<Field> links = interim.fields().lines().stream()
                    .filter(line -> line.is("Link"))
                    .toList();
            if (!links.isEmpty() && FieldSyntax.isClean(Fields.of(links))) {
                client.hints(Fields.of(links));
            }
        }
    }

    private static Set<String> names(Fields fields) {
        return fields.lines().stream().map(Field::name).collect(Collectors.toSet());
    }

    /** Ends the backend's part at its head: what else it has to say is not for the client. */
    private void answerInstead(OwnPage page) {
        if (enterEnded(null) == State.ENDED) {
            return;
        }
        endBackend();
        finish(); // before the answer, as in fail
        client.answer(page);
        releasePlace(); // last, as in fail
    }

    // 7 relay

    @Override
    public void content(ByteBuffer octets) {
        boolean full;
        synchronized (this) {
            if (state != State.RELAYING) {
                return;
            }
            undrained += octets.remaining();
            full = undrained >= WINDOW;
        }
        idle.touch();
        if (full) {
            // From here on the backend waits for the client, so its own idle time must not run.
            armForClient();
        }
        client.write(octets);
    }

    /** That many octets have left towards the client. */
    public void drained(int octets) {
        boolean roomAgain;
        Optional<BackendCall> current;
        synchronized (this) {
            boolean wasFull = undrained >= WINDOW;
            undrained -= octets;
            roomAgain = wasFull && undrained < WINDOW && !backendDone;
            if (state != State.RELAYING) {
                return;
            }
            current = call;
            if (current.isEmpty()) {
                ungranted += octets;
            }
        }
        if (roomAgain) {
            armForBackend();
        } else {
            idle.touch();
        }
        current.ifPresent(sent -> sent.grant(octets));
    }

    @Override
    public void trailers(Fields trailers) {
        client.trailers(Trailers.passing(trailers, committedNames));
    }

    @Override
    public void end() {
        synchronized (this) {
            if (state != State.RELAYING) {
                return;
            }
            backendDone = true;
        }
        releasePlace();
        armForClient();
        client.end();
    }

    @Override
    public void failed(Failure cause) {
        fail(cause);
    }

    /** The client's connection is gone. */
    public void clientGone(String detail) {
        fail(new Failure(ProxyError.CLIENT_GONE, detail));
    }

    /** Somebody else has read the client's content, as filters do that ask for parameters of a form. */
    public void contentTaken() {
        fail(new Failure(ProxyError.CONTENT_TAKEN, "by getParameter, getReader or the like"));
    }

    /** The container has finished the client's side. */
    public void completed() {
        enterEnded(null);
        endBackend();
        finish();
        releasePlace();
    }

    private void fail(Failure cause) {
        State before = enterEnded(cause);
        if (before == State.ENDED) {
            return;
        }
        endBackend();
        finish(); // before the answer: whoever reads the page finds the log line
        if (before == State.RELAYING || cause.error() == ProxyError.CLIENT_GONE) {
            OwnPage page = decision.course().page(cause.error());
            client.abort(cause.error(), page);
            shared.timers().after(ABORT_LIMIT, () -> client.cut(page));
        } else {
            client.answer(decision.course().page(cause.error()));
        }
        releasePlace(); // last: it may run another exchange on this thread
    }

    /** Returns the state before; records the cause if this call ended the exchange. */
    private synchronized State enterEnded(@Nullable Failure cause) {
        State before = state;
        state = State.ENDED;
        if (before != State.ENDED) {
            failure = Optional.ofNullable(cause);
        }
        return before;
    }

    private synchronized boolean ended() {
        return state == State.ENDED;
    }

    private void armForBackend() {
        WorkerParameters parameters = decision.worker().definition().parameters();
        idle.arm(
                parameters.timeout(),
                () -> fail(new Failure(
                        upload.starved() ? ProxyError.CLIENT_PAUSED : ProxyError.BACKEND_TIMEOUT,
                        "idle for " + parameters.timeout().toMillis() + " ms")));
    }

    private void armForUpload() {
        Duration limit = decision.course().parameters().timeout();
        idle.arm(limit, () -> fail(new Failure(ProxyError.CLIENT_PAUSED, "idle for " + limit.toMillis() + " ms")));
    }

    private void armForClient() {
        Duration limit = decision.course().server().clientIdle().value();
        idle.arm(
                limit,
                () -> fail(new Failure(ProxyError.CLIENT_STALLED, "took nothing for " + limit.toMillis() + " ms")));
    }

    private void endBackend() {
        idle.disarm();
        call.ifPresent(BackendCall::cancel);
    }

    private void releasePlace() {
        if (placeHeld.compareAndSet(true, false)) {
            decision.worker().places().release();
        }
    }

    // 8 finish

    private void finish() {
        if (finished.compareAndSet(false, true)) {
            upload.close();
            shared.live().remove(this);
            Optional<ProxyPass> rule = Optional.of(decision.course().mapped().rule());
            shared.observer().ended(ExchangeObserver.Summary.of(clientRequest, rule, failure));
        }
    }
}
