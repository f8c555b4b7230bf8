package dev.gangway.exchange;

import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import dev.gangway.rules.MessageSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that Gangway gives itself: to a failure, or in place of a backend's error (mod_proxy.md section 6.9). Immutable.
 *
 * @param fields what this answer needs besides those of every page
 * @param document the operator's text, sent as HTML; empty for Gangway's page
 */
public record OwnPage(int status, Fields fields, Optional<String> document) {

    /** What {@code Allow} says: every method that is forwarded and has a name of its own. */
    static final String METHODS = "GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH";

    /** What an answer with this status has to say besides (RFC 9110 sections 15.5.2 and 15.5.6). */
    private static final Map<Integer, String> REQUIRED = Map.of(401, "WWW-Authenticate", 405, "Allow");

    public static OwnPage of(ProxyError error, MessageSettings settings) {
        Fields.Builder fields = Fields.builder();
        if (error == ProxyError.HANDSHAKE_VERSION) {
            // RFC 6455 section 4.4, RFC 9110 sections 15.5.22 and 7.8
            fields.add("Sec-WebSocket-Version", "13")
                    .add("Upgrade", "websocket")
                    .add("Connection", "Upgrade");
        }
        if (error == ProxyError.METHOD_REFUSED) {
            fields.add("Allow", METHODS);
        }
        return new OwnPage(error.status(), fields.build(), settings.document(error.status()));
    }

    /** With more fields, in place of those of the same name. */
    public OwnPage with(Fields added) {
        Fields.Builder all = fields.toBuilder().removeIf(line -> added.has(line.name()));
        added.forEach(line -> all.add(line.name(), line.value()));
        return new OwnPage(status, all.build(), document);
    }

    /** With the time after which the client may come again; in whole seconds, at least one. */
    public OwnPage retryAfter(Duration time) {
        long seconds = Math.max(1, time.plusNanos(999_999_999).toSeconds());
        return with(Fields.builder().add("Retry-After", Long.toString(seconds)).build());
    }

    /** The answer to OPTIONS; without content. */
    static OwnPage options() {
        return new OwnPage(200, Fields.builder().add("Allow", METHODS).build(), Optional.of(""));
    }

    /** For what is refused before there are settings. */
    public static OwnPage of(ProxyError error) {
        return of(error, MessageSettings.NONE);
    }

    /** The page that goes to the client in place of this answer of a backend; empty where the answer passes. */
    static Optional<OwnPage> inPlaceOf(ClientResponse planned, MessageSettings settings) {
        if (!settings.overrides(planned.status())) {
            return Optional.empty();
        }
        Fields.Builder kept = Fields.builder();
        for (Field line : planned.fields()) {
            if (line.is(REQUIRED.getOrDefault(planned.status(), ""))) {
                kept.add(line.name(), line.value());
            }
        }
        return Optional.of(new OwnPage(planned.status(), kept.build(), settings.document(planned.status())));
    }
}
