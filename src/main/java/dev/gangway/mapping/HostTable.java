package dev.gangway.mapping;

import dev.gangway.rules.ListenAddress;
import dev.gangway.rules.RuleSet;
import dev.gangway.rules.Server;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which virtual host a request is for (mod_proxy.md section 1.5): of the hosts whose address fits best, the first one that
 * answers to the name, else the first one. A container rarely listens on the ports that an httpd configuration names, so
 * ports choose in this order: the port the request came in on, the port the client addressed, the scheme's own (80 for http,
 * 443 for https), no port given, any other. Immutable.
 */
public final class HostTable {

    private static final int ADDRESS_WEIGHT = 10;

    private final Server main;
    private final List<Server> hosts;

    private HostTable(RuleSet rules) {
        this.main = rules.main();
        this.hosts = rules.hosts();
    }

    public static HostTable compile(RuleSet rules) {
        return new HostTable(rules);
    }

    /**
     * Where a request came in.
     *
     * @param name the host name the client addressed
     * @param port the port the client addressed
     * @param localAddress empty when it is unknown
     */
    public record Entrance(String scheme, String name, int port, Optional<InetAddress> localAddress, int localPort) {}

    /** The main server when no virtual host has a fitting address. */
    public Server choose(Entrance entrance) {
        int best = 0;
        List<Server> fitting = new ArrayList<>();
        for (Server host : hosts) {
            int fit = host.names().addresses().stream()
                    .mapToInt(address -> fit(address, entrance))
                    .max()
                    .orElse(0);
            if (fit > best) {
                best = fit;
                fitting.clear();
            }
            if (fit == best && fit > 0) {
                fitting.add(host);
            }
        }
        if (fitting.isEmpty()) {
            return main;
        }
        String name = entrance.name().toLowerCase(Locale.ROOT);
        return fitting.stream()
                .filter(host -> host.names().answersTo(name))
                .findFirst()
                .orElse(fitting.get(0));
    }

    /** 0 when the address does not fit at all. */
    private static int fit(ListenAddress address, Entrance entrance) {
        int byAddress = 1;
        if (address.address().isPresent()) {
            boolean same = entrance.localAddress()
                    .filter(local -> address.address().get().contains(local))
                    .isPresent();
            if (!same) {
                return 0;
            }
            byAddress = 2;
        }
        return byAddress * ADDRESS_WEIGHT + fitOfPort(address, entrance);
    }

    private static int fitOfPort(ListenAddress address, Entrance entrance) {
        if (address.port().isEmpty()) {
            return 1;
        }
        int port = address.port().getAsInt();
        if (port == entrance.localPort()) {
            return 4;
        }
        if (port == entrance.port()) {
            return 3;
        }
        return port == (entrance.scheme().equalsIgnoreCase("https") ? 443 : 80) ? 2 : 0;
    }
}
