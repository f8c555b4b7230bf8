package dev.gangway.httpclient;

import dev.gangway.exchange.BackendRequest;
import dev.gangway.message.Field;
import java.util.Locale;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * The planned head as HTTP/2 has it (RFC 9113 section 8.3.1): Host is the authority, and there are no fields of a connection.
 * Confined to its call.
 */
final class H2RequestHead extends RequestHead {

    private static final long serialVersionUID = 1L;

    private final String target;
    private transient @Nullable H2Exchange exchange;

    H2RequestHead(Attempt attempt, BackendRequest backendRequest) {
        super(attempt, backendRequest);
        this.target = backendRequest.target();
        setVersion(HttpVersion.HTTP_2);
        setScheme(backendRequest.origin().tls() ? "https" : "http");
        for (Field line : backendRequest.wireFields(true)) {
            if (!line.is("Host")) {
                addHeader(line.name().toLowerCase(Locale.ROOT), line.value());
            } else if (!line.value().isBlank()) {
                setAuthority(new URIAuthority(line.value()));
            }
        }
    }

    /** Who runs the exchange: known before the head leaves. */
    void runBy(H2Exchange exchange) {
        this.exchange = exchange;
    }

    @Nullable
    H2Exchange exchange() {
        return exchange;
    }

    @Override
    public String getPath() {
        return target;
    }

    /** The library asks for this one name, and would then wait for a 100 as long as the backend does not say one. */
    @Override
    public @Nullable Header getFirstHeader(String name) {
        return name.equalsIgnoreCase("Expect") ? null : super.getFirstHeader(name);
    }
}
