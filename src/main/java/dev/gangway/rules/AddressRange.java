package dev.gangway.rules;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Client addresses as Allow, Deny and Require ip name them. Immutable; equal by its text. */
public final class AddressRange {

    private static final Pattern PARTIAL_IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){0,3}\\.?");
    private static final String EXPECTED = "all, an address, a partial address like 10.1, network/mask or network/bits";

    private final String text;
    private final byte[] network;
    private final byte[] mask;

    private AddressRange(String text, byte[] network, byte[] mask) {
        this.text = text;
        this.network = network;
        this.mask = mask;
    }

    /** {@code all}: every client, of whatever family. */
    static AddressRange everyone() {
        return new AddressRange("all", new byte[0], new byte[0]);
    }

    static AddressRange parse(String text) throws Refusal {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (address.indexOf(':') >= 0) {
            byte[] network = ipv6(text, address);
            return new AddressRange(
                    text, network, slash < 0 ? bits(text, "128", 16) : bits(text, text.substring(slash + 1), 16));
        }
        if (!PARTIAL_IPV4.matcher(address).matches()) {
            throw address.matches("[0-9.]*")
                    ? Refusal.expected(text, EXPECTED)
                    : Refusal.expected(text, "an address, not a host name");
        }
        String[] parts = address.split("\\.", 0);
        byte[] network = new byte[4];
        for (int index = 0; index < parts.length; index++) {
            network[index] = octet(text, parts[index]);
        }
        if (slash < 0) {
            return new AddressRange(text, network, bits(text, String.valueOf(parts.length * 8), 4));
        }
        if (parts.length < 4 || address.endsWith(".")) {
            throw Refusal.expected(text, "four numbers before the /");
        }
        return new AddressRange(text, network, mask(text, text.substring(slash + 1)));
    }

    public boolean contains(InetAddress client) {
        if (network.length == 0) {
            return true;
        }
        byte[] address = client.getAddress();
        if (address.length != network.length) {
            return false;
        }
        for (int index = 0; index < network.length; index++) {
            if (((address[index] ^ network[index]) & mask[index]) != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] mask(String text, String written) throws Refusal {
        if (written.indexOf('.') < 0) {
            return bits(text, written, 4);
        }
        String[] parts = written.split("\\.", -1);
        if (parts.length != 4) {
            throw Refusal.expected(text, "a mask of four numbers");
        }
        byte[] mask = new byte[4];
        for (int index = 0; index < 4; index++) {
            mask[index] = octet(text, parts[index]);
        }
        return mask;
    }

    private static byte[] bits(String text, String written, int octets) throws Refusal {
        int count = written.matches("[0-9]{1,3}") ? Integer.parseInt(written) : -1;
        if (count < 0 || count > octets * 8) {
            throw Refusal.expected(text, "0 to " + octets * 8 + " bits after the /");
        }
        byte[] mask = new byte[octets];
        for (int bit = 0; bit < count; bit++) {
            mask[bit / 8] |= (byte) (0x80 >> (bit % 8));
        }
        return mask;
    }

    private static byte octet(String text, String number) throws Refusal {
        int value = number.matches("[0-9]{1,3}") ? Integer.parseInt(number) : 256;
        if (value > 255) {
            throw Refusal.expected(text, EXPECTED);
        }
        return (byte) value;
    }

    private static byte[] ipv6(String text, String address) throws Refusal {
        if (!address.matches("[0-9a-fA-F:.]+")) {
            throw Refusal.expected(text, EXPECTED);
        }
        try {
            // only hexadecimal digits, colons and dots: never looked up as a name
            byte[] octets = InetAddress.getByName("[" + address + "]").getAddress();
            if (octets.length != 16) {
                throw Refusal.expected(text, "an IPv4 address without its IPv6 prefix");
            }
            return octets;
        } catch (UnknownHostException malformed) {
            throw Refusal.expected(text, EXPECTED);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range
                && text.equals(range.text)
                && Arrays.equals(network, range.network)
                && Arrays.equals(mask, range.mask);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
