package dev.tenon.core.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Mon, 23 Nov 2026 at 10:00, Tenon <help@example.org> wrote:\n> There is an answer\n>\n> to your question",
                "On Mon, 23 Nov 2026 at 10:00, the support of Example\n<help@example.org> wrote:\n\n> There is an answer\n",
                "Am 23.11.2026 um 10:00 schrieb Tenon:\n> Es gibt eine Antwort",
                "> There is an answer",
                "-----Original Message-----\nFrom: Tenon\nThere is an answer",
                "-----Ursprüngliche Nachricht-----\nVon: Tenon\nEs gibt eine Antwort",
                "________________________________\nFrom: Tenon <help@example.org>\nSent: Monday\nTo: Ana\n\nThere is an answer",
                "Von: Tenon <help@example.org>\nGesendet: Montag\nAn: Ana\n\nEs gibt eine Antwort"
            })
    void what_is_quoted_below_is_cut(String quoted) {
        assertThat(QuotedText.cut("Thank you, that helps.\n\nAna\n\n" + quoted))
                .isEqualTo("Thank you, that helps.\n\nAna");
    }

    @Test
    void answers_between_the_lines_stay() {
        String between = "On Monday Tenon wrote:\n> Which version?\n2.1\n> Which system?\nLinux";

        assertThat(QuotedText.cut(between)).isEqualTo(between);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello,\n\nit does not open.",
                "From: the menu I chose Export.\nThen nothing.",
                "On Monday I wrote: hello.",
                "> only what was said before"
            })
    void what_is_no_quote_stays(String text) {
        assertThat(QuotedText.cut(text)).isEqualTo(text);
    }

    @Test
    void what_is_long_is_cut_in_little_time() {
        String long1 = "On " + "a wrote ".repeat(100_000) + "\n> x";

        assertThat(QuotedText.cut(long1)).startsWith("On a wrote");
        assertThat(QuotedText.cut("-".repeat(1_000_000) + "\n> x")).startsWith("---");
    }
}
