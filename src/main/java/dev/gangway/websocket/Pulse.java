package dev.gangway.websocket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether the peer of one leg lives: it was heard of since the last look, or there is a reason why it could not be.
 * {@link #beat} is the clock thread's; signs of life and pongs come from any thread.
 */
final class Pulse {

    /** So many looks in a row without a sign of life, each after a ping, and the peer counts as gone. */
    static final int MISSED = 2;

    private static final long NONE = -1;

    private volatile long heard = System.nanoTime();
    private volatile Sent last = new Sent(0, heard);
    private volatile long roundTrip = NONE;

    // confined to the clock thread
    private long looked = heard;
    private int missed;

    /** A ping on its way; the number is its payload. */
    private record Sent(long number, long time) {}

    /** Something came from the peer. */
    void heard() {
        heard = System.nanoTime();
    }

    /**
     * Looks once per interval, before the next ping; false when the peer has gone.
     *
     * @param excused the peer could not be heard: we did not read, or what we have to say has not got through yet
     */
    boolean beat(boolean excused) {
        boolean alive = excused || heard - looked >= 0;
        looked = System.nanoTime();
        missed = alive ? 0 : missed + 1;
        return missed < MISSED;
    }

    /** The payload of a ping that leaves now. */
    ByteBuffer ping() {
        Sent sent = new Sent(last.number() + 1, System.nanoTime());
        last = sent;
        return ByteBuffer.allocate(Long.BYTES).putLong(sent.number()).flip();
    }

    void pong(ByteBuffer payload) {
        long now = System.nanoTime();
        heard = now;
        Sent sent = last;
        // an unasked pong is a sign of life too, but tells no time
        if (payload.remaining() == Long.BYTES && payload.getLong(payload.position()) == sent.number()) {
            roundTrip = now - sent.time();
        }
    }

    /** Of the last ping that was answered before the next one left. */
    Optional<Duration> roundTrip() {
        long time = roundTrip;
        return time == NONE ? Optional.empty() : Optional.of(Duration.ofNanos(time));
    }
}
