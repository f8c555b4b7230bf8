package dev.gangway.exchange;

import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import dev.gangway.message.HopByHop;
import dev.gangway.rules.ServerSettings;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The one policy for the fields of a request to a backend, plain or opening handshake: strip what belongs to the client's
 * connection, drop what only a proxy may say, then decorate (mod_proxy.md section 6.1). Immutable, thread-safe.
 */
final class FieldPolicy {

    /** Said by proxies only; from a client they are forged (threats 33 to 39). Compared with '_' and '.' taken as '-'. */
    private static final Set<String> PROXY_ONLY = Set.of(
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-server",
            "x-forwarded-proto",
            "x-forwarded-port",
            "forwarded",
            "proxy",
            "shiny-server-credentials",
            "shiny-shared-secret");

    /** Planned anew, or settled between the client and the container. */
    private static final Set<String> REPLACED = Set.of("host", "cookie", "expect", "max-forwards");

    private final ServerSettings settings;
    private final Hops hops;

    FieldPolicy(ServerSettings settings) {
        this.settings = settings;
        this.hops = new Hops(settings.hop());
    }

    /** The end-to-end fields for the backend, Host first, forwarded fields last. */
    Fields plan(ClientRequest clientRequest, Course course) {
        Fields received = clientRequest.fields();
        Fields.Builder planned = Fields.builder().add("Host", host(clientRequest, course));
        for (Field line : HopByHop.strip(received)) {
            String name = line.name().toLowerCase(Locale.ROOT);
            boolean blocked = hops.blocksVia() && line.is(Hops.VIA);
            if (!blocked && !REPLACED.contains(name) && !PROXY_ONLY.contains(folded(name))) {
                planned.add(line.name(), line.value());
            }
        }
        List<String> cookies = received.all("Cookie");
        if (!cookies.isEmpty()) {
            planned.add("Cookie", String.join("; ", cookies));
        }
        hops.maxForwards(received).ifPresent(count -> planned.add(Hops.MAX_FORWARDS, Long.toString(count)));
        hops.via(clientRequest.connection()).ifPresent(via -> planned.add(Hops.VIA, via));
        if (course.settings().addHeaders().orElse(true)) {
            addForwarded(planned, clientRequest);
        }
        return planned.build();
    }

    private static String host(ClientRequest clientRequest, Course course) {
        if (course.settings().preserveHost().orElse(false)) {
            return clientRequest
                    .fields()
                    .first("Host")
                    .orElse(clientRequest.connection().serverName());
        }
        return course.mapped().origin().authority();
    }

    private void addForwarded(Fields.Builder planned, ClientRequest clientRequest) {
        ClientRequest.Connection connection = clientRequest.connection();
        planned.add("X-Forwarded-For", connection.remoteAddress());
        clientRequest.fields().first("Host").ifPresent(host -> planned.add("X-Forwarded-Host", host));
        planned.add("X-Forwarded-Server", settings.serverName().orElse(connection.serverName()));
        planned.add("X-Forwarded-Proto", connection.scheme());
        planned.add("X-Forwarded-Port", Integer.toString(connection.serverPort()));
    }

    /** CGI-like backends read X_Forwarded_For and X-Forwarded-For as one variable, so they are one name here. */
    private static String folded(String name) {
        return name.replace('_', '-').replace('.', '-');
    }
}
