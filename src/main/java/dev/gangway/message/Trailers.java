package dev.gangway.message;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which fields of a trailer section pass a proxy (RFC 9110 section 6.5.1): none that belong to framing, routing,
 * authentication, caching or the meaning of the content, and none that say again what the head says or what a proxy vouches
 * for. Stateless.
 */
public final class Trailers {

    private static final Set<String> HEAD_ONLY = Set.of(
            "age",
            "authorization",
            "cache-control",
            "cookie",
            "date",
            "expect",
            "expires",
            "forwarded",
            "host",
            "http2-settings",
            "location",
            "max-forwards",
            "origin",
            "pragma",
            "range",
            "retry-after",
            "set-cookie",
            "vary",
            "via",
            "warning",
            "www-authenticate");

    private static final Set<String> HEAD_ONLY_PREFIXES =
            Set.of("content-", "if-", "proxy-", "remote-", "sec-", "shiny-", "x-forwarded-", "x-remote-", "x-real-");

    private Trailers() {}

    /**
     * The lines that pass, in their order.
     *
     * @param taken names that the head of the same message has or that the rules edit
     */
    public static Fields passing(Fields trailers, Set<String> taken) {
        if (trailers.lines().isEmpty()) {
            return trailers;
        }
        Set<String> folded = taken.stream().map(Trailers::folded).collect(Collectors.toCollection(TreeSet::new));
        return HopByHop.strip(trailers).toBuilder()
                .removeIf(line -> !FieldSyntax.isToken(line.name())
                        || !FieldSyntax.isValue(line.value())
                        || headOnly(folded(line.name()))
                        || folded.contains(folded(line.name())))
                .build();
    }

    private static boolean headOnly(String name) {
        return HEAD_ONLY.contains(name) || HEAD_ONLY_PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** As a backend may fold it that makes variables of names: X_Remote_User is X-Remote-User. */
    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
    }
}
