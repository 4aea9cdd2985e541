package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({
        "users, users, 0",
        "usres, users, 1",
        "user, users, 1",
        "userss, users, 1",
        "osers, users, 1",
        "'', users, 5",
        "users, '', 5",
        "serve, users, 3"
    })
    void counts_what_must_be_changed(String one, String other, int distance) {
        assertThat(EditDistance.between(one, other)).isEqualTo(distance);
        assertThat(EditDistance.between(other, one)).isEqualTo(distance);
    }
}
