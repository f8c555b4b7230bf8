package dev.gangway.exchange;

import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import dev.gangway.message.HopByHop;
import dev.gangway.rules.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The one policy for the fields of a request to a backend, plain or opening handshake: strip what belongs to the client's
 * connection, drop what only a proxy may say, then decorate (mod_proxy.md section 6.1). Immutable, thread-safe.
 */
final class FieldPolicy {

    /** Planned anew, or settled between the client and the container. */
    private static final Set<String> REPLACED = Set.of("host", "cookie", "expect", "max-forwards");

    private final ServerSettings settings;
    private final Hops hops;
    private final ForwardedClient forwardedClient;

    FieldPolicy(ServerSettings settings, ForwardedClient forwardedClient) {
        this.settings = settings;
        this.hops = new Hops(settings.hop());
        this.forwardedClient = forwardedClient;
    }

    /** The end-to-end fields for the backend, Host first, forwarded fields last. */
    Fields plan(Course course) {
        ClientRequest request = course.reception().request();
        Fields edited = FieldEdits.applyToRequest(
                course.settings().head().requests(), received(course.reception()), course.reception());
        Fields.Builder planned = Fields.builder().add("Host", host(request, edited, course));
        for (Field line : HopByHop.strip(edited)) {
            boolean blocked = hops.blocksVia() && line.is(Hops.VIA);
            if (!blocked && !REPLACED.contains(line.name().toLowerCase(Locale.ROOT))) {
                planned.add(line.name(), line.value());
            }
        }
        // one line whatever the edits made of it (RFC 6265 section 5.4)
        List<String> cookies = edited.all("Cookie");
        if (!cookies.isEmpty()) {
            planned.add("Cookie", String.join("; ", cookies));
        }
        if (Expectation.forwarded(request, edited, course)) {
            planned.add(Expectation.NAME, Expectation.CONTINUE);
        }
        hops.maxForwards(request.fields()).ifPresent(count -> planned.add(Hops.MAX_FORWARDS, Long.toString(count)));
        hops.via(request.connection()).ifPresent(via -> planned.add(Hops.VIA, via));
        if (course.settings().addHeaders().orElse(true)) {
            addForwarded(planned, request.connection(), edited);
        }
        return planned.build();
    }

    /** What the edits work on: without what the peer had no right to say, cookies in one line. */
    private Fields received(Reception reception) {
        Fields fields = reception.request().fields();
        Fields.Builder kept =
                fields.toBuilder().removeIf(line -> forwardedClient.discards(line, reception.trustedPeer()));
        List<String> cookies = fields.all("Cookie");
        return cookies.size() > 1
                ? kept.set("Cookie", String.join("; ", cookies)).build()
                : kept.build();
    }

    private static String host(ClientRequest request, Fields edited, Course course) {
        if (course.settings().preserveHost().orElse(false)) {
            return edited.first("Host").orElse(request.connection().serverName());
        }
        return course.mapped().origin().authority();
    }

    /** A list grows by ours, as in httpd; the scheme and port that a line or a trusted proxy gave stay. */
    private void addForwarded(Fields.Builder planned, ClientRequest.Connection connection, Fields edited) {
        append(planned, edited, "X-Forwarded-For", connection.remoteAddress());
        edited.first("Host")
                .filter(host -> !host.isEmpty())
                .ifPresent(host -> append(planned, edited, "X-Forwarded-Host", host));
        append(planned, edited, "X-Forwarded-Server", settings.serverName().orElse(connection.serverName()));
        if (!edited.has("X-Forwarded-Proto")) {
            planned.add("X-Forwarded-Proto", connection.scheme());
        }
        if (!edited.has("X-Forwarded-Port")) {
            planned.add("X-Forwarded-Port", Integer.toString(connection.serverPort()));
        }
    }

    private static void append(Fields.Builder planned, Fields edited, String name, String value) {
        List<String> all = new ArrayList<>(edited.all(name));
        all.add(value);
        planned.set(name, String.join(", ", all));
    }
}
