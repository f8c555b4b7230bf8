package dev.gangway.rules;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one server acts as one proxy among others. Immutable.
 *
 * @param identity ServerName; empty when there is none
 * @param maxForwards ProxyMaxForwards: the value that requests without Max-Forwards get; empty for none
 * @param blocked ProxyBlock, in lower case: parts of backend hosts, or {@code *}
 * @param capturedHosts ProxyCapturedHosts: the backends that captures may choose
 * @param plainOnSockets ProxyWebsocketFallbackToProxyHttp: ws:// rules take requests without Upgrade too
 */
public record HopSettings(
        Optional<ServerIdentity> identity,
        Via via,
        OptionalInt maxForwards,
        List<String> blocked,
        CapturedHosts capturedHosts,
        boolean plainOnSockets) {

    public HopSettings {
        blocked = List.copyOf(blocked);
    }

    /** The word of ProxyBlock that a backend's host holds. */
    public Optional<String> blocks(BackendOrigin origin) {
        return blocked.stream()
                .filter(word -> word.equals("*") || origin.host().contains(word))
                .findFirst();
    }
}
