package dev.gangway.websocket;

import dev.gangway.exchange.BackendHandshake;
import dev.gangway.exchange.BackendResponse;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.ProxyError;
import dev.gangway.rules.AnswerLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The opening handshake on one connection: writes the request, reads the answer. Its events come on the connection's I/O
 * thread; {@link #fail} may come from any thread. The outcome is told once.
 *
 * <p>CONNECTING → (TLS) → HEAD → SWITCHED, or HEAD → CONTENT → ENDED; any state but SWITCHED → ENDED by a failure.
 */
final class HandshakeStage implements IOEventHandler {

    private static final Duration CONTENT_TIMEOUT = Duration.ofSeconds(10);
    private static final SecureRandom RANDOM = new SecureRandom();

    private enum State {
        CONNECTING,
        HEAD,
        CONTENT,
        SWITCHED,
        ENDED
    }

    private final BackendHandshake handshake;
    private final HandshakeOutcome outcome;
    private final ScheduledExecutorService clock;
    private final RelaySettings settings;
    private final ReadBuffers buffers;
    private final Consumer<HandshakeStage> onTold;
    private final String key;
    private final ByteBuffer request;
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicReference<Future<?>> timer = new AtomicReference<>();

    private volatile @Nullable ProtocolIOSession session;
    private State state = State.CONNECTING;
    private AnswerHead answerHead;
    private int interimAnswers;
    private @Nullable RefusalContent refusal;
    private @Nullable SSLEngine engine;

    HandshakeStage(
            BackendHandshake handshake,
            HandshakeOutcome outcome,
            ScheduledExecutorService clock,
            RelaySettings settings,
            ReadBuffers buffers,
            Consumer<HandshakeStage> onTold) {
        this.handshake = handshake;
        this.answerHead = new AnswerHead(handshake.connection().answer());
        this.outcome = outcome;
        this.clock = clock;
        this.settings = settings;
        this.buffers = buffers;
        this.onTold = onTold;
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        this.key = Base64.getEncoder().encodeToString(nonce);
        this.request = RequestOctets.of(handshake, key);
    }

    /** The connection is TLS. */
    void behind(SSLEngine tls) {
        engine = tls;
    }

    HandshakeStage bind(ProtocolIOSession connected) {
        session = connected;
        return this;
    }

    void whileConnecting(Future<?> connectTimer) {
        // the connect may have succeeded and started the other clock already
        if (!timer.compareAndSet(null, connectTimer) && session != null) {
            connectTimer.cancel(false);
        }
    }

    /** The connection stands: from here the handshake's own time runs. */
    void startClock() {
        setTimer(
                handshake.timeout(), () -> fail(new Failure(ProxyError.BACKEND_TIMEOUT, "no answer to the handshake")));
    }

    private void setTimer(Duration delay, Runnable task) {
        cancel(timer.getAndSet(clock.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS)));
    }

    /** True for the one that may tell the outcome. */
    private boolean tell() {
        if (!told.compareAndSet(false, true)) {
            return false;
        }
        cancel(timer.get());
        onTold.accept(this);
        return true;
    }

    private static void cancel(@Nullable Future<?> future) {
        if (future != null) {
            future.cancel(false);
        }
    }

    @Override
    public void connected(IOSession unused) throws IOException {
        state = State.HEAD;
        writeRequest();
    }

    private void writeRequest() throws IOException {
        IOSession open = open();
        while (request.hasRemaining() && open.write(request) > 0) {
            // a TLS session takes one record at a time
        }
        open.setEvent(SelectionKey.OP_WRITE);
    }

    @Override
    public void outputReady(IOSession unused) throws IOException {
        if (request.hasRemaining()) {
            writeRequest();
        } else {
            open().clearEvent(SelectionKey.OP_WRITE);
        }
    }

    @Override
    public void inputReady(IOSession unused, @Nullable ByteBuffer decrypted) throws IOException {
        if (decrypted != null) {
            take(decrypted);
            return;
        }
        ByteBuffer buffer = buffers.take();
        try {
            int count = open().read(buffer);
            if (count < 0) {
                endOfInput();
            } else {
                take(buffer.flip());
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private void take(ByteBuffer input) {
        try {
            while (input.hasRemaining() && state == State.HEAD) {
                Optional<BackendResponse> head = answerHead.offer(input);
                if (head.isPresent()) {
                    takeHead(head.get(), input);
                }
            }
            if (state == State.CONTENT && refusal != null) {
                refusal.offer(input);
                if (refusal.complete()) {
                    answerRefusal(refusal);
                }
            }
        } catch (MalformedAnswer e) {
            fail(new Failure(ProxyError.BACKEND_MALFORMED, String.valueOf(e.getMessage())));
        }
    }

    private void takeHead(BackendResponse head, ByteBuffer input) throws MalformedAnswer {
        if (head.status() == 101) {
            switchProtocols(head, SwitchingProtocols.check(head, key, handshake.subprotocols()), input);
        } else if (head.status() < 200) {
            AnswerLimits limits = handshake.connection().answer();
            if (++interimAnswers > limits.interim()) {
                throw new MalformedAnswer("more than " + limits.interim() + " interim answers");
            }
            answerHead = new AnswerHead(limits);
        } else {
            RefusalContent content = new RefusalContent(head);
            refusal = content;
            state = State.CONTENT;
            setTimer(CONTENT_TIMEOUT, () -> tellRefusal(head));
        }
    }

    private void switchProtocols(BackendResponse head, Optional<String> subprotocol, ByteBuffer input) {
        if (!tell()) {
            return;
        }
        state = State.SWITCHED;
        BackendConnection connection =
                new BackendConnection(open(), handshake.origin().tls(), clock, settings, buffers, input);
        open().upgrade(connection);
        outcome.switched(head, subprotocol, connection);
    }

    private void answerRefusal(RefusalContent content) {
        state = State.ENDED;
        if (tell()) {
            outcome.refused(content.head(), content.octets());
        }
        open().close(CloseMode.GRACEFUL);
    }

    /** The content did not come in time: the status and the fields have to do. */
    private void tellRefusal(BackendResponse head) {
        if (tell()) {
            outcome.refused(
                    new BackendResponse(
                            head.status(),
                            head.fields().toBuilder()
                                    .remove("Transfer-Encoding")
                                    .set("Content-Length", "0")
                                    .build()),
                    new byte[0]);
            open().close(CloseMode.IMMEDIATE);
        }
    }

    private void endOfInput() {
        if (state == State.CONTENT && refusal != null) {
            SSLEngine tls = engine;
            refusal.end(tls == null || tls.isInboundDone());
            answerRefusal(refusal);
        } else {
            fail(new Failure(ProxyError.BACKEND_CLOSED, "closed in state " + state));
        }
    }

    void fail(Failure failure) {
        if (!tell()) {
            return;
        }
        outcome.failed(failure);
        IOSession connected = session;
        if (connected != null) {
            connected.close(CloseMode.IMMEDIATE);
        }
    }

    @Override
    public void timeout(IOSession unused, Timeout timeout) {
        boolean tls = state == State.CONNECTING;
        fail(new Failure(tls ? ProxyError.BACKEND_TLS : ProxyError.BACKEND_TIMEOUT, "timeout " + timeout));
    }

    @Override
    public void exception(IOSession unused, Exception cause) {
        boolean tls = cause instanceof SSLException
                || (state == State.CONNECTING && handshake.origin().tls());
        ProxyError error = tls
                ? ProxyError.BACKEND_TLS
                : cause instanceof IOException ? ProxyError.BACKEND_CLOSED : ProxyError.INTERNAL;
        fail(Failure.of(error, cause));
    }

    @Override
    public void disconnected(IOSession unused) {
        boolean tls = state == State.CONNECTING && handshake.origin().tls();
        fail(new Failure(tls ? ProxyError.BACKEND_TLS : ProxyError.BACKEND_CLOSED, "disconnected in state " + state));
    }

    private ProtocolIOSession open() {
        ProtocolIOSession open = session;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        return open;
    }
}
