package dev.gangway.rules;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

    /** One denial is enough to deny, and what comes after it is not evaluated; one grant has to be among them. */
    static Verdict all(Stream<Verdict> members) {
        return strongest(STRONGEST_OF_ALL, members);
    }

    /** One grant is enough; what comes after it is not evaluated. */
    static Verdict any(Stream<Verdict> members) {
        return strongest(STRONGEST_OF_ANY, members);
    }

    private static Verdict strongest(List<Verdict> order, Stream<Verdict> members) {
        Set<Verdict> seen = EnumSet.noneOf(Verdict.class);
        // lazily: evaluating a member may have to look up a name
        return members.peek(seen::add).anyMatch(order.get(0)::equals)
                ? order.get(0)
                : order.stream().filter(seen::contains).findFirst().orElse(NEUTRAL);
    }

    Verdict negated() {
        return this == GRANTED || this == UNKNOWN ? DENIED : NEUTRAL;
    }
}
