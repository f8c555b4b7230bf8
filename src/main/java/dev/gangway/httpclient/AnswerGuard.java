package dev.gangway.httpclient;

import dev.gangway.rules.AnswerLimits;
import java.io.IOException;
import javax.net.ssl.SSLEngine;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether a request is out on its connection. The library keeps octets that follow an answer and gives them to the next
 * request, which may be another user's: here they end the connection, whether they come with the answer or while the
 * connection is kept. Also decides, with the library, whether the connection may be kept at all. Confined to the
 * connection's I/O thread.
 */
final class AnswerGuard implements HttpProcessor, ConnectionReuseStrategy {

    private final AnswerLimits limits;
    private @Nullable Attempt asking;
    private @Nullable Attempt sending;
    private boolean idle = true;
    private boolean ambiguous;
    private @Nullable SSLEngine engine;
    private int interimAnswers;

    AnswerGuard(AnswerLimits limits) {
        this.limits = limits;
    }

    AnswerLimits limits() {
        return limits;
    }

    /** The request is about to leave. Adds nothing to it: what leaves is what was planned. */
    @Override
    public void process(HttpRequest request, @Nullable EntityDetails entity, HttpContext context) {
        Attempt attempt = ((RequestHead) request).attempt();
        asking = attempt;
        sending = attempt;
        idle = false;
        interimAnswers = 0;
        attempt.leavesOn(this);
    }

    /** The head of its final answer has come. */
    @Override
    public void process(HttpResponse response, @Nullable EntityDetails entity, HttpContext context) {
        asking = null;
        idle = entity == null;
    }

    /** The content of the answer has ended. */
    void ended() {
        idle = true;
    }

    /** Whether the request's content is whole: only then may its last chunk leave. */
    boolean contentEnded() {
        return sending != null && sending.contentEnded();
    }

    /** The connection is TLS. */
    void behind(SSLEngine tls) {
        engine = tls;
    }

    /**
     * Whether the end of the connection is one that the backend wanted: behind TLS anybody on the way can end it, but not say
     * close_notify (RFC 9112 section 9.8).
     */
    boolean endedProperly() {
        return engine == null || engine.isInboundDone();
    }

    /** No answer is due or under way. */
    boolean idle() {
        return idle;
    }

    /** There are octets outside of any content: right if they belong to the head of an answer that is due. */
    void octetsCame() throws IOException {
        if (asking == null) {
            throw new IOException("octets that no request asked for");
        }
        asking.heard();
    }

    /** A head has come. */
    void head(int status, boolean ambiguousFraming) throws ProtocolException {
        ambiguous |= ambiguousFraming;
        if (status == 101) {
            throw new ProtocolException("101 without a request for an upgrade");
        }
        if (status < 200 && ++interimAnswers > limits.interim()) {
            throw new ProtocolException("more than " + limits.interim() + " interim answers");
        }
    }

    @Override
    public boolean keepAlive(HttpRequest request, HttpResponse response, HttpContext context) {
        return !ambiguous && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
    }
}
