package dev.gangway.websocket;

/** The backend's answer to the opening handshake breaks the grammar, a limit or RFC 6455. Converted by its only catcher. */
final class MalformedAnswer extends Exception {

    MalformedAnswer(String message) {
        super(message);
    }
}
