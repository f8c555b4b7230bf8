package dev.gangway.it;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** Goes into the tested WAR: gives every user a session of little time, and ends it where the path ends in logout. */
public final class ShortLogins extends HttpFilter {

    static final int SECONDS = 5;

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getUserPrincipal() != null) {
            HttpSession session = request.getSession(true);
            if (session.isNew()) {
                session.setMaxInactiveInterval(SECONDS);
            }
            response.setHeader("X-New-Session", Boolean.toString(session.isNew()));
            if (request.getRequestURI().endsWith("/logout")) {
                session.invalidate();
                response.setStatus(204);
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
