package dev.gangway.rewrite;

import dev.gangway.message.CanonicalPath;
import dev.gangway.message.Fields;
import java.util.Map;
import java.util.Optional;

/**
 * What rewrite rules may know about a request. Immutable.
 *
 * @param version of HTTP, like 1.1
 * @param path below the context path
 * @param serverName the name the client addressed, without port
 * @param contextPath {@code ""} or {@code "/app"}, decoded
 * @param environment the request's variables, such as SetEnvIf makes them
 */
public record RewriteRequest(
        String method,
        String version,
        CanonicalPath path,
        Optional<String> query,
        Fields fields,
        String scheme,
        String serverName,
        int serverPort,
        String remoteAddress,
        String contextPath,
        Map<String, String> environment) {

    public RewriteRequest {
        environment = Map.copyOf(environment);
    }

    RewriteRequest withoutParameters() {
        return new RewriteRequest(
                method,
                version,
                path.withoutParameters(),
                query,
                fields,
                scheme,
                serverName,
                serverPort,
                remoteAddress,
                contextPath,
                environment);
    }

    /** The request line with the path as the client wrote it. */
    String line() {
        return method + " " + CanonicalPath.encode(contextPath)
                + path.raw().orElseGet(path::forwarded)
                + query.map(text -> "?" + text).orElse("") + " HTTP/" + version;
    }

    /** The Host field, or what the container knows in its place. */
    String host() {
        int usual = scheme.equals("https") ? 443 : 80;
        return fields.first("Host").orElse(serverPort == usual ? serverName : serverName + ":" + serverPort);
    }
}
