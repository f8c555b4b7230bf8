package dev.gangway.servlet;

import dev.gangway.exchange.Decision;
import dev.gangway.exchange.OwnPage;
import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The proxy's own answers: short, constant, with the request id and nothing else of the request. Stateless. */
final class ErrorPage {

    private static final Map<Integer, String> PHRASES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(402, "Payment Required"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(407, "Proxy Authentication Required"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(410, "Gone"),
            Map.entry(411, "Length Required"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(416, "Range Not Satisfiable"),
            Map.entry(417, "Expectation Failed"),
            Map.entry(421, "Misdirected Request"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(426, "Upgrade Required"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private ErrorPage() {}

    /** An empty answer that sends the client elsewhere. */
    static void redirect(HttpServletResponse response, Decision.Redirect redirect) {
        response.reset();
        response.setStatus(redirect.status());
        response.setHeader("Cache-Control", "no-store");
        add(response, redirect.fields());
        response.setHeader("Location", redirect.location());
        response.setContentLengthLong(0);
    }

    /** Writes the whole answer into the container's buffer; nothing may be committed yet. */
    static void write(HttpServletResponse response, OwnPage page, String requestId) throws IOException {
        int status = page.status();
        byte[] content =
                page.document().orElseGet(() -> standard(status, requestId)).getBytes(StandardCharsets.UTF_8);
        response.reset();
        response.setStatus(status);
        response.setContentType("text/html;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        add(response, page.fields());
        response.setContentLengthLong(content.length);
        response.getOutputStream().write(content);
    }

    private static String standard(int status, String requestId) {
        String title = status + " " + PHRASES.getOrDefault(status, "Error");
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title
                + "</title></head><body><h1>" + title + "</h1><p>Request id: " + requestId + "</p></body></html>\n";
    }

    /** In place of our own of the same name. */
    private static void add(HttpServletResponse response, Fields added) {
        Set<String> names = new HashSet<>();
        for (Field line : added) {
            if (names.add(line.name().toLowerCase(Locale.ROOT))) {
                response.setHeader(line.name(), line.value());
            } else {
                response.addHeader(line.name(), line.value());
            }
        }
    }
}
