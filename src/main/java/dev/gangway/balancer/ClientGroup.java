package dev.gangway.balancer;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who counts as one client: an IPv4 address, or the /64 of an IPv6 one, which one host may hold all of. Immutable. */
record ClientGroup(String name) {

    private static final int NETWORK_OCTETS = 8;

    /** @param address literal; what is none stands for itself */
    static ClientGroup of(String address) {
        boolean literal = address.indexOf(':') >= 0 || address.matches("[0-9.]+");
        try {
            // an IPv4 address within an IPv6 one comes out as itself
            return literal && InetAddress.getByName(address) instanceof Inet6Address six
                    ? new ClientGroup(network(six.getAddress()))
                    : new ClientGroup(literal ? InetAddress.getByName(address).getHostAddress() : address);
        } catch (UnknownHostException malformed) {
            return new ClientGroup(address);
        }
    }

    private static String network(byte[] octets) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < NETWORK_OCTETS; i += 2) {
            name.append(Integer.toHexString(((octets[i] & 0xff) << 8) | (octets[i + 1] & 0xff)))
                    .append(':');
        }
        return name.append(":/64").toString();
    }
}
