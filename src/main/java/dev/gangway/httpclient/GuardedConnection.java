package dev.gangway.httpclient;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexer;
import org.apache.hc.core5.reactor.IOSession;
import org.jspecify.annotations.Nullable;

/**
 * The library's connection, except that a request never leaves in the pass of the reactor in which there was input: the
 * next pass looks for input before it looks for output, and so finds what a backend has sent unasked, on sockets with and
 * without TLS. Confined to its I/O thread.
 */
final class GuardedConnection extends ClientHttp1IOEventHandler {

    private final AnswerGuard guard;
    private boolean afterInput;

    GuardedConnection(ClientHttp1StreamDuplexer duplexer, AnswerGuard guard) {
        super(duplexer);
        this.guard = guard;
    }

    @Override
    public void inputReady(IOSession session, @Nullable ByteBuffer octets) throws IOException {
        afterInput = true;
        super.inputReady(session, octets);
    }

    @Override
    public void outputReady(IOSession session) throws IOException {
        if (afterInput && guard.idle()) {
            afterInput = false; // the interest in output stays, so that the next pass comes here again
            return;
        }
        afterInput = false;
        super.outputReady(session);
    }
}
