package dev.tenon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.signin.spi.PasswordStrength;
import dev.tenon.ports.signin.spi.PasswordStrength.Verdict;
import dev.tenon.ports.signin.spi.PasswordStrength.Weakness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuessedStrengthTest {

    private static final List<String> ANA = List.of("ana@example.org", "ana", "example", "Tenon");

    private final GuessedStrength strength = new GuessedStrength();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "wooden river teaspoon moonlight",
                "vxqmtrwzkpljhgf",
                "739502846190275",
                "пингвин рисует закат",
                "海辺の古い灯台で待っている人の手紙は",
                "\ud83d\udd11\ud83d\udc1d\ud83c\udf0d\u2693\ud83c\udfb9\ud83e\udd81\ud83c\udf44\ud83d\ude9c\ud83e\uddca\ud83c\udfb2\ud83d\udd25\ud83c\udf35\ud83d\udc19\ud83e\udead\ud83d\udef6",
                "k'tI9%(xu-=Q}0wL"
            })
    void A3_takes_what_is_hard_to_guess_whatever_it_is_made_of(String password) {
        assertThat(strength.judge(password, ANA)).isEqualTo(Verdict.acceptable());
    }

    @ParameterizedTest
    @CsvSource({
        "password, COMMON",
        "PASSWORD, COMMON",
        "passwordpassword, COMMON",
        "P4ssw0rdP4ssw0rd, COMMON",
        "password19871206, COMMON",
        "Summer2026Summer2026, GUESSABLE",
        "qwertyuiopasdfgh, COMMON",
        "iloveyouiloveyou, COMMON",
        "password1234567, COMMON",
        "aaaaaaaaaaaaaaa, GUESSABLE",
        "'                    ', GUESSABLE",
        "abcdefghijklmnopqrst, GUESSABLE",
        "123456789012345, COMMON",
        "ana@example.org, CONTEXTUAL",
        "ANA.EXAMPLE.ORG 2026, CONTEXTUAL",
        "tenon tenon tenon, CONTEXTUAL",
        "ana@example.org ana, CONTEXTUAL"
    })
    void A3_refuses_common_guessable_and_contextual_passwords(String password, Weakness weakness) {
        Verdict verdict = strength.judge(password, ANA);

        assertThat(verdict.weakness()).isEqualTo(weakness);
        assertThat(verdict.advice()).matches("[A-Z].{30,}\\.").doesNotContain(ANA);
    }

    @Test
    void A3_words_about_the_account_may_stand_beside_enough_others() {
        assertThat(strength.judge("ana paints wooden lighthouses", ANA).isAcceptable())
                .isTrue();
    }

    @Test
    void A3_the_whole_of_a_long_password_counts() {
        String weak = "a".repeat(200);

        assertThat(strength.judge(weak, ANA).isAcceptable()).isFalse();
        assertThat(strength.judge(weak + "wooden river teaspoon moonlight", ANA).isAcceptable())
                .isTrue();
        assertThat(strength.judge("wooden river teaspoon moonlight" + weak, ANA).isAcceptable())
                .isTrue();
        assertThat(strength.judge("ana ".repeat(256), ANA).weakness()).isEqualTo(Weakness.CONTEXTUAL);
    }

    @Test
    void A3_says_what_to_improve() {
        Map<String, String> advice = Map.of(
                "aaaaaaaaaaaaaaa", "repeats",
                "abcdefghijklmnopqrst", "counts",
                "password1234567", "many people",
                "ana@example.org", "others know");

        assertThat(advice)
                .allSatisfy((password, word) ->
                        assertThat(strength.judge(password, ANA).advice()).containsIgnoringCase(word));
    }

    @Test
    void A3_the_list_of_common_passwords_is_a_long_one() {
        assertThat(CommonPasswords.count()).isGreaterThanOrEqualTo(30_000);
    }

    /** Without its bounds the estimate takes many seconds for each of these. */
    @Test
    void H1_judging_takes_a_bounded_time_whatever_is_given() {
        String signs = "4@8({[<369&1!|0$5+7%2";
        Random random = new Random(7);
        strength.judge("warm up the lists", ANA);

        for (int round = 0; round < 5; round++) {
            StringBuilder hostile = new StringBuilder();
            random.ints(1024, 0, signs.length()).forEach(index -> hostile.append(signs.charAt(index)));
            long start = System.nanoTime();
            strength.judge(hostile.toString(), ANA);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void two_different_substitutes_for_letters_are_shown_and_others_keep_apart() {
        assertThat(Substitutes.fewIn("p@$$w0rd @$0")).isEqualTo("p@$$w0rd @$0");
        assertThat(Substitutes.fewIn("@$!+!7")).startsWith("@$").endsWith("7").doesNotContain("!", "+");
        assertThat(Substitutes.fewIn("@$!+!7").chars().distinct()).hasSize(5);
    }

    @Test
    void is_offered_as_a_service() {
        assertThat(ServiceLoader.load(PasswordStrength.class).findFirst()).containsInstanceOf(GuessedStrength.class);
    }
}
