package dev.gangway.rules;

import java.util.List;

/**
 * Order, Allow and Deny of one section (mod_access_compat). Immutable.
 *
 * @param position the first of these directives
 */
public record HostRules(Position position, Order order, List<HostMatch> allow, List<HostMatch> deny) {

    /** Which of the two lists has the last word, and with it what happens to who is on neither. */
    public enum Order {
        /** Who is on neither list passes. */
        DENY_ALLOW,
        /** Who is on neither list is denied; also {@code mutual-failure}. */
        ALLOW_DENY
    }

    public HostRules {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /** The list that needs not be asked is not: its entries may have to look up names. */
    public boolean admits(AccessFacts facts) {
        return order == Order.DENY_ALLOW ? !denies(facts) || allows(facts) : allows(facts) && !denies(facts);
    }

    private boolean allows(AccessFacts facts) {
        return allow.stream().anyMatch(match -> match.matches(facts));
    }

    private boolean denies(AccessFacts facts) {
        return deny.stream().anyMatch(match -> match.mayMatch(facts));
    }
}
