package dev.gangway.httpclient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.nio.ChunkDecoder;
import org.apache.hc.core5.http.impl.nio.ChunkEncoder;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexer;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.nio.IdentityDecoder;
import org.apache.hc.core5.http.nio.ContentDecoder;
import org.apache.hc.core5.http.nio.ContentEncoder;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.http.nio.SessionOutputBuffer;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.jspecify.annotations.Nullable;

/**
 * The library's HTTP/1 exchange on one connection, with strict heads, strict chunks and heads that leave octet by octet: an
 * encoder is named because the library writes the octets 80 to 9F as question marks without one. Confined to the
 * connection's I/O thread.
 */
final class AnswerStream extends ClientHttp1StreamDuplexer {

    private static final CharCodingConfig OCTETS =
            CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build();

    private final Http1Config limits;
    private final AnswerGuard guard;

    AnswerStream(ProtocolIOSession session, AnswerGuard guard, Http1Config limits) {
        super(
                session,
                guard,
                limits,
                OCTETS,
                guard,
                new AnswerParser(limits, guard),
                DefaultHttpRequestWriterFactory.INSTANCE.create(),
                null,
                null,
                null);
        this.limits = limits;
        this.guard = guard;
    }

    /** The library ends chunked content properly when an answer comes early: the backend would take the part for the whole. */
    @Override
    protected ContentEncoder createContentEncoder(
            long length, WritableByteChannel channel, SessionOutputBuffer output, BasicHttpTransportMetrics metrics)
            throws HttpException {
        if (length != ContentLengthStrategy.CHUNKED) {
            return super.createContentEncoder(length, channel, output, metrics);
        }
        return new ChunkEncoder(channel, output, metrics, limits.getChunkSizeHint()) {
            @Override
            public void complete(@Nullable List<? extends Header> trailers) throws IOException {
                if (guard.contentEnded()) {
                    super.complete(trailers);
                }
            }
        };
    }

    @Override
    protected ContentDecoder createContentDecoder(
            long length, ReadableByteChannel channel, SessionInputBuffer input, BasicHttpTransportMetrics metrics)
            throws HttpException {
        if (length == ContentLengthStrategy.UNDEFINED) {
            return new IdentityDecoder(channel, input, metrics) {
                @Override
                public int read(ByteBuffer octets) throws IOException {
                    int count = super.read(octets);
                    if (count < 0 && !guard.endedProperly()) {
                        throw new ConnectionClosedException("the connection ended without close_notify");
                    }
                    return count;
                }
            };
        }
        return length == ContentLengthStrategy.CHUNKED
                ? new ChunkDecoder(channel, new ChunkLines(input), limits, metrics)
                : super.createContentDecoder(length, channel, input, metrics);
    }
}
