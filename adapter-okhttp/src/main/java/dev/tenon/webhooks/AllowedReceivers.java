package dev.tenon.webhooks;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * Receivers that are called although they are not public, over plain HTTP too: for development, and for what an installation runs
 * beside itself. Whoever may make webhooks reaches them from the server, so every one is a door.
 *
 * @param hosts as {@code host:port}
 */
record AllowedReceivers(Set<String> hosts, List<AddressBlock> blocks) {

    /** None. */
    static final AllowedReceivers NONE = new AllowedReceivers(Set.of(), List.of());

    AllowedReceivers {
        hosts = Set.copyOf(hosts);
        blocks = List.copyOf(blocks);
    }

    /**
     * Reads a list, separated by commas, of {@code host:port} and of addresses or blocks of them ({@code 10.1.0.0/16}).
     *
     * @throws IllegalArgumentException saying which entry is neither
     */
    static AllowedReceivers of(String list) {
        Set<String> hosts = new HashSet<>();
        List<AddressBlock> blocks = new ArrayList<>();
        for (String entry : list.split(",", -1)) {
            String text = entry.strip().toLowerCase(Locale.ROOT);
            if (text.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?:[0-9]{1,5}")) {
                hosts.add(text);
            } else if (!text.isEmpty()) {
                blocks.add(block(text));
            }
        }
        return new AllowedReceivers(hosts, blocks);
    }

    private static AddressBlock block(String text) {
        try {
            return AddressBlock.of(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is neither host:port nor a block of addresses like 10.1.0.0/16", malformed);
        }
    }

    /** Whether the receiver is named with its port. */
    boolean names(HttpUrl url) {
        return hosts.contains(url.host() + ":" + url.port());
    }

    boolean contain(InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }
}
