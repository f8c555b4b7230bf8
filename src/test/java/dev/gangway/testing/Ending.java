package dev.gangway.testing;

/** How the content of a message ended, as its receiver can tell. */
public enum Ending {
    /** As its framing announced: all of Content-Length, the last chunk, or a message without content. */
    COMPLETE,
    /** By the end of the connection where no framing was announced: complete or not, nobody can tell. */
    CLOSE_DELIMITED,
    /** The connection ended in the middle of announced content. */
    TRUNCATED,
    /** The connection was reset in the middle of the content. */
    RESET;

    /** True when the receiver knows that something is missing. */
    public boolean visiblyBroken() {
        return this == TRUNCATED || this == RESET;
    }
}
