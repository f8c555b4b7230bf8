package dev.gangway.message;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a request's head is in terms of RFC 6455 section 4.2.1: an opening handshake, a broken one, or something else that
 * is forwarded as plain HTTP. Immutable.
 */
public sealed interface OpeningHandshake {

    /** The field that a 426 answer must bear (RFC 6455 section 4.4), with the only version there is. */
    String VERSION_FIELD = "Sec-WebSocket-Version";

    String VERSION = "13";

    String KEY_FIELD = "Sec-WebSocket-Key";

    /** Decoded length of Sec-WebSocket-Key (RFC 6455 section 4.1). */
    int KEY_OCTETS = 16;

    int KEY_CHARACTERS = 24;

    /** Plain HTTP. */
    record NotAHandshake() implements OpeningHandshake {}

    /**
     * A handshake to relay.
     *
     * @param subprotocols what the client offers, in its order, without duplicates
     */
    record Valid(List<String> subprotocols) implements OpeningHandshake {
        public Valid {
            subprotocols = List.copyOf(subprotocols);
        }
    }

    /**
     * A request for WebSocket that cannot be granted.
     *
     * @param status 426 for another version, which needs {@link #VERSION_FIELD} in the answer, otherwise 400
     */
    record Malformed(int status, String reason) implements OpeningHandshake {}

    /** A request that asks for anything but WebSocket, and one that cannot, is plain HTTP and never malformed. */
    static OpeningHandshake detect(String method, boolean http11, Fields fields) {
        boolean asked = method.equals("GET")
                && http11
                && fields.members("Upgrade").contains("websocket")
                && fields.members("Connection").contains("upgrade");
        if (!asked) {
            return new NotAHandshake();
        }
        if (!fields.all(VERSION_FIELD).equals(List.of(VERSION))) {
            return new Malformed(426, "Sec-WebSocket-Version is " + fields.all(VERSION_FIELD) + ", expected 13");
        }
        List<String> keys = fields.all(KEY_FIELD);
        if (keys.size() != 1 || !validKey(keys.get(0))) {
            return new Malformed(400, "expected one Sec-WebSocket-Key of 16 octets in base64");
        }
        List<String> subprotocols = subprotocols(fields);
        for (String subprotocol : subprotocols) {
            if (!FieldSyntax.isToken(subprotocol)) {
                return new Malformed(400, "Sec-WebSocket-Protocol holds something that is not a token");
            }
        }
        return new Valid(subprotocols);
    }

    private static List<String> subprotocols(Fields fields) {
        Set<String> offered = new LinkedHashSet<>();
        for (String line : fields.all("Sec-WebSocket-Protocol")) {
            for (String member : line.split(",", -1)) {
                String subprotocol = member.strip();
                if (!subprotocol.isEmpty()) {
                    offered.add(subprotocol);
                }
            }
        }
        return new ArrayList<>(offered);
    }

    private static boolean validKey(String key) {
        try {
            // the decoder would do without the padding
            return key.length() == KEY_CHARACTERS && Base64.getDecoder().decode(key).length == KEY_OCTETS;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
