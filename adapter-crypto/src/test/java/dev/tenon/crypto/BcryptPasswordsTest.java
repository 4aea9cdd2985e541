package dev.tenon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BcryptPasswordsTest {

    private static final int CHEAP = 4;
    private static final String IMPORTED = "{bcrypt}";
    private static final String PASSWORD = "correct horse battery staple";

    private final BcryptPasswords passwords = new BcryptPasswords(CHEAP);

    @Test
    void a_hash_names_its_format_and_fits_its_password_alone() {
        String hash = passwords.hash(PASSWORD);

        assertThat(hash).matches("\\{bcrypt-hmac-sha384}[0-9a-f]{8}\\$2b\\$04\\$[./A-Za-z0-9]{53}");
        assertThat(passwords.verify(PASSWORD, hash)).isTrue();
        assertThat(passwords.verify(PASSWORD + "!", hash)).isFalse();
        assertThat(passwords.verify("", hash)).isFalse();
    }

    @Test
    void two_hashes_of_one_password_differ() {
        assertThat(passwords.hash(PASSWORD)).isNotEqualTo(passwords.hash(PASSWORD));
    }

    @Test
    void A2_what_stands_behind_a_nul_counts() {
        String hash = passwords.hash("abc\0abc");

        assertThat(passwords.verify("abc\0abc", hash)).isTrue();
        assertThat(passwords.verify("abc", hash)).isFalse();
        assertThat(passwords.verify("abc\0abd", hash)).isFalse();
        assertThat(passwords.verify("\0", passwords.hash(""))).isFalse();
        assertThat(passwords.verify("", passwords.hash("\0"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {71, 72, 73, 128, 1024, 4096})
    void A2_the_last_character_of_a_long_password_counts(int length) {
        String start = "x".repeat(length - 1);
        String hash = passwords.hash(start + "a");

        assertThat(passwords.verify(start + "a", hash)).isTrue();
        assertThat(passwords.verify(start + "b", hash)).isFalse();
        assertThat(passwords.verify(start, hash)).isFalse();
    }

    @Test
    void A2_sixty_four_cyrillic_letters_are_a_password() {
        String letters = "пароль".repeat(10) + "щука";
        String hash = passwords.hash(letters);

        assertThat(letters.getBytes(StandardCharsets.UTF_8)).hasSize(128);
        assertThat(passwords.verify(letters, hash)).isTrue();
        assertThat(passwords.verify(letters.substring(0, 63) + "и", hash)).isFalse();
    }

    @Test
    void A2_composed_and_decomposed_letters_are_the_same_and_no_other_folding_is_done() {
        String hash = passwords.hash("na\u00efve r\u00e9sum\u00e9 2026");

        assertThat(passwords.verify("nai\u0308ve re\u0301sume\u0301 2026", hash))
                .isTrue();
        assertThat(passwords.verify("naive resume 2026", hash)).isFalse();
        assertThat(passwords.verify("NA\u00cfVE R\u00c9SUM\u00c9 2026", hash)).isFalse();
        // U+FB01 is the ligature that compatibility normalization would take apart.
        assertThat(passwords.verify("fish and chips today", passwords.hash("\ufb01sh and chips today")))
                .isFalse();
    }

    @Test
    void A2_half_a_character_is_no_question_mark() {
        String hash = passwords.hash("????????");

        assertThat(passwords.verify("\ud800".repeat(8), hash)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> passwords.hash("\ud800".repeat(8)));
        assertThat(passwords.verify(
                        "\ud83d\ude00 whole characters stay", passwords.hash("\ud83d\ude00 whole characters stay")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!",
                "{bcrypt-hmac-sha384}",
                "{bcrypt-hmac-sha384}$2b$04$short",
                "{bcrypt-hmac-sha384}$2b$99$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde",
                "{bcrypt-hmac-sha384}$2b$03$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde",
                "{bcrypt}$2x$04$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde",
                "{argon2}$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$c29tZWhhc2g",
                "$2b$04$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde",
                "\0",
                "ä"
            })
    void a_hash_that_no_password_has_is_false_and_nothing_is_thrown(String hash) {
        assertThat(passwords.verify(PASSWORD, hash)).isFalse();
        assertThat(passwords.verify("", hash)).isFalse();
        assertThat(passwords.needsRehash(hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2a", "2b", "2y"})
    void an_imported_bcrypt_hash_is_verified_and_asks_to_be_renewed(String version) {
        String hash = IMPORTED
                + BCrypt.withDefaults()
                        .hashToString(CHEAP, PASSWORD.toCharArray())
                        .replace("$2a$", "$" + version + "$");

        assertThat(passwords.verify(PASSWORD, hash)).isTrue();
        assertThat(passwords.verify("wrong", hash)).isFalse();
        assertThat(passwords.needsRehash(hash)).isTrue();
    }

    @Test
    void an_imported_hash_from_elsewhere_is_verified() {
        // The well-known vector of jBCrypt and of OpenBSD's bcrypt: "abc" at cost 6.
        String hash = "{bcrypt}$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i";

        assertThat(passwords.verify("abc", hash)).isTrue();
        assertThat(passwords.verify("abd", hash)).isFalse();
        assertThat(passwords.verify("abc\0abc", hash)).isFalse();
    }

    @Test
    void an_imported_hash_of_a_long_password_is_verified_as_its_maker_did() {
        String seventyTwo = "y".repeat(72);
        String hash = IMPORTED
                + new String(
                        BCrypt.with(BCrypt.Version.VERSION_2B)
                                .hash(CHEAP, seventyTwo.getBytes(StandardCharsets.US_ASCII)),
                        StandardCharsets.US_ASCII);

        assertThat(passwords.verify(seventyTwo + " and what bcrypt left away", hash))
                .isTrue();
        assertThat(passwords.verify("y".repeat(71), hash)).isFalse();
    }

    @Test
    void an_imported_hash_that_would_cost_days_is_not_tried() {
        String hash = "{bcrypt}$2b$31$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde";

        assertThat(passwords.verify(PASSWORD, hash)).isFalse();
    }

    @Test
    void a_weaker_hash_asks_to_be_renewed_and_a_stronger_one_does_not() {
        BcryptPasswords stronger = new BcryptPasswords(CHEAP + 1);

        assertThat(stronger.needsRehash(passwords.hash(PASSWORD))).isTrue();
        assertThat(stronger.needsRehash(stronger.hash(PASSWORD))).isFalse();
        assertThat(passwords.needsRehash(stronger.hash(PASSWORD))).isFalse();
        assertThat(stronger.verify(PASSWORD, passwords.hash(PASSWORD))).isTrue();
        assertThat(passwords.verify(PASSWORD, stronger.hash(PASSWORD))).isTrue();
    }

    @Test
    void under_another_pepper_no_password_fits() {
        byte[] pepper = "p".repeat(32).getBytes(StandardCharsets.US_ASCII);
        BcryptPasswords peppered = new BcryptPasswords(CHEAP, pepper);
        String hash = peppered.hash(PASSWORD);
        pepper[0] = 'q';

        assertThat(peppered.verify(PASSWORD, hash)).isTrue();
        assertThat(new BcryptPasswords(CHEAP, pepper).verify(PASSWORD, hash)).isFalse();
        assertThat(passwords.verify(PASSWORD, hash)).isFalse();
    }

    @Test
    void a_hash_under_a_former_pepper_is_verified_and_asks_to_be_renewed() {
        byte[] before = "p".repeat(32).getBytes(StandardCharsets.US_ASCII);
        byte[] now = "q".repeat(32).getBytes(StandardCharsets.US_ASCII);
        String old = new BcryptPasswords(CHEAP, before).hash(PASSWORD);
        BcryptPasswords rotated = new BcryptPasswords(CHEAP, now).withFormerPepper(before);

        assertThat(rotated.verify(PASSWORD, old)).isTrue();
        assertThat(rotated.verify("wrong", old)).isFalse();
        assertThat(rotated.needsRehash(old)).isTrue();
        assertThat(rotated.needsRehash(rotated.hash(PASSWORD))).isFalse();
        assertThat(new BcryptPasswords(CHEAP, now).verify(PASSWORD, rotated.hash(PASSWORD)))
                .isTrue();
        assertThat(new BcryptPasswords(CHEAP, now).verify(PASSWORD, old)).isFalse();
        assertThat(new BcryptPasswords(CHEAP, now).needsRehash(old)).isFalse();
    }

    @Test
    void refuses_a_cost_or_a_pepper_out_of_bounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BcryptPasswords(3));
        assertThatIllegalArgumentException().isThrownBy(() -> new BcryptPasswords(17));
        assertThatIllegalArgumentException().isThrownBy(() -> new BcryptPasswords(12, new byte[31]));
    }

    /** Counts the processor's time of this thread, which other work on the machine hardly touches. */
    @Test
    void A4_every_kind_of_hash_costs_the_same() {
        BcryptPasswords measured = new BcryptPasswords(8);
        String imported = IMPORTED + BCrypt.withDefaults().hashToString(6, PASSWORD.toCharArray());
        Map<String, Runnable> tries = new LinkedHashMap<>();
        String right = measured.hash(PASSWORD);
        tries.put("right", () -> measured.verify(PASSWORD, right));
        tries.put("wrong", () -> measured.verify("wrong horse battery staple", right));
        tries.put("empty", () -> measured.verify("", right));
        tries.put("overlong", () -> measured.verify("x".repeat(2000), right));
        tries.put("unusable", () -> measured.verify(PASSWORD, "!"));
        tries.put("no hash", () -> measured.verify(PASSWORD, ""));
        tries.put("imported at a lower cost", () -> measured.verify("wrong", imported));
        tries.put("half a character", () -> measured.verify("\ud800", right));

        assertThat(Medians.assertEven(tries, "wrong", 25))
                .as("a hash of cost 8 takes its time")
                .isGreaterThan(1_000_000);
    }
}
