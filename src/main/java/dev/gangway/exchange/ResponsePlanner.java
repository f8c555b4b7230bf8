package dev.gangway.exchange;

import dev.gangway.mapping.PublicView;
import dev.gangway.mapping.ReverseMapper;
import dev.gangway.message.Field;
import dev.gangway.message.FieldSyntax;
import dev.gangway.message.Fields;
import dev.gangway.message.HopByHop;
import dev.gangway.rules.HeadEdits;
import dev.gangway.rules.PathPattern;
import dev.gangway.rules.ServerIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Plans the head that the client gets from the head that the backend sent: strips connection fields and framing, maps
 * Location and its kin and cookies back (mod_proxy.md sections 5 and 6.2). Stateless, thread-safe.
 */
final class ResponsePlanner {

    private static final Set<String> MAPPED_BACK = Set.of("location", "content-location", "uri", "destination");

    /** For proxies' own authentication; httpd drops it too. */
    private static final String PROXY_AUTHENTICATE = "Proxy-Authenticate";

    private static final int MAX_LENGTH_DIGITS = 18;

    /** Empty when the backend's head is unusable. */
    Optional<ClientResponse> plan(
            ClientRequest clientRequest, Course course, BackendResponse backendResponse, boolean hasContent) {
        int status = backendResponse.status();
        Fields received = backendResponse.fields();
        if (status < 200 || status > 599 || !FieldSyntax.isClean(received)) {
            return Optional.empty();
        }
        OptionalLong contentLength = OptionalLong.empty();
        if (received.has("Content-Length")) {
            contentLength = contentLength(received);
            if (contentLength.isEmpty()) {
                return Optional.empty();
            }
        }
        if (received.has("Transfer-Encoding") || status == 204 || status == 304) {
            contentLength = OptionalLong.empty();
        }
        OptionalLong length = contentLength;
        boolean trailers = hasContent
                && length.isEmpty()
                && !clientRequest.connection().version().equals("1.0")
                && clientRequest.fields().members("TE").contains("trailers");
        return fields(clientRequest, course, received)
                .map(edited -> new ClientResponse(status, edited, length, hasContent, trailers));
    }

    /**
     * Mapped back and edited. httpd keeps two tables of answer fields and sends both: {@code always} lines work on the one
     * that the backend's fields are not in.
     */
    private static Optional<Fields> fields(ClientRequest clientRequest, Course course, Fields received) {
        Fields mapped = mapBack(clientRequest, course, received);
        HeadEdits edits = course.settings().head();
        if (edits.answers().isEmpty() && edits.always().isEmpty()) {
            return Optional.of(mapped);
        }
        try {
            List<Field> lines = new ArrayList<>(FieldEdits.apply(edits.always(), Fields.empty(), course.reception())
                    .lines());
            lines.addAll(FieldEdits.apply(edits.answers(), mapped, course.reception())
                    .lines());
            return Optional.of(Fields.of(lines));
        } catch (PathPattern.ExhaustedException exhausted) {
            return Optional.empty(); // as it is, the field could tell what the line shall hide
        }
    }

    /** The end-to-end fields for the client, in the backend's order. */
    static Fields mapBack(ClientRequest clientRequest, Course course, Fields received) {
        ReverseMapper reverseMapper = new ReverseMapper(course.settings(), course.matched());
        PublicView view = view(clientRequest, course);
        Fields.Builder planned = Fields.builder();
        for (Field line : HopByHop.strip(received)) {
            String name = line.name().toLowerCase(Locale.ROOT);
            if (MAPPED_BACK.contains(name)) {
                planned.add(line.name(), reverseMapper.location(line.value(), view, course.mapped()));
            } else if (name.equals("set-cookie")) {
                planned.add(line.name(), reverseMapper.setCookie(line.value(), view));
            } else if (!line.is(PROXY_AUTHENTICATE)) {
                planned.add(line.name(), line.value());
            }
        }
        new Hops(course.hop()).via(clientRequest.connection()).ifPresent(via -> planned.add(Hops.VIA, via));
        return planned.build();
    }

    private static PublicView view(ClientRequest clientRequest, Course course) {
        ClientRequest.Connection connection = clientRequest.connection();
        String path = course.reception().request().path().decoded();
        Optional<ServerIdentity> identity = course.hop()
                .identity()
                .filter(named -> course.settings().messages().canonicalName().orElse(false));
        if (identity.isPresent()) {
            String scheme = identity.get().scheme(connection.scheme());
            return new PublicView(
                    scheme, identity.get().authority(connection.scheme()), connection.contextPath(), path);
        }
        String authority = clientRequest.fields().first("Host").orElse(connection.serverName());
        return new PublicView(connection.scheme(), authority, connection.contextPath(), path);
    }

    /** The one length that all Content-Length lines agree on: digits only (RFC 9112 section 6.3). */
    private static OptionalLong contentLength(Fields received) {
        OptionalLong agreed = OptionalLong.empty();
        for (String value : received.all("Content-Length")) {
            boolean digits = !value.isEmpty()
                    && value.length() <= MAX_LENGTH_DIGITS
                    && value.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits) {
                return OptionalLong.empty();
            }
            long length = Long.parseLong(value);
            if (agreed.isPresent() && agreed.getAsLong() != length) {
                return OptionalLong.empty();
            }
            agreed = OptionalLong.of(length);
        }
        return agreed;
    }
}
