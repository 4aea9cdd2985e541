package dev.tenon.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private static final TrustedProxies OURS =
            TrustedProxies.of(List.of("10.0.0.0/8", "192.0.2.7", "fd00::/8", "2001:db8::5"));

    private static String client(TrustedProxies proxies, String peer, @Nullable String header)
            throws UnknownHostException {
        return proxies.client(InetAddress.getByName(peer), header).getHostAddress();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.2.3 | 203.0.113.9 | 203.0.113.9",
                "10.1.2.3 | 198.51.100.1, 203.0.113.9 | 203.0.113.9",
                "10.1.2.3 | 203.0.113.9, 10.9.9.9 | 203.0.113.9",
                "10.1.2.3 | 1.1.1.1, 203.0.113.9,10.9.9.9 ,  192.0.2.7 | 203.0.113.9",
                "10.1.2.3 | 203.0.113.9:51234 | 203.0.113.9",
                "10.1.2.3 | 10.5.5.5, 10.6.6.6 | 10.5.5.5",
                "fd00::1 | 2001:db8::9 | 2001:db8:0:0:0:0:0:9",
                "fd00::1 | [2001:db8::9]:443 | 2001:db8:0:0:0:0:0:9",
                "fd00::1 | 203.0.113.9, 2001:db8::5 | 203.0.113.9",
                "10.1.2.3 | ::ffff:203.0.113.9 | 203.0.113.9",
            })
    void the_right_most_that_is_not_trusted_is_the_client(String peer, String header, String expected)
            throws UnknownHostException {
        assertThat(client(OURS, peer, header)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.9", "10.0.0.1", "10.0.0.1, 10.0.0.2", "garbage", ""})
    void A5_what_a_client_says_that_is_no_proxy_does_not_count(String header) throws UnknownHostException {
        assertThat(client(OURS, "198.51.100.77", header)).isEqualTo("198.51.100.77");
        assertThat(client(TrustedProxies.NONE, "10.1.2.3", header)).isEqualTo("10.1.2.3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "localhost",
                "example.org",
                "_hidden",
                "",
                " ",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "0x7f.0.0.1",
                "2130706433",
                "1.2.3.4:",
                "1.2.3.4:123456",
                "[::1",
                "::1]",
                "fe80::1%eth0",
                ":::",
                "1:2:3:4:5:6:7:8:9",
                "203.0.113.9 10.0.0.1",
                "\u0661.2.3.4"
            })
    void where_no_address_stands_the_proxy_that_wrote_so_counts(String entry) throws UnknownHostException {
        assertThat(client(OURS, "10.1.2.3", entry)).isEqualTo("10.1.2.3");
        assertThat(client(OURS, "10.1.2.3", "203.0.113.9, " + entry + ", 10.9.9.9"))
                .as("nothing to the left of it counts")
                .isEqualTo("10.9.9.9");
    }

    @Test
    void H1_no_more_than_a_few_hops_are_read() throws UnknownHostException {
        String chain = "203.0.113.9" + ", 10.0.0.1".repeat(1_000);

        assertThat(client(OURS, "10.1.2.3", chain)).isEqualTo("10.0.0.1");
        assertThat(client(OURS, "10.1.2.3", ",".repeat(10_000))).isEqualTo("10.1.2.3");
        assertThat(client(OURS, "10.1.2.3", null)).isEqualTo("10.1.2.3");
    }

    @Test
    void a_range_ends_at_its_bit() throws UnknownHostException {
        TrustedProxies proxies = TrustedProxies.of(List.of("192.0.2.128/25", "2001:db8:8000::/33"));

        assertThat(proxies.has(InetAddress.getByName("192.0.2.128"))).isTrue();
        assertThat(proxies.has(InetAddress.getByName("192.0.2.255"))).isTrue();
        assertThat(proxies.has(InetAddress.getByName("192.0.2.127"))).isFalse();
        assertThat(proxies.has(InetAddress.getByName("2001:db8:ffff::1"))).isTrue();
        assertThat(proxies.has(InetAddress.getByName("2001:db8:7fff::1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "::/0",
                "10.0.0.0/33",
                "fd00::/129",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "proxy",
                "10.0.0",
                "10.0.0.0/eight"
            })
    void refuses_what_names_nobody_or_everybody(String text) {
        assertThatThrownBy(() -> TrustedProxies.of(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
