package dev.gangway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Listens on a loopback port and remembers the sessions of those who shook hands. Thread-safe. */
public final class TlsServerSocket extends ServerSocket {

    private final SSLServerSocket inner;
    private final BlockingQueue<ExtendedSSLSession> sessions = new LinkedBlockingQueue<>();

    public TlsServerSocket(SSLContext context) throws IOException {
        inner = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    public TlsServerSocket askingForCertificates() {
        inner.setNeedClientAuth(true);
        return this;
    }

    public TlsServerSocket speaking(String... protocols) {
        inner.setEnabledProtocols(protocols);
        return this;
    }

    /** The next one who shook hands. */
    public ExtendedSSLSession session() throws InterruptedException {
        ExtendedSSLSession session = sessions.poll(20, TimeUnit.SECONDS);
        if (session == null) {
            throw new AssertionError("nobody shook hands");
        }
        return session;
    }

    @Override
    public Socket accept() throws IOException {
        SSLSocket socket = (SSLSocket) inner.accept();
        socket.addHandshakeCompletedListener(event -> sessions.add((ExtendedSSLSession) event.getSession()));
        return socket;
    }

    @Override
    public int getLocalPort() {
        return inner.getLocalPort();
    }

    @Override
    public boolean isClosed() {
        return inner.isClosed();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
