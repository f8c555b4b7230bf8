package dev.gangway.message;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which fields belong to one connection only and never pass a proxy (RFC 9110 section 7.6.1): the fixed ones, and those that
 * the message's own Connection field names, except fields that an endpoint must not be able to remove that way. Stateless.
 */
public final class HopByHop {

    private static final Set<String> CONNECTION_FIELDS = Set.of(
            "connection",
            "proxy-connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "content-length",
            "upgrade",
            "http2-settings");

    /** Named in Connection these stay: removing them would forge a message (CVE-2022-31813 and its kin). */
    private static final Set<String> PROTECTED =
            Set.of("host", "cookie", "set-cookie", "authorization", "forwarded", "origin");

    private static final List<String> PROTECTED_PREFIXES =
            List.of("content-", "x-forwarded-", "sec-websocket-", "shiny-");

    private HopByHop() {}

    /** The fields without those of this connection and without message framing, in their order. */
    public static Fields strip(Fields fields) {
        Set<String> nominated = nominated(fields);
        return fields.toBuilder()
                .removeIf(line -> {
                    String name = line.name().toLowerCase(Locale.ROOT);
                    return CONNECTION_FIELDS.contains(name) || nominated.contains(name);
                })
                .build();
    }

    private static Set<String> nominated(Fields fields) {
        Set<String> names = new HashSet<>();
        for (String option : fields.members("Connection")) {
            if (!PROTECTED.contains(option) && PROTECTED_PREFIXES.stream().noneMatch(option::startsWith)) {
                names.add(option);
            }
        }
        return names;
    }
}
