package dev.gangway.websocket;

import dev.gangway.exchange.BackendHandshake;
import dev.gangway.message.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The octets of the opening handshake's request (RFC 6455 section 4.1). Stateless. The planners have checked target and
 * fields already; here every octet is checked once more, because one wrong octet would be request splitting.
 */
final class RequestOctets {

    private RequestOctets() {}

    static ByteBuffer of(BackendHandshake handshake, String key) {
        StringBuilder head = new StringBuilder(512);
        head.append("GET ").append(checkedTarget(handshake.target())).append(" HTTP/1.1\r\n");
        for (Field field : handshake.wireFields(key)) {
            line(head, field.name(), field.value());
        }
        head.append("\r\n");
        return ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void line(StringBuilder head, String name, String value) {
        if (!Grammar.token(name)) {
            throw new IllegalArgumentException("field name is not a token: " + name);
        }
        if (!Grammar.fieldValue(value)) {
            throw new IllegalArgumentException("the value of " + name + " holds a control character");
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static String checkedTarget(String target) {
        if (target.isEmpty() || !target.chars().allMatch(c -> c >= 0x21 && c <= 0x7e)) {
            throw new IllegalArgumentException("the target holds an octet outside 0x21-0x7E");
        }
        return target;
    }
}
