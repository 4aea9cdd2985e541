package dev.tenon.rest.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00Z", "0000-02-29T23:59:59.999999999Z", "1582-10-15T12:00:00Z",
                        "1899-12-31T23:59:59.001Z",
                "1969-12-31T23:59:59.000001Z", "1970-01-01T00:00:00Z", "2000-02-29T00:00:00.100Z",
                        "2100-02-28T23:59:59Z",
                "2100-03-01T00:00:00Z", "2026-11-22T20:54:00.123456Z", "9999-12-31T23:59:59.999999999Z"
            })
    void writes_what_was_read(String text) {
        assertThat(InstantText.of(Instant.parse(text))).isEqualTo(text);
    }

    @Test
    void writes_years_of_more_than_four_digits_as_the_platform_does() {
        for (Instant time : List.of(
                Instant.MIN,
                Instant.MAX,
                Instant.parse("+10000-01-01T00:00:00Z"),
                Instant.parse("-0001-12-31T23:59:59Z"))) {
            assertThat(InstantText.of(time)).isEqualTo(time.toString());
        }
    }

    @Test
    void writes_any_instant_as_the_platform_does() {
        Random random = new Random(17);
        int[] parts = {1, 1_000, 1_000_000, 1_000_000_000};
        for (int time = 0; time < 100_000; time++) {
            int part = parts[random.nextInt(parts.length)];
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(-62_167_219_300L, 253_402_300_900L), random.nextInt(1_000_000_000) / part * part);

            assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
        }
    }
}
