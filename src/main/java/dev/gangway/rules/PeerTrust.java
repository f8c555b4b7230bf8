package dev.gangway.rules;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which peers are proxies whose forwarded fields are believed (RemoteIP directives). Immutable.
 *
 * @param field the field in which they name the client; empty means that the client's address is always the peer's
 */
public record PeerTrust(Optional<String> field, List<Proxies> proxies) {

    public static final PeerTrust NOBODY = new PeerTrust(Optional.empty(), List.of());

    public PeerTrust {
        proxies = List.copyOf(proxies);
    }

    /**
     * The peers of one address of a list.
     *
     * @param internal whether such a proxy may also name a private address as its client
     */
    public record Proxies(AddressRange range, boolean internal) {}

    /** The first line that names the address. */
    public Optional<Proxies> of(InetAddress peer) {
        return proxies.stream().filter(line -> line.range().contains(peer)).findFirst();
    }
}
