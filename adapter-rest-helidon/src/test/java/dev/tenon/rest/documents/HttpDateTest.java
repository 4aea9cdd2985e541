package dev.tenon.rest.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {

    private static final Instant INSTANT = Instant.parse("1994-11-06T08:49:37Z");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void writes_the_one_form_that_is_sent() {
        assertThat(HttpDate.of(INSTANT)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void reads_the_three_forms(String text) {
        assertThat(HttpDate.parse(text, NOW)).contains(INSTANT);
    }

    @Test
    void a_year_of_two_digits_is_at_most_fifty_years_ahead() {
        assertThat(HttpDate.parse("Sunday, 01-Nov-76 00:00:00 GMT", NOW))
                .contains(Instant.parse("2076-11-01T00:00:00Z"));
        assertThat(HttpDate.parse("Tuesday, 01-Nov-77 00:00:00 GMT", NOW))
                .contains(Instant.parse("1977-11-01T00:00:00Z"));
        assertThat(HttpDate.parse("Tue Nov 16 08:49:37 2027", NOW)).contains(Instant.parse("2027-11-16T08:49:37Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 CET",
                "Sunday, 06-Nov-1994 08:49:37 GMT",
                "Sun Nov 6 08:49:37 1994 GMT"
            })
    void everything_else_is_none(String text) {
        assertThat(HttpDate.parse(text, NOW)).isEmpty();
    }
}
