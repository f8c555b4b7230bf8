package dev.gangway.rules;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One argument of {@code <VirtualHost>}. Immutable.
 *
 * @param address empty for {@code *} and {@code _default_}
 * @param port empty for every port
 */
public record ListenAddress(Optional<AddressRange> address, OptionalInt port) {

    static ListenAddress parse(String written) throws Refusal {
        int colon = written.lastIndexOf(':');
        boolean hasPort = colon > written.lastIndexOf(']');
        String host = hasPort ? written.substring(0, colon) : written;
        OptionalInt port = hasPort ? port(written, written.substring(colon + 1)) : OptionalInt.empty();
        if (host.equals("*") || host.equalsIgnoreCase("_default_")) {
            return new ListenAddress(Optional.empty(), port);
        }
        String literal = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        // only literals: httpd would look a name up at start
        if (literal.matches("[0-9]+(\\.[0-9]+){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*")) {
            try {
                return new ListenAddress(Optional.of(AddressRange.parse(literal)), port);
            } catch (Refusal noAddress) {
                throw unexpected(written);
            }
        }
        throw unexpected(written);
    }

    private static Refusal unexpected(String written) {
        return new Refusal("address \"" + written + "\", expected *, _default_ or an IP address, and :port if needed");
    }

    private static OptionalInt port(String written, String digits) throws Refusal {
        if (digits.equals("*")) {
            return OptionalInt.empty();
        }
        int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65535) {
            throw Refusal.expected(written, "a port from 1 to 65535");
        }
        return OptionalInt.of(port);
    }
}
