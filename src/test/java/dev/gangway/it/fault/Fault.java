package dev.gangway.it.fault;

/** What goes wrong, by the side and the message that it strikes. */
enum Fault {
    /** No cell of the matrix: what the next exchange is. */
    NONE(Struck.NOTHING),

    // connecting: on backends of their own
    REFUSED(Struck.CONNECT),
    NEVER_SERVED(Struck.CONNECT),
    RESET_AT_CONNECT(Struck.CONNECT),

    // the backend, while it is asked: reads so much of the content, then
    ASKED_THEN_RESETS(Struck.UPLOAD_READ),
    ASKED_THEN_CLOSES(Struck.UPLOAD_READ),
    ASKED_THEN_READS_NO_MORE(Struck.UPLOAD_READ),
    ASKED_THEN_PAUSES(Struck.UPLOAD_READ),
    ANSWERS_EARLY_AND_READS_ON(Struck.UPLOAD_READ),

    // the same, alone: when the upload was faster than the answer, the connection is kept and the next request may be
    // on it
    ANSWERS_EARLY_AND_CLOSES(Struck.UPLOAD_READ),
    ANSWERS_EARLY_AND_READS_NO_MORE(Struck.UPLOAD_READ),

    // the backend, while it answers: writes so much, then
    RESETS(Struck.ANSWER),
    CLOSES(Struck.ANSWER),
    HANGS(Struck.ANSWER),
    PAUSES(Struck.ANSWER),
    TRICKLES(Struck.ANSWER),
    WRITES_GARBAGE(Struck.ANSWER),
    ANNOUNCES_TOO_MUCH(Struck.LENGTH),

    // the backend, behind its answer: alone, since what comes while the next request is out cannot be told from its
    // answer
    ANNOUNCES_TOO_LITTLE(Struck.AFTER_ANSWER),
    SURPLUS_HEAD(Struck.AFTER_ANSWER),
    SURPLUS_PART_OF_A_HEAD(Struck.AFTER_ANSWER),
    SURPLUS_JUNK(Struck.AFTER_ANSWER),
    LATE_SURPLUS_HEAD(Struck.AFTER_ANSWER),
    LATE_SURPLUS_PART_OF_A_HEAD(Struck.AFTER_ANSWER),
    LATE_SURPLUS_JUNK(Struck.AFTER_ANSWER),
    CLOSES_KEPT(Struck.AFTER_ANSWER),
    RESETS_KEPT(Struck.AFTER_ANSWER),

    // the client, while it asks: sends so much, then
    SENDER_CLOSES(Struck.REQUEST),
    SENDER_RESETS(Struck.REQUEST),
    SENDER_PAUSES(Struck.REQUEST),
    SENDER_STOPS(Struck.REQUEST),

    // the client, while it is answered: reads so much, then
    RECEIVER_CLOSES(Struck.ANSWER),
    RECEIVER_RESETS(Struck.ANSWER),
    RECEIVER_PAUSES(Struck.ANSWER),
    RECEIVER_STOPS_THEN_RESETS(Struck.ANSWER);

    /** The message that is under way. */
    enum Struck {
        NOTHING,
        CONNECT,
        UPLOAD_READ,
        ANSWER,
        LENGTH,
        AFTER_ANSWER,
        REQUEST
    }

    private final Struck struck;

    Fault(Struck struck) {
        this.struck = struck;
    }

    Struck struck() {
        return struck;
    }

    /** The client does it. */
    boolean client() {
        return name().startsWith("SENDER") || name().startsWith("RECEIVER");
    }

    /** The client leaves before it has its answer. */
    boolean clientLeaves() {
        return switch (this) {
            case SENDER_CLOSES, SENDER_RESETS, RECEIVER_CLOSES, RECEIVER_RESETS, RECEIVER_STOPS_THEN_RESETS -> true;
            default -> false;
        };
    }

    /** Somebody has to run into a limit: such cells go through the worker that waits a second only. */
    boolean outlasts() {
        return switch (this) {
            case NEVER_SERVED, ASKED_THEN_READS_NO_MORE, HANGS, SENDER_STOPS -> true;
            default -> false;
        };
    }

    /** Nothing else may be under way on the worker's connections. */
    boolean alone() {
        return struck == Struck.AFTER_ANSWER
                || this == ANSWERS_EARLY_AND_CLOSES
                || this == ANSWERS_EARLY_AND_READS_NO_MORE;
    }

    /** There is more content than all buffers on the way take, so that the other side feels it. */
    boolean bulky() {
        return switch (this) {
            case ASKED_THEN_READS_NO_MORE, ASKED_THEN_PAUSES, RECEIVER_PAUSES, RECEIVER_STOPS_THEN_RESETS -> true;
            default -> false;
        };
    }
}
