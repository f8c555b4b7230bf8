package dev.gangway.rules;

/**
 * How many WebSocket sessions and opening handshakes there may be, whatever rule they take. Immutable. A number of 0 is no
 * limit.
 *
 * @param sessions ProxyWebsocketMax
 * @param clientSessions ProxyWebsocketMaxPerClient
 * @param rate ProxyWebsocketRate
 * @param clientRate ProxyWebsocketRatePerClient
 */
public record SocketLimits(
        Sourced<Integer> sessions,
        Sourced<Integer> clientSessions,
        Sourced<HandshakeRate> rate,
        Sourced<HandshakeRate> clientRate) {

    public static final SocketLimits NONE = new SocketLimits(
            Sourced.byDefault(0),
            Sourced.byDefault(0),
            Sourced.byDefault(HandshakeRate.UNLIMITED),
            Sourced.byDefault(HandshakeRate.UNLIMITED));
}
