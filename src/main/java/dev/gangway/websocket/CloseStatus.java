package dev.gangway.websocket;

import dev.gangway.exchange.EndCause;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Why one side closed, and what the other side is told: the close policy. Immutable. Codes that may stand in a Close frame
 * pass with their reason; 1005 (no code) stays without code towards the backend and becomes 1000 towards the client, whose
 * container API has no close without code; an abrupt end becomes 1011 towards the client and 1001 towards the backend.
 *
 * @param code as RFC 6455 section 7.4 numbers it, with 1005 and 1006 for ends without code or without Close frame
 */
record CloseStatus(int code, String reason) {

    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    static final int NO_STATUS = 1005;
    static final int ABNORMAL = 1006;
    static final int INVALID_PAYLOAD = 1007;
    static final int POLICY = 1008;
    static final int TOO_BIG = 1009;
    static final int UNEXPECTED = 1011;

    /** Longest reason in octets: a control frame's 125 less the code. */
    static final int MAX_REASON = 123;

    static CloseStatus of(int code) {
        return new CloseStatus(code, "");
    }

    static CloseStatus of(CloseReason reason) {
        String phrase = reason.getReasonPhrase();
        return new CloseStatus(reason.getCloseCode().getCode(), phrase == null ? "" : phrase);
    }

    /** Reads the payload of a received Close frame. */
    static CloseStatus received(byte[] payload) throws FrameViolation {
        if (payload.length == 0) {
            return of(NO_STATUS);
        }
        if (payload.length == 1) {
            throw new FrameViolation(PROTOCOL_ERROR, "a Close frame with half a code");
        }
        int code = (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
        if (!transmittable(code)) {
            throw new FrameViolation(PROTOCOL_ERROR, "close code " + code);
        }
        try {
            ByteBuffer reason = ByteBuffer.wrap(payload, 2, payload.length - 2);
            return new CloseStatus(
                    code, StandardCharsets.UTF_8.newDecoder().decode(reason).toString());
        } catch (CharacterCodingException notUtf8) {
            throw new FrameViolation(INVALID_PAYLOAD, "a close reason that is not UTF-8");
        }
    }

    /** The payload of the Close frame that tells this; empty when there is no code to tell. */
    byte[] payload() {
        if (!transmittable(code)) {
            return new byte[0];
        }
        ByteBuffer payload = ByteBuffer.allocate(2 + MAX_REASON);
        payload.putShort((short) code);
        // the encoder stops before the first character that has no room
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        utf8.encode(CharBuffer.wrap(reason), payload, true);
        byte[] octets = new byte[payload.flip().remaining()];
        payload.get(octets);
        return octets;
    }

    /** What the end of the client's session that this tells of counts as. Containers close so at violations that they find. */
    EndCause clientCause() {
        return switch (code) {
            case ABNORMAL -> EndCause.CLIENT_GONE;
            case PROTOCOL_ERROR, INVALID_PAYLOAD, TOO_BIG -> EndCause.CLIENT_VIOLATION;
            default -> EndCause.CLIENT_CLOSED;
        };
    }

    CloseStatus towardsBackend() {
        return code == NO_STATUS || transmittable(code) ? this : of(GOING_AWAY);
    }

    CloseStatus towardsClient() {
        return code == NO_STATUS ? of(NORMAL) : transmittable(code) ? this : of(UNEXPECTED);
    }

    /** For the container; only after {@link #towardsClient}. */
    CloseReason closeReason() {
        byte[] payload = payload();
        String trimmed = new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        // the API's own enumeration lacks 1014
        CloseCode closeCode = code == 1014 ? () -> 1014 : CloseReason.CloseCodes.getCloseCode(code);
        return new CloseReason(closeCode, trimmed);
    }

    private static boolean transmittable(int code) {
        return (code >= 1000 && code <= 1014 && code != 1004 && code != NO_STATUS && code != ABNORMAL)
                || (code >= 3000 && code <= 4999);
    }
}
