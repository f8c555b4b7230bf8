package dev.gangway.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A backend on a server socket that runs one script per connection, each on a thread of its own. Thread-safe. Records the
 * request heads, octet for octet.
 */
public final class RawWebSocketBackend implements AutoCloseable {

    /** What the backend does with one connection; it is closed when the script returns. */
    public interface Script {
        void run(Peer peer) throws Exception;
    }

    private final ServerSocket server;
    private final Script script;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();

    public RawWebSocketBackend(Script script) throws IOException {
        this(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), script);
    }

    /** On a socket of the caller's, for example one that speaks TLS; closed with the backend. */
    public RawWebSocketBackend(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        Thread acceptor = new Thread(this::accept, "raw-backend");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** Upgrades, then sends every data frame back as it came and answers a Close frame with the same one. */
    public static RawWebSocketBackend echo() throws IOException {
        return new RawWebSocketBackend(peer -> {
            peer.upgrade();
            peer.echo();
        });
    }

    public int port() {
        return server.getLocalPort();
    }

    public List<String> heads() {
        return heads;
    }

    /** Connections whose scripts have not returned. */
    public int open() {
        return open.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                open.incrementAndGet();
                Thread thread = new Thread(() -> serve(socket), "raw-backend-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // expected here when the test closes the backend
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Peer peer = new Peer(socket);
            heads.add(peer.head());
            script.run(peer);
        } catch (Exception ended) {
            // expected here: the proxy or the test has ended the connection
        } finally {
            sockets.remove(socket);
            open.decrementAndGet();
        }
    }

    /** One connection, after its request head has been read. Confined to the script's thread. */
    public static final class Peer {

        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private final String head;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65536));
            this.out = socket.getOutputStream();
            StringBuilder octets = new StringBuilder();
            while (octets.indexOf("\r\n\r\n") < 0) {
                octets.append((char) in.readUnsignedByte());
            }
            this.head = octets.toString();
        }

        public String head() {
            return head;
        }

        public String field(String name) {
            for (String line : head.split("\r\n", -1)) {
                if (line.toLowerCase(java.util.Locale.ROOT).startsWith(name.toLowerCase(java.util.Locale.ROOT) + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }

        /** The head of a proper 101 with these further field lines. */
        public String switching(String... fields) {
            StringBuilder answer = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n");
            answer.append("Connection: Upgrade\r\nSec-WebSocket-Accept: ");
            answer.append(accept(field("Sec-WebSocket-Key"))).append("\r\n");
            for (String field : fields) {
                answer.append(field).append("\r\n");
            }
            return answer.append("\r\n").toString();
        }

        public void upgrade(String... fields) throws IOException {
            send(switching(fields));
        }

        public void send(String octets) throws IOException {
            send(octets.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void send(byte[] octets) throws IOException {
            out.write(octets);
            out.flush();
        }

        public void send(RawFrame frame) throws IOException {
            frame.write(out, false);
        }

        public RawFrame read() throws IOException {
            return RawFrame.read(in);
        }

        public void echo() throws IOException {
            while (true) {
                RawFrame frame = read();
                if (frame.opcode() == RawFrame.PING) {
                    send(new RawFrame(RawFrame.PONG, true, frame.payload()));
                } else if (frame.opcode() != RawFrame.PONG) {
                    send(frame);
                }
                if (frame.opcode() == RawFrame.CLOSE) {
                    return;
                }
            }
        }

        /** Waits for the other side's end of the connection. */
        public void awaitEnd() throws IOException {
            while (in.read() >= 0) {
                // whatever comes before the end does not matter here
            }
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        private static String accept(String key) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-1")
                        .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1));
                return Base64.getEncoder().encodeToString(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
