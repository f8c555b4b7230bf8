package dev.gangway.websocket;

import dev.gangway.exchange.EndCause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.Timeout;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.ReadHandler;
import org.jspecify.annotations.Nullable;

/**
 * One upgraded connection to a backend: octets in both directions, frame boundaries, and the closing handshake, which is
 * ours alone (the engine's own Close frames are swallowed, because it loses codes). Writing, resuming and closing may come
 * from any thread and never block; events and all reading happen on the connection's I/O thread.
 *
 * <p>OPEN → CLOSE_SENT (we closed first) → CLOSED; OPEN → CLOSED (the backend closed first and was answered at once, or we hang
 * up without a Close frame); any → GONE when the TCP connection ends. In CLOSED the backend has {@code settings.closing()} to end the connection, in
 * CLOSE_SENT to answer.
 */
final class BackendConnection implements IOEventHandler {

    /** What happens on the connection. Called on the I/O thread, except where {@link #close} and writing find it dead. */
    interface Listener {
        /** The backend has closed: its Close frame, or 1006 for all other causes. Once at most. */
        void backendClosed(CloseStatus status, EndCause cause);

        /** The TCP connection has ended. Once. */
        void backendGone();
    }

    private enum State {
        OPEN,
        CLOSE_SENT,
        CLOSED,
        GONE
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** A ping that is lost is a ping that is missed: nobody has to be told. */
    private static final CompletionHandler<ByteBuffer> IGNORING = new CompletionHandler<>() {};

    private final ProtocolIOSession session;
    private final ScheduledExecutorService clock;
    private final RelaySettings settings;
    private final ReadBuffers buffers;
    private final OutputQueue output;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final AtomicReference<Listener> listener = new AtomicReference<>();
    private final AtomicReference<Future<?>> closingTimer = new AtomicReference<>();
    private final Pulse pulse = new Pulse();
    private final Traffic toBackend = new Traffic();
    private final Traffic toClient = new Traffic();
    private volatile EndCause broken = EndCause.BACKEND_GONE;
    private volatile boolean wantsInput;
    private volatile boolean hangsUp;
    private volatile @Nullable ReadHandler engine;

    // confined to the I/O thread
    private final FrameSlicer slicer = new FrameSlicer();
    private final FrameSlicer.Sink frames = new Frames();
    private ByteBuffer kept;
    private CloseStatus tooLarge = CloseStatus.of(CloseStatus.TOO_BIG);

    /** Takes what the backend sent with its 101; reads no more until {@link #attach} and {@link #resume}. I/O thread. */
    BackendConnection(
            ProtocolIOSession session,
            boolean tls,
            ScheduledExecutorService clock,
            RelaySettings settings,
            ReadBuffers buffers,
            ByteBuffer early) {
        this.session = session;
        this.clock = clock;
        this.settings = settings;
        this.buffers = buffers;
        this.output = new OutputQueue(session, tls, clock, settings.stall(), this::breakOff);
        this.kept = copy(early);
        session.clearEvent(SelectionKey.OP_READ);
    }

    /** Learns whom to tell; a connection that has ended already tells at once. */
    void listen(Listener relay) {
        listener.set(relay);
        if (state.get() == State.GONE) {
            relay.backendGone();
        }
    }

    /** Refuses larger messages of the backend, which is told the reason. I/O thread, before the first {@link #resume}. */
    void limitMessages(long octets, String reason) {
        slicer.limitMessages(octets);
        tooLarge = new CloseStatus(CloseStatus.TOO_BIG, reason);
    }

    /** Learns where frames go. Before the first {@link #resume}. */
    void attach(ReadHandler frameReader) {
        engine = frameReader;
    }

    Pulse pulse() {
        return pulse;
    }

    Traffic toBackend() {
        return toBackend;
    }

    Traffic toClient() {
        return toClient;
    }

    boolean reading() {
        return wantsInput;
    }

    /** Sends a ping, unless the backend takes nothing. Never waits. */
    void ping() {
        if (state.get() == State.OPEN && !output.full()) {
            output.write(FrameSlicer.masked(FrameSlicer.PING, pulse.ping().array()), IGNORING);
        }
    }

