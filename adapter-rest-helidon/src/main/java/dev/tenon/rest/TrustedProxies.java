package dev.tenon.rest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The machines in front of the server that are believed when they say for whom they ask. Only numbers: no name is looked
 * up, neither here nor of what a request says.
 */
public final class TrustedProxies {

    /** Nobody: every client has the address of its connection. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private static final int MOST_RANGES = 64;
    /** A chain that is longer is none that anybody set up. */
    private static final int MOST_HOPS = 32;

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]*)](?::\\d{1,5})?|([^:]*):\\d{1,5}");

    private record Range(InetAddress address, int prefix) {

        boolean has(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                int mask = 0x80 >> (bit & 7);
                if (((ours[bit >> 3] ^ theirs[bit >> 3]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Range> ranges;

    private TrustedProxies(List<Range> ranges) {
        this.ranges = ranges;
    }

    /**
     * These machines.
     *
     * @param addresses like {@code 10.0.0.7}, {@code 10.0.0.0/8} and {@code fd00::/8}, 64 at most
     * @throws IllegalArgumentException for anything else, and for a range that everybody is in
     */
    public static TrustedProxies of(List<String> addresses) {
        if (addresses.size() > MOST_RANGES) {
            throw new IllegalArgumentException("These are more than " + MOST_RANGES + " addresses");
        }
        return addresses.isEmpty()
                ? NONE
                : new TrustedProxies(
                        addresses.stream().map(TrustedProxies::range).toList());
    }

    private static Range range(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is no address like 10.0.0.7 or fd00::1, and no range like 10.0.0.0/8"));
        int bits = 8 * address.getAddress().length;
        if (slash < 0) {
            return new Range(address, bits);
        }
        String digits = text.substring(slash + 1);
        int prefix = PREFIX.matcher(digits).matches() ? Integer.parseInt(digits) : -1;
        if (prefix == 0) {
            throw new IllegalArgumentException("Everybody is in " + text + ", and could then claim any address");
        }
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "Behind the slash of \"" + text + "\" stands a number from 1 to " + bits);
        }
        return new Range(address, prefix);
    }

    /** Whether there is one at all. */
    public boolean any() {
        return !ranges.isEmpty();
    }

    /** Whether this is one of them. */
    public boolean has(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.has(address));
    }

    /**
     * Who asks. Each proxy adds to the right of the header who asked it; so, from the right, the first that is not trusted is
     * whom the trusted ones speak of, and what stands to its left may be made up. Where an entry is no address, the proxy that
     * wrote it counts.
     *
     * @param peer who holds the connection
     * @param forwardedFor the header {@code X-Forwarded-For}, several of them joined by commas in their order
     */
    public InetAddress client(InetAddress peer, @Nullable String forwardedFor) {
        InetAddress client = peer;
        List<String> hops = forwardedFor == null ? List.of() : fromTheRight(forwardedFor);
        for (int hop = 0; hop < hops.size() && has(client); hop++) {
            Optional<InetAddress> before = entry(hops.get(hop));
            if (before.isEmpty()) {
                return client;
            }
            client = before.get();
        }
        return client;
    }

    private static List<String> fromTheRight(String header) {
        List<String> hops = new ArrayList<>();
        int end = header.length();
        while (end >= 0 && hops.size() < MOST_HOPS) {
            int comma = header.lastIndexOf(',', end - 1);
            hops.add(header.substring(comma + 1, end).strip());
            end = comma;
        }
        return hops;
    }

    /** An address, as some proxies write it with a port. */
    private static Optional<InetAddress> entry(String text) {
        var matcher = WITH_PORT.matcher(text);
        if (!matcher.matches()) {
            return literal(text);
        }
        return literal(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }

    /** An address in numbers; whatever might be a name is refused before anybody could look it up. */
    private static Optional<InetAddress> literal(String text) {
        boolean isLiteral = text.indexOf(':') < 0
                ? IPV4.matcher(text).matches()
                : IPV6.matcher(text).matches();
        try {
            return isLiteral ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}
