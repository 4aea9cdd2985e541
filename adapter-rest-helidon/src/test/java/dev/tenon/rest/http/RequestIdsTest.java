package dev.tenon.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "import-2026-11-22.0001", "A_b-c.9"})
    void keeps_a_sane_one(String given) {
        assertThat(RequestIds.of(given)).isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "a\"b", "caf\u00e9", "<script>", "a/b"})
    void replaces_any_other(String given) {
        assertThat(RequestIds.of(given)).matches("[0-9a-f]{32}");
    }

    @Test
    void replaces_a_long_one_and_none() {
        assertThat(RequestIds.of("x".repeat(64))).hasSize(64).contains("x");
        assertThat(RequestIds.of("x".repeat(65))).hasSize(32);
        assertThat(RequestIds.of(null)).isNotEqualTo(RequestIds.of(null));
    }
}
