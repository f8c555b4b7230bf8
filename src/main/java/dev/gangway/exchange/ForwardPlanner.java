package dev.gangway.exchange;

import dev.gangway.balancer.Workers;
import dev.gangway.mapping.Found;
import dev.gangway.message.FieldSyntax;
import dev.gangway.message.Fields;
import dev.gangway.message.OpeningHandshake;
import dev.gangway.rules.Upgrade;
import dev.gangway.rules.WorkerParameters;

/**
 * Plans the head that goes to the backend once a request may pass: of a plain request, or of an opening handshake. What
 * leaves holds only octets that may stand in a head. Immutable, thread-safe.
 */
final class ForwardPlanner {

    private final Workers workers;

    ForwardPlanner(Workers workers) {
        this.workers = workers;
    }

    Decision plan(Course course, FieldPolicy fieldPolicy) {
        ClientRequest clientRequest = course.reception().request();
        Found.Mapped mapped = course.mapped();
        OwnAnswers own = course.own();
        String target =
                clientRequest.query().map(query -> mapped.path() + "?" + query).orElse(mapped.path());
        if (!FieldSyntax.isTarget(target)) {
            return own.refuse(ProxyError.TARGET_MALFORMED, "the query holds an octet that may not stand raw");
        }
        if (!FieldSyntax.isToken(clientRequest.method()) || !FieldSyntax.isClean(clientRequest.fields())) {
            return own.refuse(
                    ProxyError.REQUEST_HEAD_MALFORMED, "method or fields hold octets that may not stand there");
        }
        Fields fields = fieldPolicy.plan(course);
        if (mapped.upgrade() == Upgrade.WEBSOCKET) {
            OpeningHandshake handshake = OpeningHandshake.detect(
                    clientRequest.method(), clientRequest.connection().http11(), clientRequest.fields());
            if (handshake instanceof OpeningHandshake.Malformed malformed) {
                // the fields that a 426 needs may not occur in HTTP/2
                ProxyError error =
                        malformed.status() == 426 && !clientRequest.connection().extendedConnect()
                                ? ProxyError.HANDSHAKE_VERSION
                                : ProxyError.HANDSHAKE_MALFORMED;
                return own.refuse(error, malformed.reason());
            }
            if (handshake instanceof OpeningHandshake.Valid valid) {
                return relay(course, target, fields, valid);
            }
        }
        if (clientRequest.connection().extendedConnect()) {
            return own.refuse(ProxyError.METHOD_REFUSED, "CONNECT for a WebSocket where none is relayed");
        }
        // A request for an upgrade that is not relayed goes on as plain HTTP, as in httpd (mod_proxy.md section 8.4):
        // Upgrade went with the connection fields.
        BackendRequest backendRequest =
                new BackendRequest(mapped.origin(), clientRequest.method(), target, fields, clientRequest.content());
        return new Decision.Forward(course, workers.byName(mapped.worker().name()), backendRequest);
    }

    private static Decision relay(Course course, String target, Fields fields, OpeningHandshake.Valid handshake) {
        Found.Mapped mapped = course.mapped();
        WorkerParameters parameters = mapped.worker().parameters();
        return new Decision.Relay(
                course,
                new BackendHandshake(
                        mapped.origin(),
                        target,
                        withoutWebSocket(fields),
                        handshake.subprotocols(),
                        parameters.keepAlive(),
                        parameters.connectTimeout(),
                        parameters.timeout(),
                        parameters.connection()));
    }

    static Fields withoutWebSocket(Fields fields) {
        return fields.toBuilder()
                .removeIf(line -> line.name().regionMatches(true, 0, "Sec-WebSocket-", 0, "Sec-WebSocket-".length()))
                .build();
    }
}
