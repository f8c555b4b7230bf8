package dev.gangway.websocket;

import dev.gangway.exchange.EndCause;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The logins that relays belong to, by session id; a listener of the web application. Thread-safe. Costs a request nothing
 * while no user's relay is open.
 */
public final class Logins implements HttpSessionListener, HttpSessionIdListener, ServletRequestListener {

    private final Map<String, Login> logins = new ConcurrentHashMap<>();

    /** The relay belongs to this user's session, which may have ended meanwhile. */
    void enter(HttpSession session, Relay relay, Pools pools) {
        Login entered = logins.compute(session.getId(), (id, known) -> {
            Login login = known == null || known.isOver() ? new Login(session, pools) : known;
            relay.belongTo(login);
            login.add(relay);
            return login;
        });
        // an end before the session was listed has told nobody
        entered.endUnlessValid();
    }

    void leave(Login login, Relay relay) {
        logins.computeIfPresent(login.id(), (id, known) -> {
            if (known != login || !login.remove(relay)) {
                return known;
            }
            login.forget();
            return null;
        });
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        Login login = logins.remove(event.getSession().getId());
        if (login != null) {
            login.ended(EndCause.LOGGED_OUT);
        }
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String oldId) {
        Login login = logins.remove(oldId);
        if (login != null) {
            String newId = event.getSession().getId();
            login.changedTo(newId);
            logins.put(newId, login);
        }
    }

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        note(event);
    }

    /** Containers count from here, or from the request's beginning: the later one is never too early for the user. */
    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        note(event);
    }

    private void note(ServletRequestEvent event) {
        if (!logins.isEmpty() && event.getServletRequest() instanceof HttpServletRequest request) {
            HttpSession session = request.getSession(false);
            Login login = session == null ? null : logins.get(session.getId());
            if (login != null) {
                login.requested();
            }
        }
    }
}
