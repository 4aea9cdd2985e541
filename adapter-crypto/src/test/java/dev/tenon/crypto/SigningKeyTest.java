package dev.tenon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SigningKeyTest {

    private static final String TEXT = "{\"sequence\": 19}";

    /** RFC 8032 section 7.1, test 1: this seed, this public key, and this signature of nothing. */
    @Test
    void U3_a_seed_is_the_key_pair_that_the_standard_makes_of_it() {
        SigningKey key = SigningKey.of(
                HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

        byte[] encoded = Base64.getDecoder().decode(key.publicKey());
        assertThat(HexFormat.of().formatHex(encoded))
                .endsWith("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assertThat(HexFormat.of().formatHex(Base64.getDecoder().decode(key.sign(""))))
                .isEqualTo(
                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                                + "d25bf5f0595bbe24655141438e7a100b");
    }

    @Test
    void U3_only_what_was_signed_with_the_other_half_passes() {
        SigningKey key = SigningKey.of(new byte[32]);
        SigningKey another = SigningKey.of(another());
        String signature = key.sign(TEXT);

        assertThat(SigningKey.isSigned(key.publicKey(), TEXT, signature)).isTrue();
        assertThat(SigningKey.isSigned(key.publicKey(), TEXT + " ", signature)).isFalse();
        assertThat(SigningKey.isSigned(another.publicKey(), TEXT, signature)).isFalse();
        assertThat(SigningKey.isSigned(key.publicKey(), TEXT, another.sign(TEXT)))
                .isFalse();
    }

    @Test
    void U3_what_is_no_key_and_no_signature_signs_nothing() {
        SigningKey key = SigningKey.of(new byte[32]);

        assertThat(SigningKey.isSigned("?", TEXT, key.sign(TEXT))).isFalse();
        assertThat(SigningKey.isSigned("", TEXT, key.sign(TEXT))).isFalse();
        assertThat(SigningKey.isSigned(key.publicKey(), TEXT, "?")).isFalse();
        assertThat(SigningKey.isSigned(key.publicKey(), TEXT, "")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(new byte[31]));
    }

    private static byte[] another() {
        byte[] seed = new byte[32];
        seed[0] = 1;
        return seed;
    }
}
