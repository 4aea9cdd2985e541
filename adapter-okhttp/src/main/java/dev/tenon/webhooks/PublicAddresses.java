package dev.tenon.webhooks;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses everybody on the internet means the same machine by, after IANA's registries of special-purpose addresses
 * (RFC 6890 and its successors). Whatever leads into a network of its own, to this machine, to many machines, or through a
 * translation to an address that would have to be looked at again, is not public.
 */
final class PublicAddresses {

    private static final List<AddressBlock> SPECIAL_4 = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .map(AddressBlock::of)
            .toList();

    /** All that is given out for machines to be reached at. */
    private static final AddressBlock GLOBAL_6 = AddressBlock.of("2000::/3");

    /** Of these: protocols' own (Teredo and others), documentation, and 6to4, which carries an IPv4 address. */
    private static final List<AddressBlock> SPECIAL_6 = Stream.of(
                    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .map(AddressBlock::of)
            .toList();

    private PublicAddresses() {}

    /** Whether the address is public. One of version 4 in a mapped form is taken for what it is. */
    static boolean contain(InetAddress address) {
        if (address instanceof Inet4Address) {
            return SPECIAL_4.stream().noneMatch(block -> block.contains(address));
        }
        return GLOBAL_6.contains(address) && SPECIAL_6.stream().noneMatch(block -> block.contains(address));
    }
}
