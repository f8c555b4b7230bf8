package dev.gangway.httpclient;

import dev.gangway.rules.AnswerLimits;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSession;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.impl.nio.HttpConnectionEventHandler;
import org.apache.hc.core5.http.nio.command.CommandSupport;
import org.apache.hc.core5.http2.H2ConnectionException;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.impl.nio.ClientH2StreamMultiplexer;
import org.apache.hc.core5.http2.impl.nio.ClientH2StreamMultiplexerFactory;
import org.apache.hc.core5.http2.ssl.ApplicationProtocol;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.EventMask;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.TlsDetails;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection, by prior knowledge or as TLS has chosen: the library's, which reads through a {@link FrameGate}. It
 * serves one exchange at a time, as httpd's do: what goes wrong with one ends with its connection, and hurts no other.
 * Confined to its I/O thread.
 */
final class H2Connection implements HttpConnectionEventHandler {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final int MAX_CONTINUATIONS = 16;

    /** Stream numbers end somewhere, and the library does not look. */
    private static final int LAST_STREAM = 1_000_000;

    private final ProtocolIOSession session;
    private final ByteBuffer preface = ByteBuffer.wrap(PREFACE);
    private final StreamGuard guard;
    private final FrameGate gate;
    private final ClientH2StreamMultiplexer streams;
    private volatile boolean begun;

    H2Connection(ProtocolIOSession session, int window, AnswerLimits answer) {
        this.session = session;
        this.guard = new StreamGuard(session);
        this.gate = guard.gate();
        H2Config limits = H2Config.custom()
                .setPushEnabled(false)
                .setInitialWindowSize(window)
                .setMaxFrameSize(FrameGate.MAX_PAYLOAD_OCTETS)
                .setMaxHeaderListSize(answer.octets())
                .setMaxContinuations(MAX_CONTINUATIONS)
                .setCompressionEnabled(false)
                .build();
        this.streams = new ClientH2StreamMultiplexerFactory(guard, null, limits, null, guard).create(gated());
    }

    /** Whether TLS has chosen HTTP/2 on this connection. */
    static boolean chosen(@Nullable IOSession session) {
        TlsDetails tls = session instanceof ProtocolIOSession secured ? secured.getTlsDetails() : null;
        return tls != null && ApplicationProtocol.HTTP_2.id.equals(tls.getApplicationProtocol());
    }

    /** The session, except that what is read comes through the gate. */
    private ProtocolIOSession gated() {
        return (ProtocolIOSession) Proxy.newProxyInstance(
                H2Connection.class.getClassLoader(),
                new Class<?>[] {ProtocolIOSession.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("read")) {
                        return gate.read((ByteBuffer) arguments[0]);
                    }
                    try {
                        return method.invoke(session, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** What the library calls its own handlers to do. */
    @FunctionalInterface
    private interface Step {
        void run() throws HttpException, IOException;
    }

    /** Runs it once the preface is out. */
    private void step(Step step) throws IOException {
        try {
            if (begin()) {
                step.run();
            }
        } catch (HttpException e) {
            streams.onException(e);
        }
    }

    private boolean begin() throws HttpException, IOException {
        if (begun) {
            return true;
        }
        if (session.getTlsDetails() != null && !chosen(session)) {
            session.close(CloseMode.IMMEDIATE); // whoever connects is told by Connection
            return false;
        }
        session.write(preface);
        if (preface.hasRemaining()) {
            session.setEvent(EventMask.WRITE);
            return false;
        }
        begun = true;
        streams.onConnect();
        return true;
    }

    @Override
    public void connected(IOSession session) throws IOException {
        step(() -> {});
    }

    @Override
    public void inputReady(IOSession session, @Nullable ByteBuffer octets) throws IOException {
        gate.decrypted(octets);
        try {
            step(() -> streams.onInput(null));
        } finally {
            gate.decrypted(null);
        }
    }

    @Override
    public void outputReady(IOSession session) throws IOException {
        step(streams::onOutput);
    }

    @Override
    public void timeout(IOSession session, Timeout timeout) throws IOException {
        step(() -> streams.onTimeout(timeout));
    }

    @Override
    public void exception(IOSession session, Exception cause) {
        // the library's way to refuse some wrong indexes and lengths
        Exception told = cause instanceof RuntimeException
                ? new H2ConnectionException(H2Error.PROTOCOL_ERROR, cause.toString())
                : cause;
        CommandSupport.failCommands(session, told); // the library would cancel those that wait for settings
        if (begun) {
            streams.onException(told);
        }
        session.close(CloseMode.IMMEDIATE);
    }

    @Override
    public void disconnected(IOSession session) {
        if (begun) {
            streams.onDisconnect();
        } else {
            CommandSupport.cancelCommands(session);
        }
    }

    @Override
    public void close() throws IOException {
        streams.close();
    }

    @Override
    public void close(CloseMode mode) {
        streams.close(mode);
    }

    /** Whether another request may be sent. */
    @Override
    public boolean isOpen() {
        return begun ? streams.isOpen() && guard.stream() < LAST_STREAM : session.isOpen();
    }

    @Override
    public ProtocolVersion getProtocolVersion() {
        return HttpVersion.HTTP_2;
    }

    @Override
    public @Nullable SSLSession getSSLSession() {
        return streams.getSSLSession();
    }

    @Override
    public EndpointDetails getEndpointDetails() {
        return streams.getEndpointDetails();
    }

    @Override
    public Timeout getSocketTimeout() {
        return streams.getSocketTimeout();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        streams.setSocketTimeout(timeout);
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return streams.getRemoteAddress();
    }

    @Override
    public SocketAddress getLocalAddress() {
        return streams.getLocalAddress();
    }
}
