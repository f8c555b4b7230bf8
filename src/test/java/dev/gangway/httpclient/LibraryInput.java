package dev.gangway.httpclient;

import dev.gangway.exchange.BackendListener;
import dev.gangway.exchange.BackendRequest;
import dev.gangway.exchange.BackendResponse;
import dev.gangway.exchange.ContentSource;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.NameLookups;
import dev.gangway.exchange.Timers;
import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import dev.gangway.rules.AnswerLimits;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.ConnectionSettings;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/** The library's own buffer and limits, and a guard whose request is out, without any socket. Stateless. */
final class LibraryInput {

    private static final int BUFFER_OCTETS = 256;

    static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(AnswerLimits.DEFAULT.lineOctets())
            .setMaxHeaderCount(AnswerLimits.DEFAULT.lines())
            .build();

    private static final Constructor<?> BUFFER = constructor();

    private static final Call CALL = new Call(
            closedReactor(),
            new BackendRequest(
                    new BackendOrigin("http", "127.0.0.1", 9),
                    "GET",
                    "/",
                    Fields.of(List.of(new Field("Host", "b"))),
                    new RequestContent.None()),
            BackendRig.parameters(Duration.ofSeconds(1)),
            target -> ContentSource.END,
            new Deaf());

    private LibraryInput() {}

    /** Nothing is sent: it leaves no thread behind. */
    private static ClientReactor closedReactor() {
        try (Timers timers = new Timers();
                NameLookups names = new NameLookups(timers);
                ClientReactor reactor = new ClientReactor(
                        new HttpBackend.Sharing(true, ConnectionSettings.DEFAULT, false),
                        BUFFER_OCTETS,
                        names,
                        timers)) {
            return reactor;
        }
    }

    static AnswerGuard askingGuard() {
        AnswerGuard guard = new AnswerGuard(AnswerLimits.DEFAULT);
        guard.process(
                new RequestHead(new Attempt(CALL, false), CALL.backendRequest, true), null, HttpCoreContext.create());
        return guard;
    }

    static SessionInputBuffer buffer() {
        CharsetDecoder octets = StandardCharsets.ISO_8859_1.newDecoder();
        try {
            return (SessionInputBuffer)
                    BUFFER.newInstance(BUFFER_OCTETS, BUFFER_OCTETS, LIMITS.getMaxLineLength(), octets);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    static void fill(SessionInputBuffer buffer, ByteBuffer piece) throws IOException {
        while (piece.hasRemaining()) {
            buffer.fill(channel(piece));
        }
    }

    /** Gives what the piece has, and then nothing for now. */
    static ReadableByteChannel channel(ByteBuffer piece) {
        return new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer target) {
                int count = Math.min(piece.remaining(), target.remaining());
                target.put(piece.slice().limit(count));
                piece.position(piece.position() + count);
                return count;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
    }

    private static Constructor<?> constructor() {
        try {
            Constructor<?> constructor = Class.forName("org.apache.hc.core5.http.impl.nio.SessionInputBufferImpl")
                    .getConstructor(int.class, int.class, int.class, CharsetDecoder.class);
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** Nothing is sent, so nothing is heard. */
    private static final class Deaf implements BackendListener {

        @Override
        public void progress() {}

        @Override
        public void head(BackendResponse backendResponse, boolean hasContent) {}

        @Override
        public void content(ByteBuffer octets) {}

        @Override
        public void end() {}

        @Override
        public void failed(Failure failure) {}
    }
}
