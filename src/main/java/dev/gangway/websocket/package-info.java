/**
 * WebSocket: connects the backend by a transport of our own on HttpCore's reactor, upgrades the client through the Jakarta
 * API, and relays messages between the container's session and a Tyrus client session. The transport owns the sockets, the
 * opening handshake, the frame boundaries, the closing handshake and back-pressure; Tyrus's engine turns frames into
 * messages and back. I/O threads never block; what may block runs on bounded pools or on the session's container thread.
 */
@NullMarked
package dev.gangway.websocket;

import org.jspecify.annotations.NullMarked;
