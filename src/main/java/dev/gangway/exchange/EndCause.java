package dev.gangway.exchange;

/**
 * Who ended a WebSocket session and why: one value per session. The first letter of a code says who: C the client, B the
 * backend, L the container's login, P the proxy. The codes stand in log lines and are fit for labels of metrics, so they
 * never change their meaning.
 */
public enum EndCause {
    CLIENT_CLOSED("CC", "the client closed"),
    CLIENT_GONE("CG", "the client's connection ended without a Close frame"),
    CLIENT_VIOLATION("CV", "the client broke the protocol, or says that it was told something broken"),
    CLIENT_TOO_LARGE("CM", "a message of the client was larger than the rules allow"),
    CLIENT_SILENT("CT", "the client answered no ping in time"),
    CLIENT_STALLED("CS", "the client took nothing for too long"),
    CLIENT_NEVER_CAME("CN", "the client did not come back for its session once the backend had switched"),
    BACKEND_CLOSED("BC", "the backend closed"),
    BACKEND_GONE("BG", "the backend's connection ended without a Close frame"),
    BACKEND_VIOLATION("BV", "the backend broke the protocol"),
    BACKEND_TOO_LARGE("BM", "a message of the backend was larger than the rules allow"),
    BACKEND_SILENT("BT", "the backend answered no ping in time"),
    BACKEND_STALLED("BS", "the backend took nothing for too long"),
    LOGGED_OUT("LO", "the login that the session belonged to was ended"),
    LOGIN_EXPIRED("LX", "the login that the session belonged to has expired"),
    IDLE("PI", "no message for as long as the rules allow"),
    STOPPING("PS", "the proxy stops"),
    INTERNAL("PE", "the proxy failed");

    private final String code;
    private final String meaning;

    EndCause(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** Two capital letters. */
    public String code() {
        return code;
    }

    /** One constant phrase for logs and documents. */
    public String meaning() {
        return meaning;
    }
}