    /** Stops reading after the current piece. Only on the I/O thread, within a frame's delivery. */
    void pause() {
        wantsInput = false;
    }

    /** Reads again, first what was kept. */
    void resume() {
        wantsInput = true;
        // wakes the I/O thread; outputReady does the rest there
        session.setEvent(SelectionKey.OP_WRITE);
    }

    /** Sends one frame of the engine; the handler completes when there is room for more. */
    void write(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {
        int opcode = frame.get(frame.position()) & 0x0f;
        if (state.get() == State.GONE) {
            handler.failed(new ClosedChannelException());
        } else if (state.get() != State.OPEN || opcode == FrameSlicer.CLOSE) {
            // after our Close frame nothing may follow, and the engine's own Close frame says less than ours
            handler.completed(frame);
        } else if (opcode == FrameSlicer.PONG && output.full()) {
            // RFC 6455 section 5.5.3 allows to leave pings unanswered; a deaf backend must not fill our memory with
            // them
            handler.completed(frame);
        } else {
            if (opcode < FrameSlicer.CLOSE) {
                toBackend.frame(frame.get(frame.position()) < 0, FrameSlicer.payload(frame));
            }
            output.write(frame, handler);
        }
    }

    /** Starts the closing handshake; does nothing when one side has closed already. */
    void close(CloseStatus status) {
        if (state.compareAndSet(State.OPEN, State.CLOSE_SENT)) {
            output.last(FrameSlicer.masked(FrameSlicer.CLOSE, status.payload()));
            limitClosing();
            resume();
        }
    }

    /** Ends the TCP connection without a Close frame, but after everything that is queued. */
    void hangUp() {
        if (state.compareAndSet(State.OPEN, State.CLOSED)) {
            output.last(NOTHING);
            limitClosing();
            hangsUp = true;
            hangUpWhenSaid();
        }
    }

    private void hangUpWhenSaid() {
        if (hangsUp && output.empty()) {
            endSoon();
        }
    }

    /** Ends the TCP connection without another word. */
    void breakOff(EndCause cause) {
        broken = cause;
        session.close(CloseMode.IMMEDIATE);
        endSoon();
    }

    private void endSoon() {
        // the reactor may see a close from outside only after its select timeout of a second; not on the caller's
        // thread,
        // which may hold the output's lock
        try {
            clock.execute(() -> ended(Optional.empty()));
        } catch (RejectedExecutionException stopped) {
            // expected here when the proxy stops: the reactor's end tells
        }
    }

    private void limitClosing() {
        Future<?> timer = clock.schedule(
                () -> breakOff(EndCause.BACKEND_GONE), settings.closing().toMillis(), TimeUnit.MILLISECONDS);
        if (!closingTimer.compareAndSet(null, timer)) {
            timer.cancel(false);
        }
    }

    @Override
    public void connected(IOSession unused) {
        throw new IllegalStateException("connected twice");
    }

    @Override
    public void inputReady(IOSession unused, @Nullable ByteBuffer decrypted) throws IOException {
        if (decrypted != null) {
            pulse.heard();
            take(decrypted);
        } else {
            ByteBuffer buffer = buffers.take();
            try {
                if (session.read(buffer) < 0) {
                    ended(Optional.empty());
                    return;
                }
                pulse.heard();
                take(buffer.flip());
            } finally {
                buffers.giveBack(buffer);
            }
        }
        adjustReading();
    }

    @Override
    public void outputReady(IOSession unused) throws IOException {
        output.flush();
        hangUpWhenSaid();
        // also when reading was never switched off: the other thread may have resumed before we got that far
        if (wantsInput && kept.hasRemaining()) {
            take(NOTHING);
        }
        adjustReading();
    }

    private void adjustReading() {
        boolean reading = (session.getEventMask() & SelectionKey.OP_READ) != 0;
        if (wantsInput && !reading) {
            session.setEvent(SelectionKey.OP_READ);
        } else if (!wantsInput && reading) {
            session.clearEvent(SelectionKey.OP_READ);
        }
    }

    private void take(ByteBuffer more) {
        if (!reads()) {
            return;
        }
        ByteBuffer input = more;
        if (kept.hasRemaining()) {
            input = ByteBuffer.allocate(kept.remaining() + more.remaining())
                    .put(kept)
                    .put(more)
                    .flip();
            kept = NOTHING;
        }
        try {
            while (input.hasRemaining() && wantsInput && reads()) {
                slicer.advance(input, frames);
            }
        } catch (FrameViolation e) {
            violated(CloseStatus.of(e.code()));
        }
        if (input.hasRemaining() && reads()) {
            kept = copy(input);
        }
    }

    private boolean reads() {
        State now = state.get();
        return now == State.OPEN || now == State.CLOSE_SENT;
    }

    /** The backend broke the protocol, as the slicer or the engine found: it is told so, and the connection ends. */
    void violated(CloseStatus status) {
        if (state.get() == State.OPEN) {
            boolean large = status.code() == CloseStatus.TOO_BIG;
            close(large ? tooLarge : CloseStatus.of(status.code()));
            tellClosed(
                    CloseStatus.of(CloseStatus.ABNORMAL),
                    large ? EndCause.BACKEND_TOO_LARGE : EndCause.BACKEND_VIOLATION);
        }
        state.compareAndSet(State.CLOSE_SENT, State.CLOSED);
    }

    private final class Frames implements FrameSlicer.Sink {

        @Override
        public void data(ByteBuffer frame) {
            ReadHandler reader = engine;
            if (reader != null && state.get() == State.OPEN) {
                toClient.frame(frame.get(frame.position()) < 0, FrameSlicer.payload(frame));
                reader.handle(frame);
            }
        }

        @Override
        public void control(int opcode, byte[] payload) {
            ReadHandler reader = engine;
            if (opcode == FrameSlicer.CLOSE) {
                closeReceived(payload);
            } else if (opcode == FrameSlicer.PONG) {
                pulse.pong(ByteBuffer.wrap(payload));
            } else if (reader != null && state.get() == State.OPEN) {
                // the engine answers pings
                reader.handle(FrameSlicer.frame(opcode, true, payload.length)
                        .put(payload)
                        .flip());
            }
        }
    }

    private void closeReceived(byte[] payload) {
        CloseStatus status;
        try {
            status = CloseStatus.received(payload);
        } catch (FrameViolation e) {
            violated(CloseStatus.of(e.code()));
            return;
        }
        if (state.compareAndSet(State.OPEN, State.CLOSED)) {
            output.last(FrameSlicer.masked(FrameSlicer.CLOSE, status.payload()));
            limitClosing();
            tellClosed(status, EndCause.BACKEND_CLOSED);
        }
        state.compareAndSet(State.CLOSE_SENT, State.CLOSED);
    }

    @Override
    public void timeout(IOSession unused, Timeout timeout) {
        // only a TLS session that ends sets one
        breakOff(EndCause.BACKEND_GONE);
    }

    @Override
    public void exception(IOSession unused, Exception cause) {
        ended(Optional.of(cause));
    }

    @Override
    public void disconnected(IOSession unused) {
        ended(Optional.empty());
    }

    private void ended(Optional<Exception> cause) {
        State before = state.getAndSet(State.GONE);
        session.close(cause.isPresent() ? CloseMode.IMMEDIATE : CloseMode.GRACEFUL);
        if (before == State.GONE) {
            return;
        }
        Future<?> timer = closingTimer.get();
        if (timer != null) {
            timer.cancel(false);
        }
        output.abandon();
        if (before == State.OPEN) {
            tellClosed(CloseStatus.of(CloseStatus.ABNORMAL), broken);
        }
        Listener relay = listener.get();
        if (relay != null) {
            relay.backendGone();
        }
    }

    private void tellClosed(CloseStatus status, EndCause cause) {
        Listener relay = listener.get();
        if (relay != null) {
            relay.backendClosed(status, cause);
        }
    }

    private static ByteBuffer copy(ByteBuffer input) {
        return ByteBuffer.allocate(input.remaining()).put(input).flip();
    }
}
