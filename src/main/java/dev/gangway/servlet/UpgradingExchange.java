package dev.gangway.servlet;

import dev.gangway.exchange.BackendResponse;
import dev.gangway.exchange.ClientRequest;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.SessionObserver;
import dev.gangway.message.Fields;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/**
 * The client's side of an exchange that asks for WebSocket: the request is asynchronous and nothing is committed.
 * Thread-safe; the first of {@code answer}, {@code fail} and {@code upgraded} ends it, later ones do nothing.
 */
public interface UpgradingExchange {

    ClientRequest clientRequest();

    /** What there is to know of the session that this may become. */
    SessionObserver.Start session();

    /** The container's session of the user who asks, as it was when the request came; empty without login or session. */
    Optional<HttpSession> userSession();

    /**
     * Re-enters the container and runs the step once on one of its threads. A step that throws fails the exchange; when the
     * exchange has ended already, {@code step.abandoned()} is called instead.
     */
    void dispatch(ContainerStep step);

    /** The backend refused: its status, fields and content become the client's answer, mapped as any response is. */
    void answer(BackendResponse refusal, byte[] content);

    void fail(Failure failure);

    /** The field lines that belong on the client's 101: the backend's own, mapped, without connection and WebSocket fields. */
    Fields switchingFields(BackendResponse switching);

    /** The container has taken the upgrade: the HTTP part of the exchange is over. Called within the dispatched step. */
    void upgraded();

    /**
     * The session, or the attempt at one, holds nothing of the backend any more: its connection has ended or never was.
     * Called after one of the others, whoever ended the exchange; more often does no harm.
     */
    void over();
}
