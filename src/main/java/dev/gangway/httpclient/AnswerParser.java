package dev.gangway.httpclient;

import java.io.IOException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseFactory;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseParser;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Parses the heads of answers on one connection: whole ones only, within limits, with framing that has one reading
 * (RFC 9112 section 6.3). Confined to the connection's I/O thread.
 */
final class AnswerParser extends DefaultHttpResponseParser<HttpResponse> {

    private static final int MAX_LENGTH_DIGITS = 18;

    private final AnswerGuard guard;
    private int octets;

    AnswerParser(Http1Config limits, AnswerGuard guard) {
        super(limits, HeadLines.STRICT, DefaultHttpResponseFactory.INSTANCE);
        this.guard = guard;
    }

    @Override
    public @Nullable HttpResponse parse(SessionInputBuffer input, boolean endOfStream)
            throws IOException, HttpException {
        int before = input.length();
        if (before > 0) {
            guard.octetsCame();
        }
        // never told of the end: it would take what has come by then for the whole head
        HttpResponse head = super.parse(input, false);
        octets += before - input.length();
        if (octets > guard.limits().octets()) {
            throw new MessageConstraintException(
                    "head of more than " + guard.limits().octets() + " octets");
        }
        if (head != null) {
            octets = 0;
            guard.head(head.getCode(), checkFraming(head));
        } else if (endOfStream && octets + input.length() > 0) {
            throw new ConnectionClosedException("the connection ended within a head");
        }
        return head;
    }

    /** Whether both framings are there: then the coding holds, and the connection ends with the answer. */
    private static boolean checkFraming(HttpResponse head) throws ProtocolException {
        int codings = head.countHeaders("Transfer-Encoding");
        if (codings > 1
                || (codings == 1
                        && !head.getFirstHeader("Transfer-Encoding").getValue().equalsIgnoreCase("chunked"))) {
            throw new ProtocolException("Transfer-Encoding other than chunked");
        }
        int lengths = head.countHeaders("Content-Length");
        if (lengths > 1
                || (lengths == 1
                        && !isLength(head.getFirstHeader("Content-Length").getValue()))) {
            throw new ProtocolException("Content-Length other than one number");
        }
        return codings == 1 && head.removeHeaders("Content-Length");
    }

    static boolean isLength(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH_DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
