package dev.gangway.httpclient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http2.H2ConnectionException;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.config.H2Param;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.jspecify.annotations.Nullable;

/**
 * What a backend sends on one HTTP/2 connection, frame by frame, before the library reads it: that takes a length for a
 * signed number, fails at frames that it does not know, forgets settings that a later frame does not repeat, and counts
 * nothing. Confined to the connection's I/O thread.
 */
final class FrameGate {

    /** Hears of every frame that the library is about to be given. */
    @FunctionalInterface
    interface Watch {
        void frame(RawFrame frame) throws IOException;
    }

    static final int MAX_PAYLOAD_OCTETS = 16 * 1024;

    /** Frames in a second that carry nothing for anybody. */
    static final int MAX_IDLE_FRAMES = 500;

    /** Answers to pings and settings that the backend does not read. */
    static final int MAX_UNREAD_ANSWERS = 100;

    /** Window updates for each frame that asked for one, and on top of that. */
    private static final int UPDATES_PER_FRAME = 4;

    private static final int UPDATES_AHEAD = 500;
    private static final int HEAD_OCTETS = 9;
    private static final int SETTING_OCTETS = 6;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ReadableByteChannel session;
    private final Watch watch;
    private final Map<Integer, Integer> settings = new TreeMap<>();
    private final ByteBuffer received =
            ByteBuffer.allocate(HEAD_OCTETS + MAX_PAYLOAD_OCTETS).limit(0);
    private ByteBuffer passing = ByteBuffer.allocate(0);
    private @Nullable ByteBuffer decrypted;
    private long second = System.nanoTime();
    private int idleFrames;
    private int unreadAnswers;
    private long updatesLeft = UPDATES_AHEAD;

    FrameGate(ReadableByteChannel session, Watch watch) {
        this.session = session;
        this.watch = watch;
    }

    /** What TLS has decrypted already; to be read before the session. Null when there is nothing. */
    void decrypted(@Nullable ByteBuffer octets) {
        decrypted = octets;
    }

    /** Whole frames for the library; 0 when there is none, -1 at the end of the connection. */
    int read(ByteBuffer target) throws IOException {
        while (!passing.hasRemaining()) {
            if (!next()) {
                int count = fill();
                if (count <= 0) {
                    return count;
                }
            }
        }
        int count = Math.min(passing.remaining(), target.remaining());
        target.put(passing.slice(passing.position(), count));
        passing.position(passing.position() + count);
        return count;
    }

    /** A frame of ours goes out. */
    void leaves(RawFrame frame) {
        if (frame.isType(FrameType.DATA) || frame.isType(FrameType.HEADERS)) {
            updatesLeft += UPDATES_PER_FRAME;
        } else if (frame.isFlagSet(FrameFlag.ACK)) {
            unreadAnswers--;
        }
    }

    private int fill() throws IOException {
        received.compact();
        try {
            ByteBuffer source = decrypted;
            if (source == null || !source.hasRemaining()) {
                return session.read(received);
            }
            int count = Math.min(source.remaining(), received.remaining());
            received.put(source.slice(source.position(), count));
            source.position(source.position() + count);
            return count;
        } finally {
            received.flip();
        }
    }

    /** Takes the next whole frame, to be passed or dropped; false when there is none yet. */
    private boolean next() throws IOException {
        int at = received.position();
        if (received.remaining() < HEAD_OCTETS) {
            return false;
        }
        int length = received.getInt(at) >>> 8;
        if (length > MAX_PAYLOAD_OCTETS) {
            throw new H2ConnectionException(H2Error.FRAME_SIZE_ERROR, "a frame of " + length + " octets");
        }
        if (received.remaining() < HEAD_OCTETS + length) {
            return false;
        }
        received.position(at + HEAD_OCTETS + length);
        FrameType type = FrameType.valueOf(received.get(at + 3) & 0xFF);
        int stream = received.getInt(at + 5) & 0x7FFF_FFFF;
        received.putInt(at + 5, stream); // without the reserved bit
        RawFrame frame = new RawFrame(
                received.get(at + 3) & 0xFF,
                received.get(at + 4) & 0xFF,
                stream,
                received.slice(at + HEAD_OCTETS, length));
        count(type, frame);
        if (type == null) {
            return true; // dropped (RFC 9113 section 5.5)
        }
        watch.frame(frame);
        boolean settingsFrame =
                type == FrameType.SETTINGS && !frame.isFlagSet(FrameFlag.ACK) && length % SETTING_OCTETS == 0;
        passing = settingsFrame ? allSettings(frame) : received.slice(at, HEAD_OCTETS + length);
        return true;
    }

    private void count(@Nullable FrameType type, RawFrame frame) throws IOException {
        boolean carries = type == FrameType.HEADERS
                || type == FrameType.PUSH_PROMISE
                || (type == FrameType.CONTINUATION && frame.getLength() > 0)
                || (type == FrameType.DATA && (frame.getLength() > 0 || frame.isFlagSet(FrameFlag.END_STREAM)));
        if (type == FrameType.WINDOW_UPDATE) {
            if (--updatesLeft < 0) {
                throw tooMany("window updates that nobody asked for");
            }
        } else if (!carries) {
            long now = System.nanoTime();
            if (now - second > SECOND) {
                second = now;
                idleFrames = 0;
            }
            if (++idleFrames > MAX_IDLE_FRAMES) {
                throw tooMany("frames that carry nothing");
            }
        }
        boolean asks = (type == FrameType.PING || type == FrameType.SETTINGS) && !frame.isFlagSet(FrameFlag.ACK);
        if (asks && ++unreadAnswers > MAX_UNREAD_ANSWERS) {
            throw tooMany("pings or settings, and their answers are not read");
        }
    }

    private static H2ConnectionException tooMany(String what) {
        return new H2ConnectionException(H2Error.ENHANCE_YOUR_CALM, "too many " + what);
    }

    /**
     * The settings of this frame and of those before; and no table for our fields, so that a user's cookie or password stays
     * in no memory that another user's request is written from.
     */
    private ByteBuffer allSettings(RawFrame frame) {
        ByteBuffer payload = frame.getPayload();
        while (payload.hasRemaining()) {
            int code = payload.getShort() & 0xFFFF;
            int value = payload.getInt();
            if (H2Param.valueOf(code) != null) {
                settings.put(code, value);
            }
        }
        settings.put(H2Param.HEADER_TABLE_SIZE.getCode(), 0);
        int length = settings.size() * SETTING_OCTETS;
        ByteBuffer all = ByteBuffer.allocate(HEAD_OCTETS + length)
                .putInt(length << 8 | FrameType.SETTINGS.getValue())
                .put((byte) 0)
                .putInt(frame.getStreamId());
        settings.forEach((code, value) -> all.putShort(code.shortValue()).putInt(value));
        return all.flip();
    }
}
