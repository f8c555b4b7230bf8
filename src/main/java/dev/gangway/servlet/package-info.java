/**
 * The Jakarta Servlet edge: reads the client's request, writes the client's response, both without blocking and under
 * back-pressure, and hands WebSocket opening handshakes on. Never sees the client library.
 */
@NullMarked
package dev.gangway.servlet;

import org.jspecify.annotations.NullMarked;
