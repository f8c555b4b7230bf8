package dev.gangway.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A backend of scripts: raw TCP on 127.0.0.1, one daemon thread per connection. The script whose path prefix is the longest
 * one that fits answers a request; it may write anything, stall, reset, or stop reading. Records every head byte for byte.
 * Thread-safe; {@code close} ends every connection and thread.
 */
public final class FakeBackend implements AutoCloseable {

    /** Answers one request, on the connection's thread. An IOException ends the connection and is no failure. */
    @FunctionalInterface
    public interface Script {
        void answer(BackendCall call) throws IOException;
    }

    /** Takes a whole connection before anything is read from it. */
    @FunctionalInterface
    public interface ConnectionScript {
        void take(Socket socket) throws IOException;
    }

    private final ServerSocket server;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Queue<RawHead> heads = new ConcurrentLinkedQueue<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger active = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Optional<ConnectionScript> connectionScript;
    private volatile boolean keepsHeads = true;
    private volatile Optional<Tape> tape = Optional.empty();

    private FakeBackend(ServerSocket server, Optional<ConnectionScript> connectionScript) {
        this.server = server;
        this.connectionScript = connectionScript;
    }

    public static FakeBackend start() {
        return start(Optional.empty());
    }

    private static FakeBackend start(Optional<ConnectionScript> connectionScript) {
        try {
            ServerSocket server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
            FakeBackend backend = new FakeBackend(server, connectionScript);
            backend.spawn("accept", backend::acceptAll);
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One script for every request. */
    public static FakeBackend start(Script script) {
        return start().on("/", script);
    }

    /** One script for every connection, which gets it unread. */
    public static FakeBackend startRaw(ConnectionScript script) {
        return start(Optional.of(script));
    }

    /** Requests whose path begins with {@code prefix} are answered by this script; the longest prefix wins. */
    public FakeBackend on(String prefix, Script script) {
        scripts.put(prefix, script);
        return this;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** {@code 127.0.0.1:port}. */
    public String authority() {
        return "127.0.0.1:" + port();
    }

    /** Every request head so far, in order of arrival. */
    public List<RawHead> heads() {
        return List.copyOf(heads);
    }

    /** The heads whose target begins with this. */
    public List<RawHead> heads(String targetPrefix) {
        return heads.stream()
                .filter(head -> head.word(1).startsWith(targetPrefix))
                .toList();
    }

    /** For long runs: no more heads. */
    public FakeBackend withoutHeads() {
        keepsHeads = false;
        return this;
    }

    /** Every octet from now on, until the next call. */
    public Tape record() {
        Tape started = new Tape();
        tape = Optional.of(started);
        return started;
    }

    /** No octets any more. */
    public void stopRecording() {
        tape = Optional.empty();
    }

    /** Connections accepted so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Connections open now. */
    public int open() {
        return open.size();
    }

    /** Scripts that run now: exchanges, WebSocket sessions. */
    public int active() {
        return active.get();
    }

    /** What scripts threw other than the connection's own errors. */
    public List<Throwable> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
            for (Thread thread : threads) {
                thread.interrupt();
                thread.join(2_000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the signal; an error when the bound passes or the backend closes first, so that the connection ends. */
    void await(CountDownLatch signal, Duration bound) throws IOException {
        long end = System.nanoTime() + bound.toNanos();
        try {
            while (!signal.await(20, TimeUnit.MILLISECONDS)) {
                if (closed.getCount() == 0) {
                    throw new InterruptedIOException("backend closed");
                }
                if (System.nanoTime() > end) {
                    throw new InterruptedIOException("no signal within " + bound);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Lets this time pass unless the backend closes. */
    void pass(Duration time) throws IOException {
        try {
            if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedIOException("backend closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private void acceptAll() {
        while (closed.getCount() > 0) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                int number = accepted.incrementAndGet();
                spawn("connection-" + number, () -> take(socket, number));
            } catch (IOException e) {
                // expected here because close() ends the accepting socket
                if (closed.getCount() > 0) {
                    failures.add(e);
                }
                return;
            }
        }
    }

    private void take(Socket socket, int number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            if (connectionScript.isPresent()) {
                connectionScript.get().take(socket);
            } else {
                serve(socket, number);
            }
        } catch (IOException e) {
            // expected here because scripts write to peers that leave; the peer's view is what tests look at
        } catch (RuntimeException | Error e) {
            failures.add(e);
        } finally {
            open.remove(socket);
            tape.ifPresent(recording -> recording.ended(number));
        }
    }

    private void serve(Socket socket, int connection) throws IOException {
        socket.setSoTimeout(60_000);
        RawReader reader = new RawReader(new TapedStream(socket.getInputStream(), () -> tape, connection));
        while (true) {
            RawHead head;
            try {
                head = reader.head();
            } catch (EOFException | SocketException e) {
                return;
            }
            if (keepsHeads) {
                heads.add(head);
            }
            BackendCall call = new BackendCall(this, socket, reader, head, connection);
            active.incrementAndGet();
            try {
                script(call.path()).answer(call);
            } finally {
                active.decrementAndGet();
            }
            if (!call.finish()) {
                return;
            }
        }
    }

    private Script script(String path) {
        return scripts.entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .max(Map.Entry.comparingByKey(java.util.Comparator.comparingInt(String::length)))
                .map(Map.Entry::getValue)
                .orElse(call -> call.answer("404 Not Found", "no script for " + path));
    }

    private void spawn(String name, Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                "fake-backend-" + port() + "-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }
}
