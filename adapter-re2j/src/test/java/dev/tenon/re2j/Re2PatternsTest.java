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
    }

    @Test
    void refuses_what_would_be_written_out_into_all_memory_and_nothing_of_common_use() {
        for (String huge : new String[] {
            "(a{1000}){1000}", "((a{2,50}b){3,40}){2}", "(?:[x)]{100}){11}", "(\\){40}a|(b{30}){40}){9}", "a{99999}"
        }) {
            assertThat(patterns.compile(huge, false)).as(huge).isEmpty();
        }
        for (String common : new String[] {
            "^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$",
            "a{1000}",
            "(a{100}){10}",
            "a{,5}b{x}",
            "[]a-c{5000}]+",
            "(a|b{3})*c{2,}"
        }) {
            assertThat(patterns.compile(common, false)).as(common).isPresent();
        }
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
