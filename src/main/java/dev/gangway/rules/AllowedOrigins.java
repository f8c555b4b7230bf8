package dev.gangway.rules;

import dev.gangway.message.WebOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * ProxyWebsocketOrigin: the pages that may open WebSockets in the name of a user, beside those of the host that the user's
 * browser addressed. Immutable.
 *
 * @param any whether every page may
 * @param opaque whether pages may that have no origin, such as sandboxed ones
 */
public record AllowedOrigins(boolean any, boolean opaque, List<Entry> entries) {

    /** Only pages of the same host. */
    public static final AllowedOrigins NONE = new AllowedOrigins(false, false, List.of());

    /** What browsers send for a page without an origin. */
    private static final String OPAQUE = "null";

    private static final String EXPECTED =
            "scheme://host[:port], scheme://*.suffix[:port], null, or alone: * for all, none for the same host only";

    /**
     * One origin, or all whose hosts end in a dot and its host.
     *
     * @param names whether it stands for those hosts, and not for itself
     */
    public record Entry(WebOrigin origin, boolean names) {

        private boolean covers(WebOrigin other) {
            return origin.scheme().equals(other.scheme())
                    && origin.port().equals(other.port())
                    && (names
                            ? other.host().endsWith("." + origin.host())
                            : other.host().equals(origin.host()));
        }

        @Override
        public String toString() {
            return names ? origin.toString().replace("://", "://*.") : origin.toString();
        }
    }

    public AllowedOrigins {
        entries = List.copyOf(entries);
    }

    /** Those of one argument. */
    static AllowedOrigins parse(String text) throws Refusal {
        if (text.equals("*")) {
            return new AllowedOrigins(true, false, List.of());
        }
        if (text.equalsIgnoreCase("none")) {
            return NONE;
        }
        if (text.equalsIgnoreCase(OPAQUE)) {
            return new AllowedOrigins(false, true, List.of());
        }
        boolean names = text.contains("://*.");
        Optional<WebOrigin> origin = WebOrigin.parse(names ? text.replace("://*.", "://") : text);
        if (origin.isEmpty() || origin.get().port().stream().anyMatch(port -> port == 0)) {
            throw Refusal.expected(text, EXPECTED);
        }
        if (names && origin.get().host().startsWith("[")) {
            throw Refusal.expected(text, "the end of a name after *. since addresses are listed one by one");
        }
        return new AllowedOrigins(false, false, List.of(new Entry(origin.get(), names)));
    }

    /** Whether this stands alone on its line. */
    boolean exclusive() {
        return any || equals(NONE);
    }

    AllowedOrigins and(AllowedOrigins more) {
        List<Entry> all = new ArrayList<>(entries);
        all.addAll(more.entries);
        return new AllowedOrigins(any || more.any, opaque || more.opaque, all);
    }

    /** Whether the value of an Origin field is listed. */
    public boolean cover(String origin) {
        return any
                || (opaque && origin.equals(OPAQUE))
                || WebOrigin.parse(origin)
                        .filter(page -> entries.stream().anyMatch(entry -> entry.covers(page)))
                        .isPresent();
    }

    @Override
    public String toString() {
        String listed = entries.stream().map(Entry::toString).collect(Collectors.joining(" "));
        return any ? "*" : equals(NONE) ? "none" : opaque ? (listed + " " + OPAQUE).strip() : listed;
    }
}
