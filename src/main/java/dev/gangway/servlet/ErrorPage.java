package dev.gangway.servlet;

import dev.gangway.exchange.ProxyError;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The proxy's own answers: short, constant, with the request id and nothing else of the request. Stateless. */
final class ErrorPage {

    private static final Map<Integer, String> PHRASES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(426, "Upgrade Required"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private ErrorPage() {}

    /** Writes the whole answer into the container's buffer; nothing may be committed yet. */
    static void write(HttpServletResponse response, ProxyError error, String requestId) throws IOException {
        int status = error.status();
        String title = status + " " + PHRASES.getOrDefault(status, "Error");
        byte[] page = ("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title
                        + "</title></head><body><h1>" + title + "</h1><p>Request id: " + requestId
                        + "</p></body></html>\n")
                .getBytes(StandardCharsets.US_ASCII);
        response.reset();
        response.setStatus(status);
        response.setContentType("text/html;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (error == ProxyError.HANDSHAKE_VERSION) {
            response.setHeader("Sec-WebSocket-Version", "13"); // RFC 6455 section 4.4
        }
        if (error == ProxyError.METHOD_REFUSED) {
            response.setHeader("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH");
        }
        response.setContentLengthLong(page.length);
        response.getOutputStream().write(page);
    }
}
