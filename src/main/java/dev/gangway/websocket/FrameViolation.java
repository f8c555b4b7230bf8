package dev.gangway.websocket;

/** The backend broke RFC 6455. Converted by its only catcher into a Close frame with {@link #code}. */
final class FrameViolation extends Exception {

    private final int code;

    FrameViolation(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }
}
