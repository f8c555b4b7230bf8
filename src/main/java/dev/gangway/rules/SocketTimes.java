package dev.gangway.rules;

import java.time.Duration;
import java.util.Optional;

/**
 * How long WebSocket sessions may be silent, as a server or section says it. Immutable. Zero switches a time off.
 *
 * @param clientPing ProxyWebsocketPing client: interval between pings to the client
 * @param backendPing ProxyWebsocketPing backend: interval between pings to the backend
 * @param idle ProxyWebsocketIdleTimeout: how long neither side may send a message before the session ends
 */
public record SocketTimes(
        Optional<Sourced<Duration>> clientPing,
        Optional<Sourced<Duration>> backendPing,
        Optional<Sourced<Duration>> idle) {

    /** Below the idle limits of load balancers, 55 s and more. */
    public static final Duration CLIENT_PING = Duration.ofSeconds(20);

    public static final Duration BACKEND_PING = Duration.ofSeconds(30);

    public static final SocketTimes NONE = new SocketTimes(Optional.empty(), Optional.empty(), Optional.empty());

    /** With those of a section that comes later, which replace these. */
    SocketTimes with(SocketTimes later) {
        return new SocketTimes(
                later.clientPing.or(() -> clientPing),
                later.backendPing.or(() -> backendPing),
                later.idle.or(() -> idle));
    }

    SocketTimes withClientPing(Sourced<Duration> interval) {
        return new SocketTimes(Optional.of(interval), backendPing, idle);
    }

    SocketTimes withBackendPing(Sourced<Duration> interval) {
        return new SocketTimes(clientPing, Optional.of(interval), idle);
    }

    SocketTimes withIdle(Sourced<Duration> limit) {
        return new SocketTimes(clientPing, backendPing, Optional.of(limit));
    }

    public Sourced<Duration> clientPingOrDefault() {
        return clientPing.orElse(Sourced.byDefault(CLIENT_PING));
    }

    public Sourced<Duration> backendPingOrDefault() {
        return backendPing.orElse(Sourced.byDefault(BACKEND_PING));
    }

    public Sourced<Duration> idleOrDefault() {
        return idle.orElse(Sourced.byDefault(Duration.ZERO));
    }
}
