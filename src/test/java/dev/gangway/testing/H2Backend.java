package dev.gangway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A backend that speaks HTTP/2 frame by frame, as its script says. One thread for each connection; {@code close} ends all.
 */
public final class H2Backend implements AutoCloseable {

    /** What is done with one connection, whose preface has been read. */
    @FunctionalInterface
    public interface Script {
        void run(H2Peer peer) throws IOException;
    }

    private static final int READ_LIMIT_MILLIS = 20_000;

    private final ServerSocket server;
    private final Script script;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "h2-backend");
        thread.setDaemon(true);
        return thread;
    });

    private H2Backend(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    public static H2Backend start(Script script) throws IOException {
        return on(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    /** On a socket that listens already, with TLS perhaps. */
    public static H2Backend on(ServerSocket server, Script script) {
        H2Backend backend = new H2Backend(server, script);
        backend.threads.execute(backend::acceptAll);
        return backend;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Connections so far. */
    public int accepted() {
        return accepted.get();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setSoTimeout(READ_LIMIT_MILLIS);
                sockets.add(socket);
                int number = accepted.incrementAndGet();
                threads.execute(() -> serve(socket, number));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            H2Peer peer = new H2Peer(socket, number);
            peer.preface();
            script.run(peer);
        } catch (IOException e) {
            // expected here: the proxy breaks off in many tests
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IOException("a script does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
