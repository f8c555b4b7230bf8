package dev.gangway.it.fault;

/** What a client may see of an exchange. */
enum Sight {
    /** Its own answer, complete. */
    OWN,
    /** Gangway's page with this status. */
    BAD_GATEWAY,
    UNAVAILABLE,
    TIMEOUT,
    CLIENT_PAUSED,
    /** A connection that ended without a head or in the middle of its own answer. */
    BROKEN,
    /** Nothing: it left. */
    LEFT,
    /** Anything else. */
    WRONG;

    static Sight ofPage(int status) {
        return switch (status) {
            case 502 -> BAD_GATEWAY;
            case 503 -> UNAVAILABLE;
            case 504 -> TIMEOUT;
            case 408 -> CLIENT_PAUSED;
            default -> WRONG;
        };
    }
}
