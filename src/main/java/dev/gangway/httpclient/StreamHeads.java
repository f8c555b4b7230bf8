package dev.gangway.httpclient;

import dev.gangway.message.FieldSyntax;
import dev.gangway.rules.AnswerLimits;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;

/**
 * The heads and trailers of answers on HTTP/2 as RFC 9113 section 8 has them, within limits, and only what may stand in a
 * head of HTTP/1 too, as the client may speak that. Immutable.
 */
final class StreamHeads {

    /** A message with one of these is malformed (RFC 9113 section 8.2.2). */
    private static final Set<String> OF_A_CONNECTION =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

    private static final String STATUS = ":status";
    private static final Pattern CODE = Pattern.compile("[1-5][0-9]{2}");

    private final AnswerLimits limits;

    StreamHeads(AnswerLimits limits) {
        this.limits = limits;
    }

    /** Checks the head of an answer; returns its status code. */
    int status(List<? extends Header> lines) throws ProtocolException, MessageConstraintException {
        if (lines.isEmpty()
                || !lines.get(0).getName().equals(STATUS)
                || !CODE.matcher(lines.get(0).getValue()).matches()) {
            throw new ProtocolException("no :status of three digits at the beginning");
        }
        List<? extends Header> fields = lines.subList(1, lines.size());
        check(fields);
        List<? extends Header> lengths = fields.stream()
                .filter(line -> line.getName().equals("content-length"))
                .toList();
        if (lengths.size() > 1 || !lengths.stream().allMatch(line -> AnswerParser.isLength(line.getValue()))) {
            throw new ProtocolException("content-length other than one number");
        }
        return Integer.parseInt(lines.get(0).getValue());
    }

    /** Checks a trailer section, or the fields of a head. */
    void check(List<? extends Header> fields) throws ProtocolException, MessageConstraintException {
        if (fields.size() > limits.lines()) {
            throw new MessageConstraintException("more than " + limits.lines() + " fields");
        }
        int octets = 0;
        for (Header line : fields) {
            String name = line.getName();
            String value = line.getValue();
            octets += name.length() + value.length();
            if (name.length() + value.length() > limits.lineOctets()) {
                throw new MessageConstraintException("a field of more than " + limits.lineOctets() + " octets");
            }
            if (!FieldSyntax.isToken(name) || !name.equals(name.toLowerCase(Locale.ROOT))) {
                throw new ProtocolException("bad field name");
            }
            if (OF_A_CONNECTION.contains(name)) {
                throw new ProtocolException(name + " in HTTP/2");
            }
            if (!FieldSyntax.isValue(value)) {
                throw new ProtocolException("bad value of " + name);
            }
        }
        if (octets > limits.octets()) {
            throw new MessageConstraintException("head of more than " + limits.octets() + " octets");
        }
    }
}
