package dev.gangway.servlet;

import dev.gangway.exchange.ClientRequest;
import dev.gangway.exchange.Decider;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.OwnPage;
import dev.gangway.exchange.ProxyError;
import dev.gangway.message.CanonicalPath;
import dev.gangway.message.FieldSyntax;
import dev.gangway.message.Fields;
import dev.gangway.message.PathResult;
import dev.gangway.message.RefusedPath;
import dev.gangway.message.RequestContent;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the head of the client's request out of the container: raw target, fields, how much content. Stateless. */
final class RequestReader {

    /** What came of reading a head. */
    sealed interface Outcome {

        record Read(ClientRequest clientRequest) implements Outcome {}

        record Refused(Failure failure, OwnPage page) implements Outcome {}
    }

    /** HTTP/0.9, which has no head, would have to be answered without one. */
    private static final Set<String> FORWARDED_VERSIONS =
            Set.of("HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/2.0", "HTTP/3", "HTTP/3.0");

    /** An absolute-form target can name any. */
    private static final Set<String> FORWARDED_SCHEMES = Set.of("http", "https");

    private static final Fields LAST =
            Fields.builder().add("Connection", "close").build();

    private RequestReader() {}

    static Outcome read(HttpServletRequest request, String id, Decider decider) throws IOException {
        String contextPath = request.getServletContext().getContextPath();
        ClientRequest.Connection connection = connection(request, contextPath);
        Optional<String> malformed = malformed(request);
        if (malformed.isPresent()) {
            return refused(
                    request, new Failure(ProxyError.REQUEST_HEAD_MALFORMED, malformed.get()), connection, decider);
        }
        PathResult parsed = CanonicalPath.parse(request.getRequestURI(), decider.paths(connection));
        if (parsed instanceof RefusedPath refused) {
            return refused(request, Failure.of(refused), connection, decider);
        }
        Optional<CanonicalPath> path = ((CanonicalPath) parsed).below(contextPath);
        if (path.isEmpty()) {
            return refused(
                    request,
                    new Failure(ProxyError.TARGET_AMBIGUOUS, "not below the context path " + contextPath),
                    connection,
                    decider);
        }
        boolean handshake = ExtendedConnect.asksForWebSocket(request);
        Optional<RequestContent> content = handshake ? Optional.of(new RequestContent.None()) : content(request);
        if (content.isEmpty()) {
            return refused(
                    request,
                    new Failure(
                            ProxyError.TRANSFER_CODING_UNKNOWN,
                            String.join(", ", Collections.list(request.getHeaders("Transfer-Encoding")))),
                    connection,
                    decider);
        }
        return new Outcome.Read(new ClientRequest(
                id,
                handshake ? "GET" : request.getMethod(),
                path.get(),
                Optional.ofNullable(request.getQueryString()),
                handshake ? ExtendedConnect.asGet(fields(request)) : fields(request),
                content.get(),
                connection,
                login(request)));
    }

    /** What one container refuses itself and another hands on. */
    private static Optional<String> malformed(HttpServletRequest request) {
        String version = request.getProtocol();
        if (!FORWARDED_VERSIONS.contains(version)) {
            return Optional.of("version \"" + version + "\"");
        }
        if (version.equals("HTTP/1.0") && request.getHeader("Transfer-Encoding") != null) {
            return Optional.of("Transfer-Encoding in HTTP/1.0"); // RFC 9112 section 6.1: its framing is in doubt
        }
        if (!FORWARDED_SCHEMES.contains(request.getScheme())) {
            return Optional.of("scheme \"" + request.getScheme() + "\"");
        }
        return Collections.list(request.getHeaders("Host")).stream()
                .filter(host -> !FieldSyntax.isAuthority(host))
                .map(host -> "Host is \"" + host + "\"")
                .findFirst();
    }

    /** Ends the connection where it is in doubt where the request ends. */
    private static Outcome refused(
            HttpServletRequest request, Failure failure, ClientRequest.Connection connection, Decider decider) {
        OwnPage page = decider.pageFor(connection, failure.error());
        boolean doubtful = request.getHeader("Transfer-Encoding") != null;
        return new Outcome.Refused(failure, doubtful ? page.with(LAST) : page);
    }

    private static Fields fields(HttpServletRequest request) {
        Fields.Builder fields = Fields.builder();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                fields.add(name, value);
            }
        }
        return fields.build();
    }

    /** Empty when the framing is not one that may be forwarded (RFC 9112 section 6.1). */
    private static Optional<RequestContent> content(HttpServletRequest request) throws IOException {
        List<String> codings = Collections.list(request.getHeaders("Transfer-Encoding"));
        long length = request.getContentLengthLong();
        if (!codings.isEmpty() || length >= 0) {
            return RequestContent.announced(codings, length);
        }
        // HTTP/2 frames content without saying so in a field.
        boolean framedElsewhere = !request.getProtocol().startsWith("HTTP/1")
                && !request.getInputStream().isFinished();
        return Optional.of(framedElsewhere ? new RequestContent.Unsized() : new RequestContent.None());
    }

    private static ClientRequest.Connection connection(HttpServletRequest request, String contextPath) {
        return new ClientRequest.Connection(
                request.getScheme(),
                request.getServerName(),
                request.getServerPort(),
                literal(request.getRemoteAddr()),
                literal(Optional.ofNullable(request.getLocalAddr()).orElse("")),
                request.getLocalPort(),
                contextPath,
                request.getProtocol().equals("HTTP/1.1") || ExtendedConnect.asksForWebSocket(request),
                request.getProtocol().substring(request.getProtocol().indexOf('/') + 1));
    }

    private static ClientRequest.Login login(HttpServletRequest request) {
        return new ClientRequest.Login(
                Optional.ofNullable(request.getRemoteUser()).filter(name -> !name.isEmpty()), request::isUserInRole);
    }

    /** An address without the brackets and zone that containers put on IPv6 literals. */
    private static String literal(String address) {
        String bare =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        int zone = bare.indexOf('%');
        return zone < 0 ? bare : bare.substring(0, zone);
    }
}
