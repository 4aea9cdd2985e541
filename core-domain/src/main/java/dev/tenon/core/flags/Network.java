package dev.tenon.core.flags;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address, or all addresses that begin alike: {@code 10.1.0.0/16}, {@code 2001:db8::/32}. No names are looked up.
 *
 * @param address four bytes of IPv4 or sixteen of IPv6
 * @param prefix how many bits count
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by its methods alone.
record Network(byte[] address, int prefix) {

    /** Reads an address or a network; empty if it is none. */
    static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = bytes(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return Optional.empty();
        }
        int bits = address.length * 8;
        int prefix = slash < 0 ? bits : number(text.substring(slash + 1), 10, 3, bits);
        return prefix < 0 ? Optional.empty() : Optional.of(new Network(address, prefix));
    }

    /** Whether another one lies in it. */
    boolean contains(Network other) {
        if (other.address.length != address.length || other.prefix < prefix) {
            return false;
        }
        int whole = prefix / 8;
        if (!Arrays.equals(address, 0, whole, other.address, 0, whole)) {
            return false;
        }
        int rest = prefix % 8;
        return rest == 0 || (address[whole] ^ other.address[whole]) >> (8 - rest) == 0;
    }

    private static byte @Nullable [] bytes(String text) {
        return text.indexOf(':') < 0 ? fourBytes(text) : sixteenBytes(text);
    }

    private static byte @Nullable [] fourBytes(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        byte[] bytes = new byte[4];
        for (int at = 0; at < 4; at++) {
            int value = number(parts[at], 10, 3, 255);
            if (value < 0) {
                return null;
            }
            bytes[at] = (byte) value;
        }
        return bytes;
    }

    /** RFC 4291, section 2.2. */
    private static byte @Nullable [] sixteenBytes(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] all = groups(text);
            return all != null && all.length == 16 ? all : null;
        }
        byte[] before = groups(text.substring(0, gap));
        byte[] after = groups(text.substring(gap + 2));
        if (before == null || after == null || before.length + after.length > 14) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(before, 16);
        System.arraycopy(after, 0, bytes, 16 - after.length, after.length);
        return bytes;
    }

    /** Groups with colons between them; the last two may be written as an IPv4 address. */
    private static byte @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split(":", -1);
        byte[] last = parts[parts.length - 1].indexOf('.') < 0 ? null : fourBytes(parts[parts.length - 1]);
        int count = last == null ? parts.length : parts.length - 1;
        if (count > 8) {
            return null;
        }
        byte[] bytes = new byte[count * 2 + (last == null ? 0 : 4)];
        for (int at = 0; at < count; at++) {
            int value = number(parts[at], 16, 4, 0xffff);
            if (value < 0) {
                return null;
            }
            bytes[at * 2] = (byte) (value >> 8);
            bytes[at * 2 + 1] = (byte) value;
        }
        if (last != null) {
            System.arraycopy(last, 0, bytes, count * 2, 4);
        }
        return bytes;
    }

    /** A number without sign; -1 if it is none, or too large. */
    private static int number(String text, int radix, int longest, int highest) {
        if (text.isEmpty() || text.length() > longest) {
            return -1;
        }
        int value = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            int digit = character < 128 ? Character.digit(character, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value <= highest ? value : -1;
    }
}
