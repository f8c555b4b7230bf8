package dev.gangway.rules;

import dev.gangway.message.FieldSyntax;
import java.util.Locale;
import java.util.Set;

/**
 * Fields that are not an operator's to change, since each connection has its own. A line about them that changes nothing is
 * told, one that would restrict or break something is refused. Stateless.
 */
final class ConnectionFields {

    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

    /** Dropped on the way in either direction. */
    private static final Set<String> DROPPED = Set.of(
            "keep-alive",
            "te",
            "trailer",
            "proxy-connection",
            "http2-settings",
            "expect",
            "sec-websocket-extensions",
            "sec-websocket-key",
            "sec-websocket-accept",
            "sec-websocket-version");

    private static final Set<String> OWN_OPTIONS = Set.of("", "upgrade", "keep-alive", "close");

    private static final String NO_EFFECT = " belongs to each connection: accepted without effect";

    private ConnectionFields() {}

    /** The name without a colon that httpd cuts, too. */
    static String name(String written) throws Refusal {
        int colon = written.indexOf(':');
        String name = colon < 0 ? written : written.substring(0, colon);
        if (!FieldSyntax.isToken(name)) {
            throw Refusal.expected(written, "a field name");
        }
        return name;
    }

    /** False for a line that changes nothing, which was told. */
    static boolean isOpen(Invocation invocation, FieldEdit edit, boolean ofRequests) throws Refusal {
        String name = edit.name().toLowerCase(Locale.ROOT);
        if (FRAMING.contains(name)) {
            throw new Refusal("\"" + edit.name() + "\" frames the message, expected another field");
        }
        if (name.equals("sec-websocket-protocol")) {
            throw new Refusal("\"" + edit.name() + "\" is agreed between client and backend, expected another field");
        }
        if (DROPPED.contains(name) || (!ofRequests && (name.equals("connection") || name.equals("upgrade")))) {
            invocation.notice("\"" + edit.name() + "\"" + NO_EFFECT);
            return false;
        }
        if (ofRequests && (name.equals("connection") || name.equals("upgrade"))) {
            refuseSwitchingOff(edit);
            invocation.notice("\"" + edit.name() + "\"" + NO_EFFECT + ", an opening handshake is relayed anyway");
            return false;
        }
        if (ofRequests && name.equals("host")) {
            host(invocation, edit);
        }
        return true;
    }

    /** httpd would take WebSocket, or a field, away from requests. */
    private static void refuseSwitchingOff(FieldEdit edit) throws Refusal {
        if (edit.action() == FieldEdit.Action.UNSET || edit.action().edits()) {
            throw new Refusal("\"" + edit.action() + " " + edit.name() + "\" would only turn WebSocket off, expected"
                    + " upgrade=NONE on the rule");
        }
        String value = edit.value().toString();
        boolean constant = edit.value().parts().stream().allMatch(ValueTemplate.Part.Literal.class::isInstance);
        if (edit.name().equalsIgnoreCase("Connection")
                && constant
                && !OWN_OPTIONS.contains(value.strip().toLowerCase(Locale.ROOT))) {
            throw Refusal.expected(value, "upgrade, close or keep-alive; RequestHeader unset takes a field away");
        }
    }

    private static void host(Invocation invocation, FieldEdit edit) throws Refusal {
        if (edit.action() != FieldEdit.Action.SET) {
            throw new Refusal("\"" + edit.action() + " " + edit.name() + "\", expected set, or ProxyPreserveHost");
        }
        invocation.notice("\"" + edit.name() + "\" changes X-Forwarded-Host; the backend's Host field only with"
                + " ProxyPreserveHost On");
    }
}
