package dev.gangway.servlet;

import dev.gangway.message.Field;
import jakarta.servlet.http.HttpServletResponse;

/** Puts planned field lines on the container's response. Stateless. */
final class ResponseFields {

    private ResponseFields() {}

    /** Appends the line; Server replaces the container's own, which Jetty has set already. */
    static void add(HttpServletResponse response, Field line) {
        if (line.is("Server")) {
            response.setHeader(line.name(), line.value());
        } else {
            response.addHeader(line.name(), line.value());
        }
    }
}
