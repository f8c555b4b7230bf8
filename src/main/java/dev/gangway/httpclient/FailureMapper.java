package dev.gangway.httpclient;

import dev.gangway.exchange.Failure;
import dev.gangway.exchange.ProxyError;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http2.H2ConnectionException;
import org.apache.hc.core5.reactor.IOReactorShutdownException;

/** Turns the library's exceptions into causes of our own, by the phase in which they came. Stateless. */
final class FailureMapper {

    enum Phase {
        CONNECTING,
        AWAITING_HEAD,
        READING_CONTENT
    }

    private FailureMapper() {}

    static Failure map(Phase phase, Exception cause) {
        return Failure.of(error(phase, cause), cause);
    }

    private static ProxyError error(Phase phase, Exception cause) {
        if (cause instanceof CancellationException || cause instanceof IOReactorShutdownException) {
            return ProxyError.PROXY_STOPPING;
        }
        if (cause instanceof SSLException) {
            return ProxyError.BACKEND_TLS;
        }
        return switch (phase) {
            case CONNECTING -> connecting(cause);
            case AWAITING_HEAD -> malformed(cause) ? ProxyError.BACKEND_MALFORMED : ProxyError.BACKEND_CLOSED;
            case READING_CONTENT ->
                malformed(cause) && !(cause instanceof TruncatedChunkException)
                        ? ProxyError.BACKEND_MALFORMED
                        : ProxyError.BACKEND_TRUNCATED;
        };
    }

    private static ProxyError connecting(Exception cause) {
        if (cause instanceof UnknownHostException) {
            return ProxyError.BACKEND_UNRESOLVED;
        }
        return cause instanceof ConnectTimeoutException
                ? ProxyError.BACKEND_CONNECT_TIMEOUT
                : ProxyError.BACKEND_UNREACHABLE;
    }

    private static boolean malformed(Exception cause) {
        return cause instanceof HttpException
                || cause instanceof MessageConstraintException
                || cause instanceof H2ConnectionException
                || cause instanceof MalformedChunkCodingException;
    }
}
