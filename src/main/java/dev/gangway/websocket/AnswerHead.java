package dev.gangway.websocket;

import dev.gangway.exchange.BackendResponse;
import dev.gangway.message.Fields;
import dev.gangway.rules.AnswerLimits;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Collects the head of one answer, octet by octet, within limits. Confined to one thread; used for one head. The grammar is
 * RFC 9112's without its tolerance: no obs-fold, no space before a colon, no bare CR; a bare LF ends a line.
 */
final class AnswerHead {

    private final AnswerLimits limits;
    private final StringBuilder line = new StringBuilder(128);
    private final Fields.Builder fields = Fields.builder();
    private int octets;
    private int lines;
    private int status;

    AnswerHead(AnswerLimits limits) {
        this.limits = limits;
    }

    /** Takes octets up to the end of the head and no further; empty while the end has not come. */
    Optional<BackendResponse> offer(ByteBuffer input) throws MalformedAnswer {
        while (input.hasRemaining()) {
            char octet = (char) (input.get() & 0xff);
            if (++octets > limits.octets()) {
                throw new MalformedAnswer("the head is longer than " + limits.octets() + " octets");
            }
            if (octet != '\n') {
                if (line.length() >= limits.lineOctets()) {
                    throw new MalformedAnswer("a line of the head is longer than " + limits.lineOctets() + " octets");
                }
                line.append(octet);
                continue;
            }
            if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
                line.setLength(line.length() - 1);
            }
            if (line.length() == 0 && lines > 0) {
                return Optional.of(new BackendResponse(status, fields.build()));
            }
            takeLine(line.toString());
            line.setLength(0);
        }
        return Optional.empty();
    }

    private void takeLine(String text) throws MalformedAnswer {
        if (++lines > limits.lines()) {
            throw new MalformedAnswer("the head has more than " + limits.lines() + " lines");
        }
        if (!Grammar.fieldValue(text)) {
            throw new MalformedAnswer("line " + lines + " of the head holds a control character");
        }
        if (lines == 1) {
            status = status(text);
            return;
        }
        int colon = text.indexOf(':');
        if (colon < 0 || !Grammar.token(text.substring(0, colon))) {
            throw new MalformedAnswer("line " + lines + " of the head is not a field line");
        }
        fields.add(text.substring(0, colon), trimmed(text.substring(colon + 1)));
    }

    private static int status(String text) throws MalformedAnswer {
        boolean version = text.startsWith("HTTP/1.1 ") || text.startsWith("HTTP/1.0 ");
        if (!version || text.length() < 12 || (text.length() > 12 && text.charAt(12) != ' ')) {
            throw new MalformedAnswer("the answer does not begin with an HTTP/1 status line");
        }
        int code = 0;
        for (int i = 9; i < 12; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new MalformedAnswer("the status code is not a number");
            }
            code = code * 10 + digit;
        }
        if (code < 100 || code > 599) {
            throw new MalformedAnswer("the status code is " + code);
        }
        return code;
    }

    private static String trimmed(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && whitespace(value.charAt(start))) {
            start++;
        }
        while (end > start && whitespace(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean whitespace(char c) {
        return c == ' ' || c == '\t';
    }
}
