package dev.gangway.websocket;

import dev.gangway.rules.SocketTimes;
import java.time.Duration;

/**
 * The relay's clocks. Immutable.
 *
 * @param clientPing interval between pings to the client unless the rules say another, so that a silent session outlives
 *     load balancers in front; zero for none
 * @param backendPing interval between pings to the backend unless the rules say another; zero for none
 * @param stall how long a backend may take no octet, or the last messages may wait for a client, before the session ends
 * @param closing how long a peer may stay silent after our Close frame before its connection is cut
 */
public record RelaySettings(Duration clientPing, Duration backendPing, Duration stall, Duration closing) {

    public static RelaySettings defaults() {
        return new RelaySettings(
                SocketTimes.CLIENT_PING, SocketTimes.BACKEND_PING, Duration.ofSeconds(30), Duration.ofSeconds(5));
    }
}
