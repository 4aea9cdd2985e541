package dev.tenon.re2j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Re2PatternsTest {

    private final Re2Patterns patterns = new Re2Patterns();

    @Test
    void finds_an_expression_anywhere_in_a_text() {
        assertThat(patterns.compile("c[au]t", false).orElseThrow())
                .accepts("a cat", "cut")
                .rejects("CAT", "dog", "");
    }

    @Test
    void tells_capital_letters_from_small_ones_unless_it_is_told_not_to() {
        assertThat(patterns.compile("^abc$", true).orElseThrow()).accepts("AbC").rejects("zabc");
    }

    @Test
    void knows_the_classes_of_POSIX() {
        assertThat(patterns.compile("^[[:alpha:]]+$", false).orElseThrow())
                .accepts("Alpha")
                .rejects("Alpha1");
    }

    @Test
    void refuses_what_could_take_more_than_linear_time() {
        assertThat(patterns.compile("^(?=a)b$", false)).isEmpty();
        assertThat(patterns.compile("^(a)\\1$", false)).isEmpty();
        assertThat(patterns.compile("(a{1000}){1000}", false)).isEmpty();
    }

    @Test
    void refuses_what_is_no_expression_or_too_long() {
        assertThat(patterns.compile("(open", false)).isEmpty();
        assertThat(patterns.compile("a".repeat(1_001), false)).isEmpty();
    }

    @Test
    void takes_a_hostile_expression_and_a_long_text_in_its_stride() {
        assertThat(patterns.compile("^(a+)+$", false).orElseThrow()).rejects("a".repeat(20_000) + "!");
    }
}
