package dev.tenon.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:7f00:1",
                "::ffff:169.254.169.254",
                "::ffff:0:7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:2::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void I4_an_address_of_a_special_purpose_is_not_public(String address) {
        assertThat(PublicAddresses.contain(AddressBlock.literal(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.255.255",
                "192.169.0.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "2001:4860:4860::8888",
                "::ffff:1.1.1.1"
            })
    void an_address_beside_them_is(String address) {
        assertThat(PublicAddresses.contain(AddressBlock.literal(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.4.", "example.org", "127.1", "0x7f.0.0.1", "abc"})
    void a_name_or_half_an_address_is_no_literal(String text) {
        assertThatThrownBy(() -> AddressBlock.literal(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_block_holds_what_begins_like_it() {
        AddressBlock block = AddressBlock.of("10.16.0.0/12");

        assertThat(block.contains(AddressBlock.literal("10.31.255.255"))).isTrue();
        assertThat(block.contains(AddressBlock.literal("10.32.0.0"))).isFalse();
        assertThat(block.contains(AddressBlock.literal("::1"))).isFalse();
        assertThat(AddressBlock.of("127.0.0.1").contains(AddressBlock.literal("127.0.0.1")))
                .isTrue();
        assertThat(AddressBlock.of("127.0.0.1").contains(AddressBlock.literal("127.0.0.2")))
                .isFalse();
        assertThat(AddressBlock.of("::/0").contains(AddressBlock.literal("::1")))
                .isTrue();
    }

    @Test
    void reads_what_is_allowed_beside_public_receivers() {
        AllowedReceivers allowed = AllowedReceivers.of(" localhost:9000, 10.1.0.0/16 ,::1,hooks.internal:443,");

        assertThat(allowed.names(HttpUrl.get("http://LOCALHOST:9000/x"))).isTrue();
        assertThat(allowed.names(HttpUrl.get("http://localhost:9001/x"))).isFalse();
        assertThat(allowed.names(HttpUrl.get("https://hooks.internal/x"))).isTrue();
        assertThat(allowed.contain(AddressBlock.literal("10.1.2.3"))).isTrue();
        assertThat(allowed.contain(AddressBlock.literal("10.2.2.3"))).isFalse();
        assertThat(allowed.contain(AddressBlock.literal("::1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/x", "http://localhost:9000", "a b:1", "*"})
    void refuses_what_allows_nothing_one_can_name(String list) {
        assertThatThrownBy(() -> AllowedReceivers.of(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(list);
    }
}
