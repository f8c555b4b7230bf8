package dev.gangway.rules;

import java.net.InetAddress;
import java.util.List;

/** Order, Allow and Deny of one section (mod_access_compat). Immutable. */
public record HostRules(Position position, Order order, List<AddressRange> allow, List<AddressRange> deny)
        implements AccessCheck {

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

    @Override
    public boolean admits(InetAddress client) {
        boolean allowed = allow.stream().anyMatch(range -> range.contains(client));
        boolean denied = deny.stream().anyMatch(range -> range.contains(client));
        return order == Order.DENY_ALLOW ? allowed || !denied : allowed && !denied;
    }
}
