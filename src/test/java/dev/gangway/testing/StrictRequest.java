package dev.gangway.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One request as a backend must get it, read by the grammar of RFC 9112 with nothing tolerated: every octet belongs to a
 * message, one framing, no field of another connection. Immutable.
 *
 * @param head the lines with their ends
 * @param content without its framing
 * @param complete false when the connection ended within it
 */
public record StrictRequest(String head, String content, boolean complete) {

    private static final Pattern REQUEST_LINE = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]++ "
            + "(?:\\*|/[A-Za-z0-9._~!$&'()*+,;=:@/-]*+(?:%[0-9A-Fa-f]{2}[A-Za-z0-9._~!$&'()*+,;=:@/-]*+)*+(?:\\?[!-~&&[^#]]*+)?)"
            + " HTTP/1\\.1");
    private static final Pattern FIELD_LINE = Pattern.compile(
            "([!#$%&'*+.^_`|~0-9A-Za-z-]+):(?: ?|[ \\t]*[!-~\\x80-\\xff](?:[\\t -~\\x80-\\xff]*[!-~\\x80-\\xff])?[ \\t]*)");
    private static final Pattern CHUNK_LINE = Pattern.compile("[0-9A-Fa-f]{1,8}");
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?");

    /** Of the client's connection, or for a proxy to say; none may pass. */
    private static final Set<String> FORBIDDEN =
            Set.of("upgrade", "http2-settings", "te", "trailer", "keep-alive", "proxy-connection", "proxy");

    /** A reader of octets that knows when they run out. */
    private static final class Cursor {
        private final String text;
        private int at;

        Cursor(String text) {
            this.text = text;
        }

        /** The next line without its CR LF. */
        String line() {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                at = text.length();
                throw new EndedException();
            }
            if (end == at || text.charAt(end - 1) != '\r') {
                throw new AssertionError("a line ends without CR: " + text.substring(at, end));
            }
            String line = text.substring(at, end - 1);
            if (line.indexOf('\r') >= 0) {
                throw new AssertionError("CR within a line: " + line);
            }
            at = end + 1;
            return line;
        }

        String octets(long count) {
            if (text.length() - at < count) {
                at = text.length();
                throw new EndedException();
            }
            String octets = text.substring(at, at + (int) count);
            at += (int) count;
            return octets;
        }
    }

    /** The octets ended within a message. */
    private static final class EndedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The messages that these octets are, the last one perhaps cut; an AssertionError for anything else. */
    public static List<StrictRequest> read(byte[] octets) {
        Cursor cursor = new Cursor(RawReader.text(octets));
        List<StrictRequest> requests = new ArrayList<>();
        while (cursor.at < cursor.text.length()) {
            int start = cursor.at;
            try {
                String requestLine = cursor.line();
                require(REQUEST_LINE.matcher(requestLine).matches(), "request line", requestLine);
                RawHead head = head(cursor, start);
                requests.add(new StrictRequest(head.raw(), content(cursor, head), true));
            } catch (EndedException cut) {
                requests.add(new StrictRequest(cursor.text.substring(start), "", false));
            }
        }
        return requests;
    }

    /** The request line. */
    public String line() {
        return new RawHead(head).startLine();
    }

    private static RawHead head(Cursor cursor, int start) {
        fieldLines(cursor);
        RawHead head = new RawHead(cursor.text.substring(start, cursor.at));
        require(head.values("Host").size() == 1, "one Host", head.raw());
        require(AUTHORITY.matcher(head.value("Host")).matches(), "Host", head.raw());
        for (String option : head.value("Connection").split(",", -1)) {
            require(
                    Set.of("", "keep-alive", "close").contains(option.strip().toLowerCase(Locale.ROOT)),
                    "Connection",
                    option);
        }
        require(
                head.values("Expect").isEmpty() || head.values("Expect").equals(List.of("100-continue")),
                "Expect",
                head.raw());
        return head;
    }

    private static void fieldLines(Cursor cursor) {
        for (String line = cursor.line(); !line.isEmpty(); line = cursor.line()) {
            var field = FIELD_LINE.matcher(line);
            require(field.matches(), "field line", line);
            require(!FORBIDDEN.contains(field.group(1).toLowerCase(Locale.ROOT)), "no field of a connection", line);
        }
    }

    private static String content(Cursor cursor, RawHead head) {
        List<String> lengths = head.values("Content-Length");
        List<String> codings = head.values("Transfer-Encoding");
        require(lengths.size() + codings.size() <= 1, "one framing", head.raw());
        if (!lengths.isEmpty()) {
            require(LENGTH.matcher(lengths.get(0)).matches(), "Content-Length", lengths.get(0));
            return cursor.octets(Long.parseLong(lengths.get(0)));
        }
        if (codings.isEmpty()) {
            return "";
        }
        require(codings.get(0).equals("chunked"), "Transfer-Encoding", codings.get(0));
        StringBuilder content = new StringBuilder();
        for (String size = chunkSize(cursor); !size.matches("0+"); size = chunkSize(cursor)) {
            content.append(cursor.octets(Long.parseLong(size, 16)));
            require(cursor.octets(2).equals("\r\n"), "end of a chunk", content.toString());
        }
        trailers(cursor);
        return content.toString();
    }

    private static void trailers(Cursor cursor) {
        int start = cursor.at;
        fieldLines(cursor);
        RawHead trailers = new RawHead("trailers\r\n" + cursor.text.substring(start, cursor.at));
        for (String name :
                List.of("Host", "Content-Length", "Transfer-Encoding", "Cookie", "Authorization", "X-Forwarded-For")) {
            require(!trailers.has(name), "no such trailer field", trailers.raw());
        }
    }

    private static String chunkSize(Cursor cursor) {
        String line = cursor.line();
        require(CHUNK_LINE.matcher(line).matches(), "chunk size", line);
        return line;
    }

    private static void require(boolean holds, String what, String text) {
        if (!holds) {
            throw new AssertionError("not a strict message, expected " + what + ": " + text);
        }
    }
}
