package dev.gangway.exchange;

import dev.gangway.message.Fields;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.HopSettings;
import dev.gangway.rules.ServerIdentity;
import dev.gangway.rules.Via;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What one proxy among others says of itself and counts: Via and Max-Forwards (mod_proxy.md sections 6.4, 6.8). Immutable. */
record Hops(HopSettings settings) {

    static final String VIA = "Via";
    static final String MAX_FORWARDS = "Max-Forwards";

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
    private static final String PRODUCT = "Gangway";
    private static final String PSEUDONYM = "gangway";

    /** How often a request may still be forwarded. */
    sealed interface Budget {

        record Unlimited() implements Budget {}

        record Left(long count) implements Budget {}

        record Malformed(String reason) implements Budget {}
    }

    static Budget budget(Fields received) {
        List<String> values = received.all(MAX_FORWARDS);
        if (values.isEmpty()) {
            return new Budget.Unlimited();
        }
        return values.size() == 1 && COUNT.matcher(values.get(0)).matches()
                ? new Budget.Left(Long.parseLong(values.get(0)))
                : new Budget.Malformed(MAX_FORWARDS + " is no single number");
    }

    /** The field of the request to the backend. */
    OptionalLong maxForwards(Fields received) {
        if (budget(received) instanceof Budget.Left left) {
            return OptionalLong.of(Math.max(0, left.count() - 1));
        }
        OptionalInt initial = settings.maxForwards();
        return initial.isPresent() ? OptionalLong.of(initial.getAsInt()) : OptionalLong.empty();
    }

    /** Whether others' Via leaves the request. */
    boolean blocksVia() {
        return settings.via() == Via.BLOCK;
    }

    /** This hop's own Via. */
    Optional<String> via(ClientRequest.Connection connection) {
        if (settings.via() != Via.ON && settings.via() != Via.FULL) {
            return Optional.empty();
        }
        String name = settings.identity().map(ServerIdentity::name).orElse(PSEUDONYM);
        String self = connection.version() + " " + name + port(connection);
        return Optional.of(settings.via() == Via.FULL ? self + " (" + PRODUCT + ")" : self);
    }

    private String port(ClientRequest.Connection connection) {
        String scheme = settings.identity().flatMap(ServerIdentity::scheme).orElse(connection.scheme());
        int port = settings.identity()
                .map(ServerIdentity::port)
                .orElse(OptionalInt.empty())
                .orElse(connection.serverPort());
        return port == BackendOrigin.defaultPort(scheme) ? "" : ":" + port;
    }
}
