package dev.gangway.websocket;

import java.time.Duration;

/**
 * The relay's clocks. Immutable.
 *
 * @param clientPing interval between pings to the client, so that a silent session outlives load balancers in front
 * @param backendPing interval between pings to the backend
 * @param stall how long a backend may take no octet, or the last messages may wait for a client, before the session ends
 * @param closing how long a peer may stay silent after our Close frame before its connection is cut
 */
public record RelaySettings(Duration clientPing, Duration backendPing, Duration stall, Duration closing) {

    public static RelaySettings defaults() {
        return new RelaySettings(
                Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(5));
    }
}
