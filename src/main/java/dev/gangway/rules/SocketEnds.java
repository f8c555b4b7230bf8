package dev.gangway.rules;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When Gangway itself ends WebSocket sessions, and how, as a server or section says it. Immutable.
 *
 * @param clientMessage ProxyWebsocketMaxMessage client: octets that a message of the client may have; 0 for any
 * @param backendMessage ProxyWebsocketMaxMessage backend: the same for the backend's
 * @param drainClient ProxyWebsocketDrainClose client: the close code that clients get when Gangway stops
 * @param drainBackend ProxyWebsocketDrainClose backend: how the backend's connections end then
 * @param spread ProxyWebsocketDrainSpread: the time over which those ends are spread
 */
public record SocketEnds(
        Optional<Sourced<Long>> clientMessage,
        Optional<Sourced<Long>> backendMessage,
        Optional<Sourced<Integer>> drainClient,
        Optional<Sourced<BackendEnd>> drainBackend,
        Optional<Sourced<Duration>> spread) {

    /** How a backend's connection ends when Gangway stops. */
    public enum BackendEnd {
        /** Without a Close frame, as when the client's network fails: Shiny Server keeps such a session for its user. */
        CUT,
        /** With 1001. */
        GOING_AWAY
    }

    /** Going away. */
    public static final int DRAIN_CLIENT = 1001;

    public static final BackendEnd DRAIN_BACKEND = BackendEnd.CUT;

    /** Short, because the container's stop waits for it. */
    public static final Duration SPREAD = Duration.ofSeconds(1);

    public static final SocketEnds NONE =
            new SocketEnds(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** With those of a section that comes later, which replace these. */
    SocketEnds with(SocketEnds later) {
        return new SocketEnds(
                later.clientMessage.or(() -> clientMessage),
                later.backendMessage.or(() -> backendMessage),
                later.drainClient.or(() -> drainClient),
                later.drainBackend.or(() -> drainBackend),
                later.spread.or(() -> spread));
    }

    /** With the smaller limits of these and those. */
    SocketEnds limitedAlsoBy(SocketEnds other) {
        return new SocketEnds(
                smaller(clientMessage, other.clientMessage),
                smaller(backendMessage, other.backendMessage),
                drainClient,
                drainBackend,
                spread);
    }

    private static Optional<Sourced<Long>> smaller(Optional<Sourced<Long>> one, Optional<Sourced<Long>> other) {
        return Stream.concat(one.stream(), other.stream())
                .filter(limit -> limit.value() > 0)
                .min(Comparator.comparing(Sourced::value))
                .or(() -> one);
    }

    SocketEnds withClientMessage(Sourced<Long> octets) {
        return new SocketEnds(Optional.of(octets), backendMessage, drainClient, drainBackend, spread);
    }

    SocketEnds withBackendMessage(Sourced<Long> octets) {
        return new SocketEnds(clientMessage, Optional.of(octets), drainClient, drainBackend, spread);
    }

    SocketEnds withDrainClient(Sourced<Integer> code) {
        return new SocketEnds(clientMessage, backendMessage, Optional.of(code), drainBackend, spread);
    }

    SocketEnds withDrainBackend(Sourced<BackendEnd> end) {
        return new SocketEnds(clientMessage, backendMessage, drainClient, Optional.of(end), spread);
    }

    SocketEnds withSpread(Sourced<Duration> time) {
        return new SocketEnds(clientMessage, backendMessage, drainClient, drainBackend, Optional.of(time));
    }

    public Sourced<Long> clientMessageOrDefault() {
        return clientMessage.orElse(Sourced.byDefault(0L));
    }

    public Sourced<Long> backendMessageOrDefault() {
        return backendMessage.orElse(Sourced.byDefault(0L));
    }

    public Sourced<Integer> drainClientOrDefault() {
        return drainClient.orElse(Sourced.byDefault(DRAIN_CLIENT));
    }

    public Sourced<BackendEnd> drainBackendOrDefault() {
        return drainBackend.orElse(Sourced.byDefault(DRAIN_BACKEND));
    }

    public Sourced<Duration> spreadOrDefault() {
        return spread.orElse(Sourced.byDefault(SPREAD));
    }
}
