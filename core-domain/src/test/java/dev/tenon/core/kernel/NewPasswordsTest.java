package dev.tenon.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.signin.PasswordPolicy;
import dev.tenon.ports.signin.spi.PasswordStrength.Verdict;
import dev.tenon.testkit.ListedStrength;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewPasswordsTest {

    private static final PasswordPolicy STANDARD = PasswordPolicy.standard();

    @Test
    void A3_the_judge_hears_of_the_address_the_names_and_the_product() {
        List<String> heard = new ArrayList<>();
        NewPasswords rules = new NewPasswords(STANDARD.withContextWords(List.of("Tenon")), (password, words) -> {
            heard.addAll(words);
            return Verdict.acceptable();
        });

        rules.check("wooden river teaspoon", "/password", List.of("Ana.Lovelace@mail.example.org", "Ada", "x"));

        assertThat(heard)
                .containsExactly(
                        "Tenon", "ana.lovelace@mail.example.org", "ana", "lovelace", "mail", "example", "org", "ada");
    }

    @Test
    void A3_the_judge_hears_of_a_bounded_number_of_words() {
        List<String> heard = new ArrayList<>();
        NewPasswords rules = new NewPasswords(STANDARD, (password, words) -> {
            heard.addAll(words);
            return Verdict.acceptable();
        });

        rules.check("wooden river teaspoon", "/password", List.of("word".repeat(100), numbered(1000)));

        assertThat(heard).hasSize(40).allMatch(word -> word.length() <= 64);
    }

    @Test
    void a_policy_may_leave_the_check_out_and_then_asks_for_less_than_the_standard() {
        NewPasswords lax = new NewPasswords(STANDARD.withoutStrengthCheck(), new ListedStrength());

        assertThat(lax.check(ListedStrength.COMMON, "/password", List.of())).isEmpty();
        assertThat(new NewPasswords(STANDARD, new ListedStrength())
                        .check(ListedStrength.COMMON, "/password", List.of()))
                .extracting(FieldError::code)
                .containsExactly("password-common");
        assertThat(STANDARD.isWeakerThanStandard()).isFalse();
        assertThat(STANDARD.withShortest(16).isWeakerThanStandard()).isFalse();
        assertThat(STANDARD.withShortest(8).isWeakerThanStandard()).isTrue();
        assertThat(STANDARD.withoutStrengthCheck().isWeakerThanStandard()).isTrue();
    }

    private static String numbered(int count) {
        StringBuilder words = new StringBuilder();
        for (int number = 1000; number < 1000 + count; number++) {
            words.append(number).append(' ');
        }
        return words.toString();
    }
}
