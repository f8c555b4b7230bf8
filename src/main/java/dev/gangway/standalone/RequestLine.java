package dev.gangway.standalone;

import dev.gangway.exchange.ClientRequest;
import dev.gangway.exchange.Decider;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.ProxyError;
import dev.gangway.message.CanonicalPath;
import dev.gangway.message.Fields;
import dev.gangway.message.PathResult;
import dev.gangway.message.RefusedPath;
import dev.gangway.message.RequestContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as the command line of {@code explain} tells it. Immutable. Texts hold one char per octet, as fields do.
 *
 * @param scheme http or https
 * @param path as sent, without context path taken off
 */
record RequestLine(
        String method,
        String scheme,
        String authority,
        String path,
        Optional<String> query,
        Fields fields,
        Origin origin) {

    /**
     * Who asks, and where the proxy is.
     *
     * @param client the address the request comes from
     * @param contextPath empty, or begins with a slash and doesn't end with one
     */
    record Origin(String client, String contextPath, ClientRequest.Login login) {}

    /** What the container and our own reading of the head make of the request. */
    sealed interface Reading {

        record Read(ClientRequest clientRequest) implements Reading {}

        record Refused(Failure failure) implements Reading {}
    }

    private static final Pattern FORM =
            Pattern.compile("(\\S+) +(https?|wss?)://([^/?#\\s@]+)(/[^?#\\s]*)?(?:\\?([^#\\s]*))?( HTTP/1\\.1)?");
    private static final Pattern PORT = Pattern.compile("(.+):([0-9]{1,5})");

    /** Any 16 octets will do: the backend gets a key of its own. */
    private static final String SAMPLE_KEY = "AAAAAAAAAAAAAAAAAAAAAA==";

    /**
     * Empty when the text is no request line. A ws or wss URL stands for the browser's opening handshake: its fields are
     * added unless they are given.
     */
    static Optional<RequestLine> parse(String text, Fields given, Origin origin) {
        Matcher matcher = FORM.matcher(octets(text));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String scheme = matcher.group(2);
        String authority = matcher.group(3);
        Fields.Builder fields = Fields.builder();
        if (!given.has("Host")) {
            fields.add("Host", authority);
        }
        given.forEach(line -> fields.add(line.name(), line.value()));
        if (scheme.startsWith("ws")) {
            List.of(
                            "Connection: Upgrade",
                            "Upgrade: websocket",
                            "Sec-WebSocket-Version: 13",
                            "Sec-WebSocket-Key: " + SAMPLE_KEY)
                    .forEach(line -> addUnlessGiven(fields, given, line));
        }
        return Optional.of(new RequestLine(
                matcher.group(1),
                scheme.replace("ws", "http"),
                authority,
                Optional.ofNullable(matcher.group(4)).orElse("/"),
                Optional.ofNullable(matcher.group(5)),
                fields.build(),
                origin));
    }

    private static void addUnlessGiven(Fields.Builder fields, Fields given, String line) {
        String name = line.substring(0, line.indexOf(':'));
        if (!given.has(name)) {
            fields.add(name, line.substring(name.length() + 2));
        }
    }

    /** One char per octet of the text in UTF-8. */
    static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    Reading read(Decider decider) {
        PathResult parsed = CanonicalPath.parse(path, decider.paths(connection()));
        if (parsed instanceof RefusedPath refused) {
            return new Reading.Refused(Failure.of(refused));
        }
        Optional<CanonicalPath> below = ((CanonicalPath) parsed).below(origin.contextPath());
        if (below.isEmpty()) {
            return new Reading.Refused(
                    new Failure(ProxyError.TARGET_AMBIGUOUS, "not below the context path " + origin.contextPath()));
        }
        long length = fields.first("Content-Length").map(Long::parseLong).orElse(-1L);
        Optional<RequestContent> content = RequestContent.announced(fields.all("Transfer-Encoding"), length);
        if (content.isEmpty()) {
            return new Reading.Refused(new Failure(
                    ProxyError.TRANSFER_CODING_UNKNOWN, String.join(", ", fields.all("Transfer-Encoding"))));
        }
        return new Reading.Read(new ClientRequest(
                "explain", method, below.get(), query, fields, content.get(), connection(), origin.login()));
    }

    /** As a container tells it: name and port from the Host field. */
    private ClientRequest.Connection connection() {
        String host = fields.first("Host").orElse(authority).toLowerCase(Locale.ROOT);
        Matcher withPort = PORT.matcher(host);
        int port = scheme.equals("https") ? 443 : 80;
        if (withPort.matches()) {
            host = withPort.group(1);
            port = Integer.parseInt(withPort.group(2));
        }
        return new ClientRequest.Connection(scheme, host, port, origin.client(), "", port, origin.contextPath(), true);
    }
}
