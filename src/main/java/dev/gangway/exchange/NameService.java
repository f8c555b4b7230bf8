package dev.gangway.exchange;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where names of hosts are looked up. Thread-safe; may block for as long as the platform likes. */
public interface NameService {

    /** What the address claims to be called; empty when it has no name or none can be had. */
    Optional<String> nameOf(InetAddress address);

    /** At least one; fails when the name has none or none can be had. */
    List<InetAddress> addressesOf(String name) throws UnknownHostException;

    /** Empty when the name has none or none can be had. */
    default List<InetAddress> addressesIfAny(String name) {
        try {
            return addressesOf(name);
        } catch (UnknownHostException e) {
            return List.of(); // as good as none to those who ask whether one of them is the client's
        }
    }

    /** The name that leads back to the address, in lower case without the root's dot: the look-up that httpd calls double. */
    default Optional<String> confirmedNameOf(InetAddress address) {
        return nameOf(address)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .map(name -> name.endsWith(".") ? name.substring(0, name.length() - 1) : name)
                .filter(name -> OfPlatform.NAME.matcher(name).matches())
                .filter(name -> addressesIfAny(name).contains(address));
    }

    /** The hosts file, DNS and whatever else the platform asks. */
    final class OfPlatform implements NameService {

        /** An address leads back to itself and is no name. */
        private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]*[a-z][a-z0-9_-]*");

        @Override
        public Optional<String> nameOf(InetAddress address) {
            try {
                // a new object: this one would remember its name
                String name = InetAddress.getByAddress(address.getAddress()).getCanonicalHostName();
                return Optional.of(name).filter(text -> !text.equals(address.getHostAddress()));
            } catch (UnknownHostException impossible) {
                return Optional.empty(); // the length is an address's
            }
        }

        @Override
        public List<InetAddress> addressesOf(String name) throws UnknownHostException {
            return List.of(InetAddress.getAllByName(name));
        }
    }
}
