package dev.tenon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.testkit.AuthenticatorApp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppCodesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final AppCodes codes = new AppCodes();

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void knows_the_last_six_digits_of_the_examples_of_rfc_6238(long second, String code) {
        String secret = Base32.encode("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

        assertThat(codes.stepOf(secret, code, Instant.ofEpochSecond(second))).contains(second / 30);
    }

    @Test
    void knows_the_examples_of_rfc_4648() {
        List<String> plain = List.of("", "f", "fo", "foo", "foob", "fooba", "foobar");
        List<String> encoded = List.of("", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI");

        assertThat(plain)
                .extracting(text -> Base32.encode(text.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(encoded);
        assertThat(encoded)
                .extracting(text -> new String(Base32.decode(text), StandardCharsets.US_ASCII))
                .isEqualTo(plain);
    }

    @Test
    void takes_the_codes_of_an_app_whose_clock_is_a_step_off_and_no_others() {
        String secret = codes.newSecret();
        long step = NOW.getEpochSecond() / 30;

        for (int off = -3; off <= 3; off++) {
            String code = AuthenticatorApp.codeAt(secret, NOW.plus(Duration.ofSeconds(30L * off)));
            if (Math.abs(off) <= 1) {
                assertThat(codes.stepOf(secret, code, NOW))
                        .as("%d steps off", off)
                        .contains(step + off);
            } else {
                assertThat(codes.stepOf(secret, code, NOW))
                        .as("%d steps off", off)
                        .isEmpty();
            }
        }
    }

    @Test
    void takes_six_digits_and_nothing_else() {
        String secret = codes.newSecret();
        String code = AuthenticatorApp.codeAt(secret, NOW);

        assertThat(List.of(
                        "", code + "0", code.substring(1), " " + code.substring(1), "-" + code.substring(1), "١٢٣٤٥٦"))
                .allSatisfy(
                        typed -> assertThat(codes.stepOf(secret, typed, NOW)).isEmpty());
    }

    @Test
    void makes_secrets_of_160_bits_that_differ() {
        String secret = codes.newSecret();

        assertThat(Base32.decode(secret)).hasSize(20);
        assertThat(codes.newSecret()).isNotEqualTo(secret);
    }
}
