package dev.tenon.ports.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenon.ports.signin.ImportedHash.Argon2;
import dev.tenon.ports.signin.ImportedHash.Pbkdf2;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportedHashTest {

    private static final String BCRYPT = "$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde";
    private static final byte[] SALT = bytes("salt");
    private static final byte[] VALUE = bytes("sixteen bytes it");

    @Test
    void has_one_text_form_for_each_format() {
        assertThat(ImportedHash.bcrypt(BCRYPT).text()).isEqualTo("{bcrypt}" + BCRYPT);
        assertThat(ImportedHash.argon2(Argon2.Type.ARGON2ID, 19, 19456, 2, 1, SALT, VALUE)
                        .text())
                .isEqualTo("{argon2}$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$c2l4dGVlbiBieXRlcyBpdA");
        assertThat(ImportedHash.pbkdf2(Pbkdf2.Digest.SHA1, 27500, SALT, VALUE).text())
                .isEqualTo("{pbkdf2-sha1}$i=27500$c2FsdA$c2l4dGVlbiBieXRlcyBpdA");
        assertThat(ImportedHash.scrypt(16384, 8, 2, SALT, VALUE).text())
                .isEqualTo("{scrypt}$ln=14,r=8,p=2$c2FsdA$c2l4dGVlbiBieXRlcyBpdA");
    }

    @Test
    void keeps_of_firebase_the_key_stream_and_not_the_projects_key() {
        byte[] signerKey = bytes("SIXTEEN BYTES IT");

        String text = ImportedHash.firebaseScrypt(SALT, VALUE, signerKey, new byte[] {7}, 8, 14)
                .text();

        // Lower and upper case of a letter differ by the bit of a blank, and a blank not at all.
        assertThat(text).isEqualTo("{firebase-scrypt}$ln=14,r=8$c2FsdAc$ICAgICAgIAAgICAgIAAgIA");
    }

    static List<ImportedHash> everyFormat() {
        return List.of(
                ImportedHash.bcrypt(BCRYPT),
                ImportedHash.argon2(Argon2.Type.ARGON2I, 16, 8, 1, 1, SALT, VALUE),
                ImportedHash.argon2(Argon2.Type.ARGON2D, 19, 64 * 1024, 16, 4, SALT, new byte[64]),
                ImportedHash.argon2(Argon2.Type.ARGON2ID, 19, 128 * 1024, 8, 16, new byte[64], VALUE),
                ImportedHash.pbkdf2(Pbkdf2.Digest.SHA1, 1, SALT, new byte[20]),
                ImportedHash.pbkdf2(Pbkdf2.Digest.SHA1, 2_000_000, SALT, new byte[64]),
                ImportedHash.pbkdf2(Pbkdf2.Digest.SHA256, 600_000, SALT, new byte[32]),
                ImportedHash.pbkdf2(Pbkdf2.Digest.SHA512, 210_000, SALT, new byte[512]),
                ImportedHash.scrypt(1 << 17, 8, 1, SALT, new byte[32]),
                ImportedHash.scrypt(2, 1, 1, SALT, VALUE),
                ImportedHash.firebaseScrypt(SALT, new byte[64], new byte[64], new byte[0], 8, 14));
    }

    @ParameterizedTest
    @MethodSource("everyFormat")
    void is_read_again_as_it_was_written(ImportedHash hash) {
        assertThat(ImportedHash.parse(hash.text())).contains(hash);
        assertThat(hash.text()).startsWith(hash.scheme()).isNotEqualTo(hash.scheme());
        assertThat(hash.toString()).isEqualTo(hash.scheme());
    }

    @Test
    void knows_how_much_memory_a_try_takes() {
        assertThat(ImportedHash.bcrypt(BCRYPT).memoryKiB()).isZero();
        assertThat(ImportedHash.pbkdf2(Pbkdf2.Digest.SHA1, 1, SALT, VALUE).memoryKiB())
                .isZero();
        assertThat(ImportedHash.argon2(Argon2.Type.ARGON2ID, 19, 7168, 5, 1, SALT, VALUE)
                        .memoryKiB())
                .isEqualTo(7168);
        assertThat(ImportedHash.scrypt(1 << 14, 8, 1, SALT, VALUE).memoryKiB()).isEqualTo(16 * 1024);
        assertThat(ImportedHash.firebaseScrypt(SALT, VALUE, VALUE, SALT, 8, 14).memoryKiB())
                .isEqualTo(16 * 1024);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "!",
                "{}",
                "}",
                "{bcrypt}",
                "{bcrypt}$2x$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde",
                "{bcrypt}$2b$17$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde",
                "{bcrypt}$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde\n",
                "{bcrypt-hmac-sha384}$2b$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZabcde",
                "{argon2}$argon2id$v=19$m=256,t=2,p=1$c2FsdA$c2hvcnQ",
                "{argon2}$argon2id$v=18$m=256,t=2,p=1$c2FsdA$c2l4dGVlbiBieXRlcyBpdA",
                "{argon2}$argon2id$v=19$m=0256,t=2,p=1$c2FsdA$c2l4dGVlbiBieXRlcyBpdA",
                "{argon2}$argon2id$v=19$m=999999999,t=2,p=1$c2FsdA$c2l4dGVlbiBieXRlcyBpdA",
                "{argon2}$argon2x$v=19$m=256,t=2,p=1$c2FsdA$c2l4dGVlbiBieXRlcyBpdA",
                "{pbkdf2-md5}$i=1000$c2FsdA$c2l4dGVlbiBieXRlcyBpdA",
                "{pbkdf2-sha1}$i=0$c2FsdA$c2l4dGVlbiBieXRlcyBpdA",
                "{pbkdf2-sha1}$i=1000$$c2l4dGVlbiBieXRlcyBpdA",
                "{pbkdf2-sha1}$i=1000$c2FsdA$c2l4dGVlbiBieXRlcyBpdA==",
                "{pbkdf2-sha1}$i=1000$c2FsdA$c2l4dGVlbiBieXRlcyBpdB",
                "{pbkdf2-sha1}$i=1000$c2FsdA$c2l4dGVlbiBieXRlcyBpd",
                "{scrypt}$ln=63,r=8,p=1$c2FsdA$c2l4dGVlbiBieXRlcyBpdA",
                "{scrypt}$ln=14,r=0,p=1$c2FsdA$c2l4dGVlbiBieXRlcyBpdA",
                "{firebase-scrypt}$ln=14,r=8,p=1$c2FsdA$c2l4dGVlbiBieXRlcyBpdA",
                "{plaintext}secret"
            })
    void reads_nothing_else(String text) {
        assertThat(ImportedHash.parse(text)).isEmpty();
    }

    @Test
    void does_not_look_at_what_is_longer_than_any_hash() {
        assertThat(ImportedHash.parse("{pbkdf2-sha1}$i=1000$c2FsdA$" + "A".repeat(10_000_000)))
                .isEmpty();
    }

    @Test
    void refuses_what_would_keep_a_core_or_take_the_memory_and_says_which_bound() {
        refused(() -> ImportedHash.bcrypt(BCRYPT.replace("$10$", "$17$")), "bcrypt's cost is 4 to 16 here, not 17");
        refused(() -> argon2(128 * 1024 + 1, 1, 1), "argon2's memory in KiB is 8 to 131072 here, not 131073");
        refused(() -> argon2(7, 1, 1), "argon2's memory in KiB is 8 to 131072 here, not 7");
        refused(() -> argon2(64, 21, 1), "argon2's passes is 1 to 20 here, not 21");
        refused(() -> argon2(1024, 1, 17), "argon2's lanes is 1 to 16 here, not 17");
        refused(() -> argon2(128 * 1024, 9, 1), "argon2's memory times its passes is 1 GiB at most here, not 1152 MiB");
        refused(
                () -> ImportedHash.pbkdf2(Pbkdf2.Digest.SHA256, 2_000_001, SALT, VALUE),
                "PBKDF2's iterations is 1 to 2000000 here, not 2000001");
        refused(
                () -> ImportedHash.pbkdf2(Pbkdf2.Digest.SHA1, 2_000_000, SALT, new byte[100]),
                "PBKDF2's iterations times the 5 blocks of its value are 8,000,000 at most, not 10000000");
        refused(
                () -> ImportedHash.scrypt(1 << 18, 8, 1, SALT, VALUE),
                "scrypt's memory in KiB is 0 to 131072 here, not 262144");
        refused(
                () -> ImportedHash.scrypt(1 << 17, 8, 9, SALT, VALUE),
                "scrypt's memory times p is 1 GiB at most here, not 1152 MiB");
        refused(
                () -> ImportedHash.firebaseScrypt(SALT, VALUE, VALUE, SALT, 8, 18),
                "scrypt's memory in KiB is 0 to 131072 here, not 262144");
    }

    @Test
    void refuses_what_is_no_hash_at_all_and_says_why() {
        refused(() -> ImportedHash.bcrypt("fakeHash:salt=abc"), "A bcrypt hash looks like $2b$10$, then 53 characters");
        refused(() -> ImportedHash.scrypt(1000, 8, 1, SALT, VALUE), "scrypt's N is a power of two, not 1000");
        refused(() -> ImportedHash.scrypt(Integer.MIN_VALUE, 8, 1, SALT, VALUE), "power of two");
        refused(() -> ImportedHash.scrypt(1 << 16, 1, 1, SALT, VALUE), "is 1 to 15 here, not 16");
        refused(() -> ImportedHash.argon2(Argon2.Type.ARGON2ID, 13, 64, 1, 1, SALT, VALUE), "is 16 (1.0) or 19 (1.3)");
        refused(
                () -> ImportedHash.firebaseScrypt(SALT, VALUE, SALT, SALT, 8, 14),
                "A Firebase hash is as long as the signer key: 4 bytes, not 16; the parameters may be another project's");
        refused(
                () -> ImportedHash.pbkdf2(Pbkdf2.Digest.SHA1, 1, new byte[0], VALUE),
                "the salt's length in bytes is 1 to 64 here, not 0");
        refused(
                () -> ImportedHash.pbkdf2(Pbkdf2.Digest.SHA1, 1, SALT, new byte[15]),
                "the value's length in bytes is 16 to 512 here, not 15");
    }

    private static void argon2(int memoryKiB, int iterations, int parallelism) {
        ImportedHash.argon2(Argon2.Type.ARGON2ID, 19, memoryKiB, iterations, parallelism, SALT, VALUE);
    }

    private static void refused(ThrowingCallable attempt, String why) {
        assertThatIllegalArgumentException().isThrownBy(attempt).withMessageContaining(why);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
