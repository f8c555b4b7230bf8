package dev.gangway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Unix domain socket in front of a backend's port: every connection gets one of its own there, and octets and ends pass in
 * both directions, so that whatever answers on a port answers on a socket too. Thread-safe; {@code close} ends every
 * connection and removes the file.
 */
public final class UnixDoor implements AutoCloseable {

    private static final int BUFFER_OCTETS = 16 * 1024;

    private final Path file;
    private final int port;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    private UnixDoor(Path file, int port, ServerSocketChannel server) {
        this.file = file;
        this.port = port;
        this.server = server;
    }

    /** In front of a port of the loopback address; the file does not exist yet. */
    public static UnixDoor open(Path file, int port) {
        try {
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(file));
            UnixDoor door = new UnixDoor(file, port, server);
            daemon(door::acceptAll);
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file() {
        return file;
    }

    /** Connections accepted so far. */
    public int accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (SocketChannel channel : open) {
                channel.close();
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                SocketChannel outside = server.accept();
                accepted.incrementAndGet();
                SocketChannel inside =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                open.add(outside);
                open.add(inside);
                AtomicInteger ways = new AtomicInteger(2);
                daemon(() -> pass(outside, inside, ways));
                daemon(() -> pass(inside, outside, ways));
            }
        } catch (IOException closed) {
            // expected here when the test closes the door
        }
    }

    private void pass(SocketChannel from, SocketChannel to, AtomicInteger ways) {
        ByteBuffer octets = ByteBuffer.allocate(BUFFER_OCTETS);
        try {
            while (from.read(octets.clear()) >= 0) {
                octets.flip();
                while (octets.hasRemaining()) {
                    to.write(octets);
                }
            }
            to.shutdownOutput();
        } catch (IOException ended) {
            // expected here when one side breaks off: then so does the other
            quit(from);
            quit(to);
        } finally {
            if (ways.decrementAndGet() == 0) {
                quit(from);
                quit(to);
            }
        }
    }

    private void quit(SocketChannel channel) {
        open.remove(channel);
        try {
            channel.close();
        } catch (IOException ignored) {
            // expected here because it is gone already
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "unix-door");
        thread.setDaemon(true);
        thread.start();
    }
}
