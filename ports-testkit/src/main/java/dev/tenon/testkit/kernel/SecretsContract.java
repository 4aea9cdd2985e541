package dev.tenon.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.spi.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all secrets do, however they keep them. */
public abstract class SecretsContract {

    /** The secrets of the present test. */
    protected abstract Secrets secrets();

    @Test
    void makes_tokens_that_are_well_formed_and_never_the_same() {
        Token token = secrets().newToken(Token.SESSION);

        assertThat(Token.parse(Token.SESSION, token.text())).contains(token);
        assertThat(secrets().newToken(Token.SESSION)).isNotEqualTo(token);
    }

    /** RFC 4231, test cases 1 and 6 (a key that is longer than a block). */
    @Test
    void a_mac_is_hmac_sha_256_under_a_key_in_base64() {
        assertThat(secrets().mac(base64("0b".repeat(20)), "Hi There"))
                .isEqualTo(base64("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"));
        assertThat(secrets().mac(base64("aa".repeat(131)), "Test Using Larger Than Block-Size Key - Hash Key First"))
                .isEqualTo(base64("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
        assertThat(secrets().newSharedKey())
                .matches("[A-Za-z0-9+/]{43}=")
                .isNotEqualTo(secrets().newSharedKey());
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    @Test
    void S1_the_digest_of_a_token_is_its_sha_256_in_lower_case_hex() {
        Token token = secrets().newToken(Token.MAIL);

        assertThat(secrets().digest(token))
                .isEqualTo(secrets().sha256(token.text()))
                .matches("[0-9a-f]{64}");
        assertThat(secrets().sha256("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void a_checksum_is_counted_as_bytes_come() {
        assertThat(List.of("SHA-256", "SHA-1", "MD5"))
                .map(this::ofHello)
                .containsExactly(
                        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                        "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
                        "5d41402abc4b2a76b9719d911017c592");
    }

    private String ofHello(String algorithm) {
        Secrets.Checksum checksum = secrets().checksum(algorithm);
        checksum.add("(hel".getBytes(StandardCharsets.US_ASCII), 1, 3);
        checksum.add("lo)".getBytes(StandardCharsets.US_ASCII), 0, 2);
        return checksum.hex();
    }

    @Test
    void equal_values_have_equal_pseudonyms_within_a_purpose() {
        assertThat(secrets().pseudonym("throttle", "ana")).isEqualTo(secrets().pseudonym("throttle", "ana"));
        assertThat(secrets().pseudonym("throttle", "ana"))
                .isNotEqualTo(secrets().pseudonym("cursor", "ana"));
        assertThat(secrets().pseudonym("throttle", "ana"))
                .isNotEqualTo(secrets().pseudonym("throttle", "ben"));
        assertThat(secrets().pseudonym("a b", "c")).isNotEqualTo(secrets().pseudonym("a", "b c"));
    }

    @Test
    void opens_what_was_sealed_for_the_same_purpose() {
        String sealed = secrets().seal("mail", "Grüße, \uD83D\uDE00");

        assertThat(secrets().open("mail", sealed)).contains("Grüße, \uD83D\uDE00");
        assertThat(secrets().open("answer", sealed)).isEmpty();
        assertThat(secrets().open("mail", sealed + "0")).isEmpty();
        assertThat(secrets().open("mail", "")).isEmpty();
        assertThat(secrets().open("mail", secrets().seal("mail", ""))).contains("");
    }
}
