package dev.gangway.it.fault;

/** How far a message has come when the fault strikes. */
enum Moment {
    BEFORE,
    MID_HEAD,
    AFTER_HEAD,
    MID_CONTENT,
    BEFORE_END;

    /** The number of octets that have come, of a message with a head of so many octets. */
    int octets(int head, int all) {
        return switch (this) {
            case BEFORE -> 0;
            case MID_HEAD -> head / 2;
            case AFTER_HEAD -> head;
            case MID_CONTENT -> head + (all - head) / 2;
            case BEFORE_END -> all - 1;
        };
    }
}
