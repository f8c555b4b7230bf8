package dev.gangway.diff;

import dev.gangway.testing.RawResponse;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of one request at one server. Immutable.
 *
 * @param status 0 when the connection ended without an answer
 * @param line the request line that the backend saw; empty when it saw none
 * @param host the Host field that the backend saw
 * @param mapped the fields for the client that reverse mapping may change
 */
record Outcome(int status, String line, String host, String mapped) {
    private static final Set<String> MAPPED =
            Set.of("location", "content-location", "uri", "destination", "set-cookie");

    static Outcome none() {
        return new Outcome(0, "", "", "");
    }

    static Outcome of(RawResponse response) {
        String line = response.head().value("X-Seen-Line");
        // a server's own error page has no fields to map
        String mapped = line.isEmpty()
                ? ""
                : response.head().fieldLines().stream()
                        .filter(field -> MAPPED.contains(name(field)))
                        .collect(Collectors.joining(" | "));
        return new Outcome(response.status(), line, response.head().value("X-Seen-Host"), mapped);
    }

    boolean reachedBackend() {
        return !line.isEmpty();
    }

    private static String name(String fieldLine) {
        int colon = fieldLine.indexOf(':');
        return fieldLine.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return status + (line.isEmpty() ? "" : " " + line + " @" + host) + (mapped.isEmpty() ? "" : " " + mapped);
    }
}
