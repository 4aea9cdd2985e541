package dev.tenon.core.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void reads_seconds_and_dates() {
        assertThat(RetryAfter.of(429, "120", NOW)).contains(NOW.plusSeconds(120));
        assertThat(RetryAfter.of(503, "Thu, 01 Jan 2026 00:10:00 GMT", NOW)).contains(NOW.plusSeconds(600));
    }

    @Test
    void goes_neither_back_nor_beyond_an_hour() {
        assertThat(RetryAfter.of(503, "Wed, 31 Dec 2025 00:00:00 GMT", NOW)).contains(NOW);
        assertThat(RetryAfter.of(503, "999999999", NOW)).contains(NOW.plusSeconds(3600));
    }

    @Test
    void means_nothing_with_other_answers_and_in_other_words() {
        assertThat(RetryAfter.of(500, "120", NOW)).isEmpty();
        assertThat(RetryAfter.of(429, null, NOW)).isEmpty();
        assertThat(RetryAfter.of(429, "soon", NOW)).isEmpty();
        assertThat(RetryAfter.of(429, "-1", NOW)).isEmpty();
        assertThat(RetryAfter.of(429, "99999999999999999999", NOW)).isEmpty();
    }
}
