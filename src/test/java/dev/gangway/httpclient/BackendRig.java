package dev.gangway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.exchange.BackendCall;
import dev.gangway.exchange.BackendListener;
import dev.gangway.exchange.BackendRequest;
import dev.gangway.exchange.BackendResponse;
import dev.gangway.exchange.ContentSource;
import dev.gangway.exchange.Failure;
import dev.gangway.exchange.NameLookups;
import dev.gangway.exchange.NameService;
import dev.gangway.exchange.ProxyError;
import dev.gangway.exchange.Timers;
import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import dev.gangway.message.RequestContent;
import dev.gangway.rules.BackendOrigin;
import dev.gangway.rules.ConnectionSettings;
import dev.gangway.rules.WorkerParameters;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Sends single requests through an {@link HttpBackend}. Thread-safe; {@code close} checks that nothing is left. */
final class BackendRig implements AutoCloseable {

    /** Where backends' names are looked up. */
    @FunctionalInterface
    interface Lookup extends NameService {

        InetAddress[] addresses(String host) throws UnknownHostException;

        @Override
        default List<InetAddress> addressesOf(String host) throws UnknownHostException {
            return List.of(addresses(host));
        }

        @Override
        default Optional<String> nameOf(InetAddress address) {
            return Optional.empty();
        }
    }

    private final Timers timers = new Timers();
    private final NameLookups names;
    private final HttpBackend backend;
    private final WorkerParameters parameters;

    BackendRig() {
        this(InetAddress::getAllByName, parameters(Duration.ofSeconds(5)));
    }

    BackendRig(Lookup lookup, WorkerParameters parameters) {
        this.names = new NameLookups(timers, lookup);
        this.backend = new HttpBackend(timers, names);
        this.parameters = parameters;
    }

    static WorkerParameters parameters(Duration connectTimeout) {
        return parameters(connectTimeout, ConnectionSettings.DEFAULT);
    }

    static WorkerParameters parameters(ConnectionSettings connection) {
        return parameters(Duration.ofSeconds(5), connection);
    }

    private static WorkerParameters parameters(Duration connectTimeout, ConnectionSettings connection) {
        return new WorkerParameters(
                OptionalInt.empty(),
                true,
                false,
                Duration.ofSeconds(1),
                10,
                connectTimeout,
                Duration.ofSeconds(30),
                connection,
                OptionalInt.empty(),
                OptionalLong.empty());
    }

    /** What came of a request. The failure is null when the answer is whole. */
    record Heard(int status, String content, Optional<ProxyError> failure) {}

    /**
     * A request under way.
     *
     * @param events heads, interim answers and trailers as they came
     */
    record Sent(BackendCall call, CompletableFuture<Heard> outcome, List<String> events) {

        Heard heard() throws Exception {
            return outcome.get(20, TimeUnit.SECONDS);
        }
    }

    Heard get(int port, String target) throws Exception {
        return send("http", "127.0.0.1", port, "GET", target, "").heard();
    }

    Heard post(int port, String target, String content) throws Exception {
        return send("http", "127.0.0.1", port, "POST", target, content).heard();
    }

    Sent send(String scheme, String host, int port, String method, String target, String content) {
        return send(new BackendOrigin(scheme, host, port), method, target, content);
    }

    Sent send(BackendOrigin origin, String method, String target, String content) {
        BackendRequest request = new BackendRequest(
                origin,
                method,
                target,
                Fields.of(List.of(new Field("Host", "b"))),
                content.isEmpty() ? new RequestContent.None() : new RequestContent.Sized(content.length()));
        ByteBuffer octets = ByteBuffer.wrap(content.getBytes(StandardCharsets.ISO_8859_1));
        ContentSource source = sink -> {
            if (!octets.hasRemaining()) {
                return ContentSource.END;
            }
            int count = Math.min(octets.remaining(), sink.remaining());
            sink.put(octets.slice().limit(count));
            octets.position(octets.position() + count);
            return count;
        };
        return send(request, source);
    }

    Sent send(BackendRequest request, ContentSource source) {
        Listener listener = new Listener();
        return new Sent(backend.send(request, parameters, source, listener), listener.outcome, listener.events);
    }

    int leased() {
        return backend.leased();
    }

    @Override
    public void close() {
        Awaitility.await().untilAsserted(() -> assertThat(backend.leased()).isZero());
        backend.close();
        names.close();
        timers.close();
    }

    private static final class Listener implements BackendListener {

        private final StringBuilder content = new StringBuilder();
        private final CompletableFuture<Heard> outcome = new CompletableFuture<>();
        private final List<String> events = new CopyOnWriteArrayList<>();
        private int status;

        @Override
        public void progress() {}

        @Override
        public void head(BackendResponse backendResponse, boolean hasContent) {
            status = backendResponse.status();
            events.add("head " + status + lines(backendResponse.fields()) + (hasContent ? "" : " without content"));
        }

        @Override
        public void interim(BackendResponse interim) {
            events.add("interim " + interim.status() + lines(interim.fields()));
        }

        @Override
        public void trailers(Fields trailers) {
            events.add("trailers" + lines(trailers));
        }

        private static String lines(Fields fields) {
            return fields.lines().stream()
                    .map(line -> " " + line.name() + "=" + line.value())
                    .collect(Collectors.joining());
        }

        @Override
        public void content(ByteBuffer octets) {
            content.append(StandardCharsets.ISO_8859_1.decode(octets));
        }

        @Override
        public void end() {
            outcome.complete(new Heard(status, content.toString(), Optional.empty()));
        }

        @Override
        public void failed(Failure failure) {
            outcome.complete(new Heard(status, content.toString(), Optional.of(failure.error())));
        }
    }
}
