package dev.tenon.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A block of addresses, as in {@code 10.0.0.0/8} or {@code fc00::/7}.
 *
 * @param network the first address
 * @param bits how many bits of it all addresses of the block have in common
 */
record AddressBlock(InetAddress network, int bits) {

    private static final Pattern VERSION_4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern VERSION_6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");

    /**
     * Reads the usual notation.
     *
     * @throws IllegalArgumentException if it is none
     */
    static AddressBlock of(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
        int longest = address.getAddress().length * 8;
        int bits = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > longest) {
            throw new IllegalArgumentException("Not so many bits: " + text);
        }
        return new AddressBlock(address, bits);
    }

    /** Whether this is an address and not a name. */
    static boolean isLiteral(String host) {
        return VERSION_4.matcher(host).matches() || VERSION_6.matcher(host).matches();
    }

    /**
     * Whether it is made of numbers and yet no address as everybody writes it, as in {@code 127.1} or {@code 127.0.0.001}: what it
     * means depends on who reads it.
     */
    static boolean isAmbiguous(String host) {
        return NUMBERS.matcher(host).matches() && !VERSION_4.matcher(host).matches();
    }

    /** An address that is written out; asks no network. */
    static InetAddress literal(String text) {
        if (!isLiteral(text)) {
            throw new IllegalArgumentException("Not an address: " + text);
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException("Not an address: " + text, malformed);
        }
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] first = network.getAddress();
        if (bytes.length != first.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = 0xff & (0xff << Math.max(0, 8 - (bits - bit)));
            if (((bytes[bit / 8] ^ first[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
