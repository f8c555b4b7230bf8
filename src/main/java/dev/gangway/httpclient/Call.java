package dev.gangway.httpclient;

import dev.gangway.exchange.BackendCall;
import dev.gangway.exchange.BackendListener;
import dev.gangway.exchange.BackendRequest;
import dev.gangway.exchange.ContentSource;
import dev.gangway.exchange.Failure;
import dev.gangway.message.RequestContent;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.WorkerParameters;
import java.nio.file.Path;
import java.util.Set;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;

/**
 * One request at one backend: an attempt, and at most one more on a fresh connection when a kept connection turned out to be
 * dead before anything of the request left, or before any octet of an answer and the request is safe to repeat (RFC 9110
 * section 9.2.2, no content). Thread-safe.
 */
final class Call implements BackendCall {

    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PROPFIND");

    final ClientReactor reactor;
    final BackendRequest backendRequest;
    final WorkerParameters parameters;
    final ContentSource content;
    final BackendListener listener;
    final HttpRoute route;
    private boolean cancelled;
    private boolean repeated;
    private volatile Attempt attempt;

    Call(
            ClientReactor reactor,
            BackendRequest backendRequest,
            WorkerParameters parameters,
            ContentSource content,
            BackendListener listener) {
        this.reactor = reactor;
        this.backendRequest = backendRequest;
        this.parameters = parameters;
        this.content = content;
        this.listener = listener;
        this.route = route(backendRequest.origin());
        this.attempt = new Attempt(this, false);
    }

    boolean http2() {
        return backendRequest.origin().http2();
    }

    void start() {
        attempt.start();
    }

    @Override
    public void contentAvailable() {
        attempt.contentAvailable();
    }

    @Override
    public void grant(int octets) {
        attempt.grant(octets);
    }

    @Override
    public void cancel() {
        Attempt current;
        synchronized (this) {
            cancelled = true;
            current = attempt;
        }
        current.abandon();
    }

    /** An attempt failed, once. Repeats it or tells the listener. */
    void attemptFailed(Failure failure, Attempt.Outcome outcome) {
        Attempt next;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            if (repeated || !repeatable(outcome)) {
                next = null;
            } else {
                repeated = true;
                next = new Attempt(this, true);
                attempt = next;
            }
        }
        if (next == null) {
            listener.failed(failure);
        } else {
            next.start();
        }
    }

    private boolean repeatable(Attempt.Outcome outcome) {
        return switch (outcome) {
            case UNSENT -> true;
            case UNANSWERED ->
                backendRequest.content() instanceof RequestContent.None && IDEMPOTENT.contains(backendRequest.method());
            case FINAL -> false;
        };
    }

    private static HttpRoute route(BackendOrigin origin) {
        String host = origin.host().startsWith("[")
                ? origin.host().substring(1, origin.host().length() - 1)
                : origin.host();
        HttpHost target = new HttpHost(origin.tls() ? "https" : "http", host, origin.port());
        if (origin.socket().isPresent()) {
            return new HttpRoute(target, origin.tls(), Path.of(origin.socket().get()));
        }
        return origin.tls() ? new HttpRoute(target, null, true) : new HttpRoute(target);
    }
}
