package dev.gangway.exchange;

import dev.gangway.message.CanonicalPath;
import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The head of the client's request. Immutable.
 *
 * @param id names this exchange in logs and error pages
 * @param path the canonical path below the context path
 * @param query the raw query without its question mark; empty means that the target has none
 */
public record ClientRequest(
        String id,
        String method,
        CanonicalPath path,
        Optional<String> query,
        Fields fields,
        RequestContent content,
        Connection connection,
        Login login) {

    /** The same with other fields. */
    ClientRequest with(Fields others) {
        return new ClientRequest(id, method, path, query, others, content, connection, login);
    }

    /** The same from another address. */
    ClientRequest from(String clientAddress) {
        return new ClientRequest(id, method, path, query, fields, content, connection.from(clientAddress), login);
    }

    /** The same with the path as a container reads it that cuts parameters. */
    ClientRequest withoutParameters() {
        return new ClientRequest(id, method, path.withoutParameters(), query, fields, content, connection, login);
    }

    /** The same for another path and query: those that rewrite rules put in their place. */
    ClientRequest at(CanonicalPath otherPath, Optional<String> otherQuery) {
        return new ClientRequest(id, method, otherPath, otherQuery, fields, content, connection, login);
    }

    /**
     * What the container knows about the connection the request came on.
     *
     * @param scheme http or https
     * @param serverName the name the client addressed, without port
     * @param localAddress of our end of the connection, literal; empty when the container doesn't know
     * @param http11 whether the message came as HTTP/1.1, or stands for one: an opening handshake over HTTP/2
     * @param version of HTTP that the message came in, like 1.1
     */
    public record Connection(
            String scheme,
            String serverName,
            int serverPort,
            String remoteAddress,
            String localAddress,
            int localPort,
            String contextPath,
            boolean http11,
            String version) {

        /** For HTTP/1. */
        public Connection(
                String scheme,
                String serverName,
                int serverPort,
                String remoteAddress,
                String localAddress,
                int localPort,
                String contextPath,
                boolean http11) {
            this(
                    scheme,
                    serverName,
                    serverPort,
                    remoteAddress,
                    localAddress,
                    localPort,
                    contextPath,
                    http11,
                    http11 ? "1.1" : "1.0");
        }

        /** Whether the client asked by an extended CONNECT (RFC 8441): any 2xx would open a tunnel to it. */
        public boolean extendedConnect() {
            return http11 && !version.equals("1.1");
        }

        private Connection from(String clientAddress) {
            return new Connection(
                    scheme,
                    serverName,
                    serverPort,
                    clientAddress,
                    localAddress,
                    localPort,
                    contextPath,
                    http11,
                    version);
        }
    }

    /**
     * Whom the container's login found.
     *
     * @param user empty without login
     * @param roles asks the container whether the user has a role: while the request is decided, on the container's thread
     */
    public record Login(Optional<String> user, Predicate<String> roles) {

        public static Login none() {
            return new Login(Optional.empty(), role -> false);
        }
    }
}
