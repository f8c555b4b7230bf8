package dev.gangway.exchange;

import dev.gangway.rules.Environment;
import dev.gangway.rules.RequestAttribute;
import java.util.List;
import java.util.Optional;

/**
 * A request as the rules see it: with the client's address and the fields that a trusted proxy vouches for, and with its
 * variables. Immutable.
 *
 * @param trustedPeer whether the forwarded fields it came with are believed
 */
public record Reception(ClientRequest request, boolean trustedPeer, Environment environment) {

    static Reception plain(ClientRequest clientRequest) {
        return new Reception(clientRequest, false, Environment.empty());
    }

    Reception with(Environment later) {
        return new Reception(request, trustedPeer, later);
    }

    /** With these variables over its own. */
    Reception and(Environment more) {
        return more.variables().isEmpty() ? this : with(environment.with(more));
    }

    Reception with(ClientRequest later) {
        return new Reception(later, trustedPeer, environment);
    }

    /** Empty where the request has no such thing; several lines of a field are one value, as in httpd. */
    Optional<String> value(RequestAttribute attribute) {
        ClientRequest.Connection connection = request.connection();
        return switch (attribute.kind()) {
            case CLIENT_ADDRESS -> Optional.of(connection.remoteAddress());
            case SERVER_ADDRESS -> Optional.of(connection.localAddress());
            case SERVER_NAME -> Optional.of(connection.serverName());
            case SERVER_PORT -> Optional.of(Integer.toString(connection.serverPort()));
            case SCHEME -> Optional.of(connection.scheme());
            case HTTPS -> Optional.of(connection.scheme().equals("https") ? "on" : "off");
            case METHOD -> Optional.of(request.method());
            case PROTOCOL -> Optional.of(connection.http11() ? "HTTP/1.1" : "HTTP/1.0");
            case PATH -> Optional.of(request.path().decoded());
            case FIELD -> field(attribute.name());
            case VARIABLE -> environment.value(attribute.name());
            case FIELD_OR_VARIABLE -> field(attribute.name()).or(() -> environment.value(attribute.name()));
        };
    }

    private Optional<String> field(String name) {
        List<String> lines = request.fields().all(name);
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
    }
}
