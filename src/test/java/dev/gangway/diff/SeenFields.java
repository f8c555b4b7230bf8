package dev.gangway.diff;

import dev.gangway.testing.RawHead;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The fields of one head that the rules decide about, by name in lower case; lines of one name are one list. Left out is
 * what each server settles for itself. Immutable.
 */
record SeenFields(Map<String, String> values) {

    /** Each connection's own (RFC 9110 section 7.6.1), and the request's framing. */
    private static final Set<String> CONNECTION =
            Set.of("connection", "keep-alive", "transfer-encoding", "content-length", "host");

    /** The clock's and the product's. */
    private static final Set<String> ORIGIN = Set.of("date", "server");

    /** How a server marks pages and redirects of its own. */
    private static final Map<String, List<String>> OWN = Map.of(
            "content-type", List.of("text/html; charset=iso-8859-1", "text/html;charset=utf-8", "text/html"),
            "content-language", List.of("en"),
            "cache-control", List.of("no-store"),
            "x-content-type-options", List.of("nosniff"));

    static SeenFields none() {
        return new SeenFields(Map.of());
    }

    static SeenFields ofRequest(RawHead head, int frontPort) {
        Map<String, String> values = read(head, frontPort, CONNECTION);
        // added unless a rule sets them: the port is what the client wrote (mod_proxy.md section 12 item 7)
        values.remove("x-forwarded-proto", "http");
        String port = values.getOrDefault("x-forwarded-host", "").replaceFirst("^.*[^0-9](?=[0-9]*$)", "");
        values.remove(
                "x-forwarded-port", values.getOrDefault("x-forwarded-host", "").endsWith(":" + port) ? port : "80");
        return new SeenFields(values);
    }

    static SeenFields ofResponse(RawHead head, int frontPort, boolean own) {
        Map<String, String> values = read(head, frontPort, CONNECTION);
        values.keySet().removeAll(ORIGIN);
        if (own) {
            values.remove("allow"); // what the server itself serves
            OWN.forEach((name, marks) -> marks.forEach(mark -> values.remove(name, mark)));
        }
        return new SeenFields(values);
    }

    /** Empty when there is no such field. */
    String value(String name) {
        return values.getOrDefault(name, "");
    }

    SeenFields only(Set<String> names) {
        Map<String, String> kept = new TreeMap<>(values);
        kept.keySet().retainAll(names);
        return new SeenFields(kept);
    }

    SeenFields without(Set<String> names) {
        Map<String, String> kept = new TreeMap<>(values);
        kept.keySet().removeAll(names);
        return new SeenFields(kept);
    }

    private static Map<String, String> read(RawHead head, int frontPort, Set<String> leftOut) {
        Map<String, String> values = new TreeMap<>();
        for (String line : head.fieldLines()) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
            if (!leftOut.contains(name)) {
                String value = line.substring(colon + 1).strip().replaceAll("\\b" + frontPort + "\\b", "PORT");
                values.merge(name, value.replaceAll("\\((Apache/|Gangway)[^)]*\\)+", "(PRODUCT)"), "%s, %s"::formatted);
            }
        }
        values.replaceAll((name, value) -> value.strip()); // one line may end with what two would begin
        return values;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(text.isEmpty() ? "" : " | ")
                .append(name)
                .append(": ")
                .append(value));
        return text.toString();
    }
}
