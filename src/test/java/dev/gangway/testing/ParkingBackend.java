package dev.gangway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A backend on one thread that answers nothing until it is told to, and then every request with its own target: thousands of
 * long polls without a thread each. Requests have no content. Thread-safe.
 */
public final class ParkingBackend implements AutoCloseable {
    private static final int MAX_HEAD = 8 * 1024;

    private final ServerSocketChannel server;
    private final Selector selector;
    private final Map<SocketChannel, String> parked = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "parking-backend");

    private ParkingBackend(ServerSocketChannel server, Selector selector) {
        this.server = server;
        this.selector = selector;
    }

    public static ParkingBackend start() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.configureBlocking(false);
        ParkingBackend backend = new ParkingBackend(server, Selector.open());
        server.register(backend.selector, SelectionKey.OP_ACCEPT);
        backend.thread.setDaemon(true);
        backend.thread.start();
        return backend;
    }

    public int port() {
        return server.socket().getLocalPort();
    }

    /** Requests that wait for their answer now. */
    public int parked() {
        return parked.size();
    }

    /** Answers all who wait. */
    public void release() throws IOException {
        for (Map.Entry<SocketChannel, String> each : Map.copyOf(parked).entrySet()) {
            String target = each.getValue();
            String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n" + target;
            ByteBuffer octets = ByteBuffer.wrap(RawReader.latin1(answer));
            parked.remove(each.getKey());
            if (each.getKey().write(octets) < answer.length()) {
                throw new IOException("the socket buffer does not take " + answer.length() + " octets");
            }
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
            server.close();
            thread.join(2_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready);
            }
        } catch (IOException | ClosedSelectorException e) {
            // expected here because close() ends the selector
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel accepted = server.accept();
                accepted.configureBlocking(false);
                accepted.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(MAX_HEAD));
                return;
            }
            read((SocketChannel) key.channel(), (ByteBuffer) key.attachment());
        } catch (IOException e) {
            key.cancel();
        }
    }

    private void read(SocketChannel channel, ByteBuffer head) throws IOException {
        if (channel.read(head) < 0) {
            parked.remove(channel);
            channel.close();
            return;
        }
        byte[] octets = new byte[head.position()];
        head.duplicate().flip().get(octets);
        String text = RawReader.text(octets);
        if (text.endsWith("\r\n\r\n")) {
            head.clear();
            parked.put(channel, text.split(" ", 3)[1]);
        }
    }
}
