package dev.tenon.rest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

    @Test
    void a_tag_names_a_revision() {
        assertThat(EntityTags.expected("\"0\"")).isEqualTo(Expected.revision(0));
        assertThat(EntityTags.expected(" \"12\" ")).isEqualTo(Expected.revision(12));
    }

    @Test
    void a_star_means_any_revision() {
        assertThat(EntityTags.expected("*")).isEqualTo(Expected.any());
    }

    @Test
    void no_header_is_no_expectation() {
        assertThat(EntityTags.expected(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"1\"", "\"abc\"", "\"01\"", "\"-1\"", "\"\"", "\"99999999999999999999\"", "\"1.0\""})
    void a_tag_that_was_never_given_matches_nothing(String tag) {
        assertThatThrownBy(() -> java.util.Objects.requireNonNull(EntityTags.expected(tag))
                        .check(1))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("changed in the meantime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1", "1\"", "\"1\", \"2\"", "", ",", "W/1", "\"1\" x"})
    void what_is_no_tag_is_malformed(String header) {
        assertThatThrownBy(() -> EntityTags.expected(header))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code().code()).isEqualTo("request-malformed"));
    }

    @Test
    void if_none_match_compares_weakly_and_takes_lists() {
        assertThat(EntityTags.anyMatches("\"a\"", "\"a\"")).isTrue();
        assertThat(EntityTags.anyMatches("W/\"a\"", "\"a\"")).isTrue();
        assertThat(EntityTags.anyMatches("\"b\", \"a,c\" , \"a\"", "\"a\"")).isTrue();
        assertThat(EntityTags.anyMatches("*", "\"a\"")).isTrue();
        assertThat(EntityTags.anyMatches("\"b\", \"a,c\"", "\"a\"")).isFalse();
    }
}
