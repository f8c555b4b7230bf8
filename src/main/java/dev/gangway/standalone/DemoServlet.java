package dev.gangway.standalone;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.function.Supplier;

/** The demo's page, the rules that serve it, and the header fields that reached this backend. Thread-safe. */
final class DemoServlet extends HttpServlet {

    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html",
            "demo.js", "text/javascript",
            "demo.css", "text/css",
            "icon.svg", "image/svg+xml");

    private final transient Supplier<String> rules;

    DemoServlet(Supplier<String> rules) {
        this.rules = rules;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getServletPath().equals("/")
                ? "index.html"
                : request.getServletPath().substring(1);
        String type = TYPES.get(name);
        if (type != null) {
            send(response, type, Resources.text("demo/" + name));
        } else if (name.equals("rules")) {
            send(response, "text/plain", rules.get());
        } else if (name.equals("seen")) {
            send(response, "text/plain", seen(request));
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static String seen(HttpServletRequest request) {
        StringBuilder lines = new StringBuilder();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                lines.append(name).append(": ").append(value).append('\n');
            }
        }
        return lines.toString();
    }

    private static void send(HttpServletResponse response, String type, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type + ";charset=UTF-8");
        response.setHeader("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }
}
