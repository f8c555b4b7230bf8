package dev.gangway.exchange;

import dev.gangway.message.Fields;
import dev.gangway.message.WebOrigin;
import dev.gangway.rules.AllowedOrigins;
import dev.gangway.rules.ServerIdentity;
import dev.gangway.rules.Sourced;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a page may open a WebSocket in the name of the user whose browser shows it: browsers send cookies along whichever
 * site the page is of (threat 62). Looks at the request as it was received, before any rule edits it. Stateless.
 */
final class PageOrigin {

    private static final String FIELD = "Origin";

    private PageOrigin() {}

    /** Why the handshake is refused; empty where it may pass. */
    static Optional<String> refusal(ClientRequest received, Course course) {
        List<String> origins = received.fields().all(FIELD);
        Optional<String> identity = identity(received);
        if (origins.isEmpty() || identity.isEmpty()) {
            return Optional.empty();
        }
        Sourced<AllowedOrigins> allowed =
                course.settings().origins().orElse(new Sourced<>(AllowedOrigins.NONE, "default"));
        String origin = String.join(", ", origins);
        Set<WebOrigin> own = own(received, course);
        if (allowed.value().cover(origin)
                || WebOrigin.parse(origin).filter(own::contains).isPresent()) {
            return Optional.empty();
        }
        String expected = own.stream().map(WebOrigin::toString).collect(Collectors.joining(" or "));
        return Optional.of("Origin \"" + origin + "\" with " + identity.get() + ", expected " + expected
                + " as the client addressed us, or what ProxyWebsocketOrigin lists: " + allowed.value() + " ("
                + allowed.source() + ")");
    }

    /** What in the request makes it a user's, if anything does. */
    private static Optional<String> identity(ClientRequest received) {
        for (String field : List.of("Cookie", "Authorization")) {
            if (received.fields().has(field)) {
                return Optional.of(field);
            }
        }
        return received.login().user().map(user -> "a login");
    }

    /**
     * The origins of pages of the host that the client addressed. Where TLS may have ended before us, which is whenever we
     * know of none, a page that came by TLS is of the same host.
     */
    private static Set<WebOrigin> own(ClientRequest received, Course course) {
        ClientRequest.Connection connection = received.connection();
        Fields told = course.reception().trustedPeer() ? received.fields() : Fields.empty();
        String scheme = first(told, "X-Forwarded-Proto").orElse(connection.scheme());
        List<String> schemes = scheme.equalsIgnoreCase("https") ? List.of("https") : List.of("http", "https");
        List<String> hosts = new ArrayList<>();
        first(told, "X-Forwarded-Host").ifPresent(hosts::add);
        received.fields().first("Host").ifPresent(hosts::add);
        Set<WebOrigin> own = new LinkedHashSet<>();
        for (String each : schemes) {
            for (String host : hosts) {
                add(own, each + "://" + host);
                first(told, "X-Forwarded-Port").ifPresent(port -> add(own, each + "://" + host + ":" + port));
            }
        }
        if (schemes.contains(connection.scheme())) {
            add(own, connection.scheme() + "://" + connection.serverName() + ":" + connection.serverPort());
        }
        canonical(course).ifPresent(name -> add(own, name.scheme(scheme) + "://" + name.authority(scheme)));
        return own;
    }

    private static Optional<ServerIdentity> canonical(Course course) {
        return course.hop()
                .identity()
                .filter(named -> course.settings().messages().canonicalName().orElse(false));
    }

    /** What is no origin, like a host with two ports, is left out. */
    private static void add(Set<WebOrigin> own, String text) {
        WebOrigin.parse(text).ifPresent(own::add);
    }

    /** The first member is the one of the proxy next to the client. */
    private static Optional<String> first(Fields told, String name) {
        return told.all(name).stream()
                .map(value -> value.split(",", 2)[0].strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
