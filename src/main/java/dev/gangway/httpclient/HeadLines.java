package dev.gangway.httpclient;

import dev.gangway.message.FieldSyntax;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.apache.hc.core5.http.message.StatusLine;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * The lines of an answer's head as RFC 9112 has them, octet by octet; the library's own parser repairs what it should
 * refuse. Stateless.
 */
final class HeadLines extends BasicLineParser {

    static final HeadLines STRICT = new HeadLines();

    /** 999 is what some sites say to robots. */
    private static final Pattern STATUS_LINE =
            Pattern.compile("HTTP/1\\.[0-9] (?:[1-5][0-9]{2}|999)(?: [\\t\\x20-\\x7E\\x80-\\xFF]*)?");

    private HeadLines() {}

    @Override
    public StatusLine parseStatusLine(CharArrayBuffer line) throws ParseException {
        if (!STATUS_LINE.matcher(line).matches()) {
            throw new ParseException("bad status line");
        }
        return super.parseStatusLine(line);
    }

    @Override
    public Header parseHeader(CharArrayBuffer line) throws ParseException {
        int colon = line.indexOf(':');
        String name = line.substring(0, Math.max(colon, 0));
        if (!FieldSyntax.isToken(name)) {
            throw new ParseException("bad field name");
        }
        // before trimming, which takes CR for space
        if (!FieldSyntax.isValue(line.substring(colon + 1, line.length()))) {
            throw new ParseException("bad value of " + name);
        }
        return new BasicHeader(name, line.substringTrimmed(colon + 1, line.length()));
    }
}
