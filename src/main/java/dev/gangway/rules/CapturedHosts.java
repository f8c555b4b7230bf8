package dev.gangway.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ProxyCapturedHosts: the backends that captures may choose in host and port of a rule's URL. What is not here is never
 * connected to, however a client spells it. Immutable.
 */
public record CapturedHosts(List<Entry> entries) {

    public static final CapturedHosts NONE = new CapturedHosts(List.of());

    private static final Pattern ENTRY =
            Pattern.compile("(?<any>\\*\\.)?(?<host>[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)(?::(?<port>[0-9]{1,5}))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?[0-9]+");

    /** As long as a name in DNS can be. */
    private static final int LONGEST_NAME = 253;

    /**
     * One argument.
     *
     * @param host in lower case
     * @param names whether it stands for all names that end in a dot and this, and not for itself
     * @param port empty for the scheme's default
     */
    public record Entry(String host, boolean names, OptionalInt port) {

        static Entry parse(String text) throws Refusal {
            Matcher matcher = ENTRY.matcher(text);
            if (!matcher.matches()) {
                throw Refusal.expected(text, "host, host:port, *.suffix or *.suffix:port");
            }
            String host = matcher.group("host").toLowerCase(Locale.ROOT);
            boolean names = matcher.group("any") != null;
            if (names && ENDS_IN_NUMBER.matcher(host).matches()) {
                throw Refusal.expected(text, "the end of a name after *. since addresses are listed one by one");
            }
            String digits = Optional.ofNullable(matcher.group("port")).orElse("");
            OptionalInt port = digits.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
            if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65535)) {
                throw Refusal.expected(text, "a port from 1 to 65535");
            }
            return new Entry(host, names, port);
        }

        private boolean covers(BackendOrigin origin) {
            boolean named =
                    names ? origin.host().endsWith("." + host) : origin.host().equals(host);
            return named && (port.isPresent() ? port.getAsInt() == origin.port() : origin.defaultPort());
        }

        @Override
        public String toString() {
            return (names ? "*." : "") + host + (port.isPresent() ? ":" + port.getAsInt() : "");
        }
    }

    public CapturedHosts {
        entries = List.copyOf(entries);
    }

    /**
     * The backend that a host and a port name once they are filled in; empty when it is not listed, or when they hold
     * anything but the letters of a name and the digits of a port.
     *
     * @param port empty when the rule's URL has none
     */
    public Optional<BackendOrigin> origin(String scheme, String host, Optional<String> port) {
        if (host.length() > LONGEST_NAME
                || !NAME.matcher(host).matches()
                || port.filter(digits -> !PORT.matcher(digits).matches()).isPresent()) {
            return Optional.empty();
        }
        int number = port.map(Integer::parseInt).orElse(BackendOrigin.defaultPort(scheme));
        BackendOrigin origin = new BackendOrigin(scheme, host.toLowerCase(Locale.ROOT), number);
        return entries.stream().anyMatch(entry -> entry.covers(origin)) ? Optional.of(origin) : Optional.empty();
    }
}
