package dev.tenon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.ImportedHash;
import dev.tenon.ports.signin.ImportedHash.Argon2;
import dev.tenon.ports.signin.ImportedHash.Pbkdf2;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportedPasswordsTest {

    private static final String PASSWORD = "pässwörd 日本語";
    private static final byte[] SOMESALT = ascii("somesalt");
    private static final byte[] SIGNER_KEY = Base64.getDecoder()
            .decode("ZiBxLBLOa68xQZDJBNnYj7Dfq1AhIm9kACa6pikR4UUderNwr75X3Wi2aQxOPI53YLyMYdHP0kWbfUSfokKuwQ==");

    private final BcryptPasswords passwords = new BcryptPasswords(4);

    /** Made with OpenSSL's implementations. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{argon2}$argon2id$v=19$m=256,t=2,p=2$YSBzYWx0IG9mIDE2IGJ5dA$7rm9+InnHxSHimqDfHC4kfKdeKpg+39zWAqm2YUP2ZA",
                "{argon2}$argon2id$v=19$m=512,t=3,p=4$YSBzYWx0IG9mIDE2IGJ5dA$faiTCYfrzWzAlUVYL3rcBaffCrwflhe9jAMd8XPaf2/6E3Ba6S2sLKHyBiqT5b/vDDwCPy2uIDeuyK9iCbsw0Q",
                "{argon2}$argon2i$v=19$m=256,t=2,p=2$YSBzYWx0IG9mIDE2IGJ5dA$sYMQFTtHrA9rOzVsNnfzXzcf5JnTudHcMIPbUtChy5c",
                "{argon2}$argon2i$v=19$m=512,t=3,p=4$YSBzYWx0IG9mIDE2IGJ5dA$M2uMwaAz4q9VJoZKlnL15hLg86T3wCqhjYFL1qag5n0gP8JKaFn54ABfoIqZTGzUIvlWPZtHD8u1Ngp3s4lo1w",
                "{argon2}$argon2d$v=19$m=256,t=2,p=2$YSBzYWx0IG9mIDE2IGJ5dA$BCXhXlR9AQj2w2LQF05QyUCjAt+KwXKijHEqzWTCZ0k",
                "{pbkdf2-sha1}$i=1000$c2l4dGVlbiBieXRlcyBpdA$GQb9KhHnHk3I9OmWHpaxsQqbKtY",
                "{pbkdf2-sha1}$i=1000$c2l4dGVlbiBieXRlcyBpdA$GQb9KhHnHk3I9OmWHpaxsQqbKtaiH38FRIRbOuCJScFolzd0WJgX8I7sfYjElwd6HDAZE4HHVjJNrTUG1sTznQ",
                "{pbkdf2-sha256}$i=1000$c2l4dGVlbiBieXRlcyBpdA$Lgn1OaarS8hVBFCCkXY6c47lR3eoe3zf3kAZOuDYZgA",
                "{pbkdf2-sha256}$i=1000$c2l4dGVlbiBieXRlcyBpdA$Lgn1OaarS8hVBFCCkXY6c47lR3eoe3zf3kAZOuDYZgAv2nTSncugsTvlQOSijrvUBXglvRk5Z0QDwUPPOAlCLg",
                "{pbkdf2-sha512}$i=1000$c2l4dGVlbiBieXRlcyBpdA$cFc8qNZ5jebqmIOmqSLhyGoR21iNCNbemirdZ4/mUdc",
                "{pbkdf2-sha512}$i=1000$c2l4dGVlbiBieXRlcyBpdA$cFc8qNZ5jebqmIOmqSLhyGoR21iNCNbemirdZ4/mUdf5Vm03KTt5Y9O8CYQUrIsPDU1lnbDdTyj3cCMwcY43ag",
                "{scrypt}$ln=10,r=8,p=16$TmFDbCBhbmQgbW9yZQ$k6xXpplkfTTnWCm6DepMLO4+HbHpQL2gu4yfh0HlccK+fNV30Gj5XylK2kyp5IjGnDki0d0qkt0s2GSvPHflxQ",
                "{scrypt}$ln=14,r=8,p=1$TmFDbCBhbmQgbW9yZQ$31GxFiAX+kltMhAWFK3vs4jsFf6QTME0OAJbkrxLRik",
                "{scrypt}$ln=4,r=1,p=2$TmFDbCBhbmQgbW9yZQ$DZyaXThqwRXPBddvY8xHBQ",
                // exported by Keycloak 26.4.0
                "{argon2}$argon2id$v=19$m=7168,t=5,p=1$GFNLWWrbmDQTIxFZlQKUQA$HbNMesBOJ7LmvinyRsewcnddzbv3L4Lh4GpIC7J07B8"
            })
    void an_imported_hash_fits_its_password_alone_and_asks_to_be_renewed(String hash) {
        assertThat(passwords.verify(PASSWORD, hash)).isTrue();
        assertThat(passwords.verify("p?ssw?rd ???", hash)).isFalse();
        assertThat(passwords.verify("", hash)).isFalse();
        assertThat(passwords.verify("\ud800", hash)).isFalse();
        assertThat(passwords.needsRehash(hash)).isTrue();
    }

    /** The reference implementation's own vectors, for "password" and "somesalt". */
    @ParameterizedTest
    @CsvSource({
        "ARGON2I, 16, 1, fd4dd83d762c49bdeaf57c47bdcd0c2f1babf863fdeb490df63ede9975fccf06",
        "ARGON2I, 19, 1, 89e9029f4637b295beb027056a7336c414fadd43f6b208645281cb214a56452f",
        "ARGON2ID, 19, 1, 9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
        "ARGON2ID, 19, 2, 6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"
    })
    void argon2_of_both_versions_is_verified(Argon2.Type type, int version, int lanes, String hex) {
        String hash = ImportedHash.argon2(type, version, 256, 2, lanes, SOMESALT, hex(hex))
                .text();

        assertThat(passwords.verify("password", hash)).isTrue();
        assertThat(passwords.verify("passwore", hash)).isFalse();
    }

    /** RFC 6070, those of 16 bytes and more. */
    @ParameterizedTest
    @CsvSource({
        "password, salt, 1, 0c60c80f961f0e71f3a9b524af6012062fe037a6",
        "password, salt, 2, ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957",
        "password, salt, 4096, 4b007901b765489abead49d926f721d065a429c1",
        "passwordPASSWORDpassword, saltSALTsaltSALTsaltSALTsaltSALTsalt, 4096, 3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038",
        "pass\0word, sa\0lt, 4096, 56fa6aa75548099dcc37d7f03425e0c3"
    })
    void pbkdf2_gives_what_rfc_6070_says(String password, String salt, int iterations, String hex) {
        String hash = ImportedHash.pbkdf2(Pbkdf2.Digest.SHA1, iterations, ascii(salt), hex(hex))
                .text();

        assertThat(passwords.verify(password, hash)).isTrue();
        assertThat(passwords.verify(password + " ", hash)).isFalse();
    }

    /** RFC 7914, section 11. */
    @ParameterizedTest
    @CsvSource({
        "passwd, salt, 1, 55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783",
        "Password, NaCl, 80000, 4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"
    })
    void pbkdf2_gives_what_rfc_7914_says(String password, String salt, int iterations, String hex) {
        String hash = ImportedHash.pbkdf2(Pbkdf2.Digest.SHA256, iterations, ascii(salt), hex(hex))
                .text();

        assertThat(passwords.verify(password, hash)).isTrue();
    }

    /** RFC 7914, section 12, without the one that takes a gigabyte and the one without a salt. */
    @ParameterizedTest
    @CsvSource({
        "password, NaCl, 1024, 16, fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
        "pleaseletmein, SodiumChloride, 16384, 1, 7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    })
    void scrypt_gives_what_rfc_7914_says(String password, String salt, int n, int p, String hex) {
        String hash = ImportedHash.scrypt(n, 8, p, ascii(salt), hex(hex)).text();

        assertThat(passwords.verify(password, hash)).isTrue();
        assertThat(passwords.verify(password.toUpperCase(java.util.Locale.ROOT), hash))
                .isFalse();
    }

    /** Shaped as Firebase exports them, under a signer key of our own; made with OpenSSL's scrypt and AES. */
    @ParameterizedTest
    @CsvSource({
        "two words, oD8dYRZF61OtFg==, U1qAVDQYcsAisQ42BIDsfcWm722z/N46pRTlst4dA6nwl+c6pCxaxtRIRR0hWVVhG4EdRRKACv87vjz10IR99A==",
        "pässwörd 日本語, 9KsJUgWGkIb59Q==, vHdZM8SfC9eYATtgI9TGns/dpkyTxxJFKP9FdZgIwHOf46xOU6dMItBEzVdSZxtBQG2z+Oe/2z6RADXv/fkMpw=="
    })
    void a_firebase_hash_is_verified_with_the_password_in_utf_8(String password, String salt, String hash) {
        Base64.Decoder base64 = Base64.getDecoder();
        ImportedHash imported = ImportedHash.firebaseScrypt(
                base64.decode(salt), base64.decode(hash), SIGNER_KEY, new byte[] {7}, 8, 14);

        assertThat(passwords.verify(password, imported.text())).isTrue();
        assertThat(passwords.verify(password + " ", imported.text())).isFalse();
        assertThat(passwords.verify("p?ssw?rd ???", imported.text())).isFalse();
        assertThat(passwords.needsRehash(imported.text())).isTrue();
    }

    /** Exported by Keycloak 26.4.0; salt and value as they stand in the file. */
    @ParameterizedTest
    @CsvSource({
        "acme-Passw0rd-31, SHA512, 1000, Kdl71Gm6fGOZI5Uwha0UtQ==, eJB05kDkPgApOQgnWP0sWmsBu657PpH2Bko3A5ohCdl27KyeF1X6SaDe3v5pli6GUiZqp13slMfNPTcuELhong==",
        "acme-Passw0rd-34, SHA256, 2000, 9VWOuRLm3+5cGYo2Cze3ng==, Cpe5+5tMWif3PH4ac7u8bblg0XAGrKjnT77XoPzyndY="
    })
    void a_keycloak_hash_of_pbkdf2_is_verified(
            String password, Pbkdf2.Digest digest, int iterations, String salt, String value) {
        Base64.Decoder base64 = Base64.getDecoder();
        String hash = ImportedHash.pbkdf2(digest, iterations, base64.decode(salt), base64.decode(value))
                .text();

        assertThat(passwords.verify(password, hash)).isTrue();
        assertThat(passwords.verify("acme-Passw0rd-30", hash)).isFalse();
    }

    @Test
    void an_imported_hash_takes_the_password_as_it_was_typed() {
        String composed = "\u00e9".repeat(8);
        String hash = ImportedHash.bcrypt(bcrypt(4, composed)).text();

        assertThat(passwords.verify(composed, hash)).isTrue();
        assertThat(passwords.verify("e\u0301".repeat(8), hash)).isFalse();
    }

    @Test
    void an_imported_hash_that_needs_more_memory_than_there_is_is_false_after_the_usual_work() {
        BcryptPasswords small =
                new BcryptPasswords(4, new byte[32], new HashingLimits(1, 1, Duration.ofSeconds(1), 255));
        String hash = ImportedHash.argon2(
                        Argon2.Type.ARGON2I,
                        19,
                        256,
                        2,
                        1,
                        SOMESALT,
                        hex("89e9029f4637b295beb027056a7336c414fadd43f6b208645281cb214a56452f"))
                .text();

        assertThat(passwords.verify("password", hash)).isTrue();
        assertThat(small.verify("password", hash)).isFalse();
    }

    @Test
    void H1_imported_hashes_share_the_queue_with_own_ones() throws Exception {
        BcryptPasswords narrow =
                new BcryptPasswords(10, new byte[32], new HashingLimits(1, 0, Duration.ofMillis(10), 1024));
        String own = narrow.hash(PASSWORD);
        String imported = ImportedHash.pbkdf2(Pbkdf2.Digest.SHA512, 2_000_000, SOMESALT, new byte[64])
                .text();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Boolean> slow = threads.submit(() -> isRefused(narrow, imported));

            boolean ownRefused = false;
            while (!slow.isDone() && !ownRefused) {
                ownRefused = isRefused(narrow, own);
            }

            assertThat(ownRefused || slow.get())
                    .as("whoever comes second while the only place is taken is refused")
                    .isTrue();
        }
        assertThat(narrow.verify(PASSWORD, own)).isTrue();
    }

    private static boolean isRefused(BcryptPasswords passwords, String hash) {
        try {
            passwords.verify(PASSWORD, hash);
            return false;
        } catch (Refusal busy) {
            return true;
        }
    }

    /** By the processor's time of this thread, which other work on the machine hardly touches. */
    @Test
    void A4_an_imported_hash_that_is_cheaper_costs_what_an_own_one_costs() {
        BcryptPasswords measured = new BcryptPasswords(10);
        String own = measured.hash(PASSWORD);
        Map<String, Runnable> tries = new LinkedHashMap<>();
        tries.put("own", () -> measured.verify("wrong", own));
        tries.put("none", () -> measured.verify("wrong", "!"));
        tries.put("bcrypt", importedTry(measured, ImportedHash.bcrypt(bcrypt(8, PASSWORD))));
        tries.put(
                "argon2",
                importedTry(
                        measured, ImportedHash.argon2(Argon2.Type.ARGON2ID, 19, 2048, 2, 1, SOMESALT, new byte[32])));
        tries.put(
                "pbkdf2",
                importedTry(measured, ImportedHash.pbkdf2(Pbkdf2.Digest.SHA512, 5_000, SOMESALT, new byte[64])));
        tries.put("scrypt", importedTry(measured, ImportedHash.scrypt(1 << 11, 8, 1, SOMESALT, new byte[32])));
        tries.put(
                "firebase",
                importedTry(
                        measured,
                        ImportedHash.firebaseScrypt(SOMESALT, SIGNER_KEY, SIGNER_KEY, new byte[] {7}, 8, 10)));

        Medians.assertEven(tries, "own", 21);
    }

    @Test
    void an_imported_hash_that_is_dearer_is_verified_and_nothing_is_added() {
        EvenWork work = new EvenWork(4, 5);
        work.own(() -> "an own hash that takes no time");

        assertThat(work.<String>other("dearer", () -> bcrypt(8, PASSWORD), step -> {
                    throw new AssertionError("Filled up at " + step);
                }))
                .isNotEmpty();
        assertThatThrownBy(() -> work.own(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
    }

    private static Runnable importedTry(BcryptPasswords passwords, ImportedHash hash) {
        return () -> passwords.verify("wrong", hash.text());
    }

    private static String bcrypt(int cost, String password) {
        return new String(
                BCrypt.with(BCrypt.Version.VERSION_2B).hash(cost, password.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
