package dev.gangway.httpclient;

import dev.gangway.exchange.BackendRequest;
import dev.gangway.message.Field;
import dev.gangway.message.RequestContent;
import java.util.Set;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * The planned head in the library's form, with the framing and connection fields that this edge adds at its end. The request
 * line's target is the planned text, whatever the library's own path handling would make of it. Confined to its call.
 */
class RequestHead extends BasicHttpRequest {

    private static final long serialVersionUID = 1L;

    private final String target;
    private final RequestContent content;
    private final transient Attempt attempt;

    RequestHead(Attempt attempt, BackendRequest backendRequest, boolean reuse) {
        super(backendRequest.method(), "/");
        this.attempt = attempt;
        this.target = backendRequest.target();
        this.content = backendRequest.content();
        setVersion(HttpVersion.HTTP_1_1);
        for (Field line : backendRequest.wireFields(reuse)) {
            addHeader(line.name(), line.value());
        }
    }

    /** For those that write the fields themselves. */
    RequestHead(Attempt attempt, BackendRequest backendRequest) {
        super(backendRequest.method(), "/");
        this.attempt = attempt;
        this.target = backendRequest.target();
        this.content = backendRequest.content();
    }

    /** Whose request this is. */
    Attempt attempt() {
        return attempt;
    }

    @Override
    public String getRequestUri() {
        return target;
    }

    /** Null when the request carries no content: the library's way to say so. */
    @Nullable
    EntityDetails entity() {
        if (content instanceof RequestContent.Sized sized) {
            return sized.length() == 0 ? null : new Announced(sized.length());
        }
        return content instanceof RequestContent.Unsized ? new Announced(-1) : null;
    }

    private record Announced(long length) implements EntityDetails {

        @Override
        public long getContentLength() {
            return length;
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }

        @Override
        public @Nullable String getContentEncoding() {
            return null;
        }

        @Override
        public boolean isChunked() {
            return length < 0;
        }

        @Override
        public Set<String> getTrailerNames() {
            return Set.of();
        }
    }
}
