package dev.gangway.webapp;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers {@code /-/live} for health checks: this context is deployed and a container thread came round. Says nothing about
 * backends, or one dead app would take every node out of service. Thread-safe.
 */
final class LiveServlet extends HttpServlet {

    static final String PATH = "/-/live";

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=us-ascii");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().print("live\n");
    }
}
