package dev.gangway.rules;

import java.net.InetAddress;

/** One Require line. Immutable. */
public sealed interface Requirement {

    boolean admits(InetAddress client);

    /** {@code Require all granted} and {@code Require all denied}. */
    record All(boolean granted) implements Requirement {

        @Override
        public boolean admits(InetAddress client) {
            return granted;
        }
    }

    /** One address of {@code Require ip}. */
    record Ip(AddressRange range) implements Requirement {

        @Override
        public boolean admits(InetAddress client) {
            return range.contains(client);
        }
    }
}
