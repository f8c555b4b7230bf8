package dev.gangway.exchange;

import dev.gangway.message.Field;
import dev.gangway.message.Fields;
import dev.gangway.rules.Environment;
import dev.gangway.rules.PeerTrust;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who a request is from when it comes through trusted proxies: read from the right, the first address in their field that is
 * no trusted proxy's (mod_remoteip). What was read is taken out of the field. Immutable, thread-safe.
 */
final class ForwardedClient {

    /** Said by proxies only; from anyone else they are forged (threats 33 to 39). Compared with '_' and '.' taken as '-'. */
    private static final Set<String> PROXY_ONLY = Set.of(
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-server",
            "x-forwarded-proto",
            "x-forwarded-port",
            "forwarded",
            "proxy",
            "shiny-server-credentials",
            "shiny-shared-secret");

    private static final Pattern LITERAL = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|(?=.*:)[0-9a-fA-F:.]+");

    private final PeerTrust trust;

    ForwardedClient(PeerTrust trust) {
        this.trust = trust;
    }

    Reception receive(ClientRequest clientRequest) {
        Optional<InetAddress> peer = trust.proxies().isEmpty()
                ? Optional.empty()
                : address(clientRequest.connection().remoteAddress());
        if (peer.flatMap(trust::of).isEmpty()) {
            return Reception.plain(clientRequest);
        }
        ClientRequest seen = trust.field()
                .map(field -> behind(clientRequest, peer.get(), field))
                .orElse(clientRequest);
        return new Reception(seen, true, Environment.empty());
    }

    /** Whether a received field is dropped before anything looks at it but SetEnvIf. */
    boolean discards(Field line, boolean trustedPeer) {
        String name = line.name().toLowerCase(Locale.ROOT);
        boolean believed = trustedPeer && (name.startsWith("x-forwarded-") || name.equals("forwarded"));
        boolean named = trust.field().filter(line::is).isPresent();
        return !believed && (PROXY_ONLY.contains(name.replace('_', '-').replace('.', '-')) || (named && !trustedPeer));
    }

    private ClientRequest behind(ClientRequest clientRequest, InetAddress peer, String field) {
        String rest = String.join(", ", clientRequest.fields().all(field));
        String client = clientRequest.connection().remoteAddress();
        Optional<PeerTrust.Proxies> proxy = trust.of(peer);
        while (proxy.isPresent() && !rest.isBlank()) {
            int comma = rest.lastIndexOf(',');
            Optional<InetAddress> named = address(rest.substring(comma + 1).strip());
            if (named.isEmpty() || (!proxy.get().internal() && isPrivate(named.get()))) {
                break;
            }
            client = named.get() instanceof Inet4Address
                    ? named.get().getHostAddress()
                    : literal(rest.substring(comma + 1).strip());
            rest = comma < 0 ? "" : rest.substring(0, comma).stripTrailing();
            proxy = trust.of(named.get());
        }
        Fields.Builder fields = clientRequest.fields().toBuilder().remove(field);
        if (!rest.isBlank()) {
            fields.add(field, rest);
        }
        return clientRequest.with(fields.build()).from(client);
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == 4
                ? address.isSiteLocalAddress() || address.isLinkLocalAddress() || address.isLoopbackAddress()
                : (octets[0] & 0xE0) != 0x20; // outside 2000::/3
    }

    /** Without the brackets that some proxies put around. */
    private static String literal(String written) {
        return written.startsWith("[") && written.endsWith("]") ? written.substring(1, written.length() - 1) : written;
    }

    /** Literal addresses only, so nothing is looked up. */
    static Optional<InetAddress> address(String written) {
        String literal = literal(written);
        if (!LITERAL.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}
