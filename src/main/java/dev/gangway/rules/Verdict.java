package dev.gangway.rules;

import java.util.List;
import java.util.Set;

/** What a requirement makes of a request, as in httpd's mod_authz_core. */
public enum Verdict {
    GRANTED,
    DENIED,
    /** Says nothing: a negated requirement can deny, and never grants. */
    NEUTRAL,
    /** The container doesn't tell what is asked: never granted, negated or not. */
    UNKNOWN;

    private static final List<Verdict> STRONGEST_OF_ALL = List.of(DENIED, UNKNOWN, GRANTED);
    private static final List<Verdict> STRONGEST_OF_ANY = List.of(GRANTED, UNKNOWN, DENIED);

    static Verdict of(boolean granted) {
        return granted ? GRANTED : DENIED;
    }

    /** One denial is enough to deny, one grant has to be among them. */
    static Verdict all(Set<Verdict> members) {
        return strongest(STRONGEST_OF_ALL, members);
    }

    /** One grant is enough. */
    static Verdict any(Set<Verdict> members) {
        return strongest(STRONGEST_OF_ANY, members);
    }

    private static Verdict strongest(List<Verdict> order, Set<Verdict> members) {
        return order.stream().filter(members::contains).findFirst().orElse(NEUTRAL);
    }

    Verdict negated() {
        return this == GRANTED || this == UNKNOWN ? DENIED : NEUTRAL;
    }
}
