package dev.gangway.rules;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A variable of the request in rewrite rules: {@code %{NAME}}. Immutable.
 *
 * @param argument the name of a field or of an environment variable; empty for the others
 */
public record RewriteVariable(Kind kind, String argument) {

    /** What a variable holds. */
    public enum Kind {
        FIELD,
        ENVIRONMENT,
        HTTP_HOST,
        REQUEST_URI,
        QUERY_STRING,
        REQUEST_METHOD,
        REQUEST_SCHEME,
        HTTPS,
        REMOTE_ADDR,
        SERVER_NAME,
        SERVER_PORT,
        THE_REQUEST
    }

    private static final Map<String, String> FIELDS = Map.of(
            "HTTP_USER_AGENT", "User-Agent",
            "HTTP_REFERER", "Referer",
            "HTTP_COOKIE", "Cookie",
            "HTTP_ACCEPT", "Accept",
            "HTTP_FORWARDED", "Forwarded",
            "HTTP_PROXY_CONNECTION", "Proxy-Connection");

    /** @param name what stands between the braces */
    static RewriteVariable parse(String name) throws Refusal {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.startsWith("HTTP:") && name.length() > 5) {
            return new RewriteVariable(Kind.FIELD, name.substring(5));
        }
        if (upper.startsWith("ENV:") && name.length() > 4) {
            return new RewriteVariable(Kind.ENVIRONMENT, name.substring(4));
        }
        Optional<String> field = Optional.ofNullable(FIELDS.get(upper));
        if (field.isPresent()) {
            return new RewriteVariable(Kind.FIELD, field.get());
        }
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(upper) && kind != Kind.FIELD && kind != Kind.ENVIRONMENT) {
                return new RewriteVariable(kind, "");
            }
        }
        throw Refusal.expected(
                "%{" + name + "}",
                "HTTP:field, ENV:name, HTTP_HOST, HTTP_USER_AGENT, HTTP_REFERER, HTTP_COOKIE, HTTP_ACCEPT,"
                        + " HTTP_FORWARDED, HTTP_PROXY_CONNECTION, REQUEST_URI, QUERY_STRING, REQUEST_METHOD,"
                        + " REQUEST_SCHEME, HTTPS, REMOTE_ADDR, SERVER_NAME, SERVER_PORT or THE_REQUEST");
    }
}
