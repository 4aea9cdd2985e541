package dev.tenon.core.flags;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.255.255, true", "10.1.0.0/16, 10.2.0.0, false", "0.0.0.0/0, 255.255.255.255, true",
        "192.168.1.128/25, 192.168.1.127, false", "192.168.1.128/25, 192.168.1.128, true", "10.0.0.1, 10.0.0.1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true", "2001:db8::/32, 2001:db9::, false", "::1, 0:0:0:0:0:0:0:1, true",
        "::ffff:10.0.0.0/104, ::ffff:10.9.8.7, true", "::/0, 10.0.0.1, false", "fe80::/10, febf::1, true"
    })
    void holds_the_addresses_that_begin_as_it_does(String network, String address, boolean contains) {
        assertThat(Network.parse(network)
                        .orElseThrow()
                        .contains(Network.parse(address).orElseThrow()))
                .isEqualTo(contains);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.1/33",
                "10.0.0.1/",
                "10.0.0.1/-1",
                "1e.0.0.1",
                "example.org",
                "::1::",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "::/129",
                ":1",
                "1:2:3:4:5:6:7",
                "10.0.0.１"
            })
    void reads_nothing_else(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }
}
