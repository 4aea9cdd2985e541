package dev.tenon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenon.ports.kernel.Token;
import dev.tenon.ports.kernel.spi.Secrets;
import dev.tenon.testkit.kernel.SecretsContract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class InstallationSecretsTest extends SecretsContract {

    private static final byte[] SECRET = secret(1);
    private final InstallationSecrets secrets = InstallationSecrets.of(SECRET);

    @Override
    protected Secrets secrets() {
        return secrets;
    }

    @Test
    void S1_tokens_are_well_formed_never_repeat_and_use_every_character_evenly() {
        Set<String> seen = new HashSet<>();
        int[] counts = new int[128];
        int tokens = 20_000;
        for (int index = 0; index < tokens; index++) {
            String text = secrets.newToken(Token.SESSION).text();
            assertThat(seen.add(text)).isTrue();
            text.substring(4, 4 + Token.RANDOM_CHARACTERS).chars().forEach(character -> counts[character]++);
        }

        double expected = tokens * (double) Token.RANDOM_CHARACTERS / 62;
        double deviation = 0;
        int used = 0;
        for (int count : counts) {
            if (count > 0) {
                used++;
                deviation += (count - expected) * (count - expected) / expected;
            }
        }
        assertThat(used).isEqualTo(62);
        // Chi-squared with 61 degrees of freedom lies above 140 once in ten million runs; a plain modulo gives
        // thousands.
        assertThat(deviation).isLessThan(140);
        assertThat(seen).allMatch(text -> Token.parse(Token.SESSION, text).isPresent());
    }

    @Test
    void a_pseudonym_belongs_to_its_purpose_and_to_its_installation() {
        String pseudonym = secrets.pseudonym("login", "ana@example.org");

        assertThat(pseudonym).matches("[0-9a-f]{64}").isEqualTo(secrets.pseudonym("login", "ana@example.org"));
        assertThat(InstallationSecrets.of(SECRET).pseudonym("login", "ana@example.org"))
                .isEqualTo(pseudonym);
        assertThat(secrets.pseudonym("trial", "ana@example.org")).isNotEqualTo(pseudonym);
        assertThat(secrets.pseudonym("login", "ana@example.com")).isNotEqualTo(pseudonym);
        assertThat(InstallationSecrets.of(secret(2)).pseudonym("login", "ana@example.org"))
                .isNotEqualTo(pseudonym);
    }

    @Test
    void a_sealed_text_opens_for_its_purpose_only() {
        String sealed = secrets.seal("mail", "Grüße, \uD83D\uDE00");

        assertThat(sealed).matches("v1\\.[0-9a-f]{8}\\.[0-9A-Za-z_-]+").doesNotContain("Grüße");
        assertThat(secrets.open("mail", sealed)).contains("Grüße, \uD83D\uDE00");
        assertThat(InstallationSecrets.of(SECRET).open("mail", sealed)).contains("Grüße, \uD83D\uDE00");
        assertThat(secrets.open("social", sealed)).isEmpty();
        assertThat(secrets.seal("mail", "Grüße, \uD83D\uDE00")).isNotEqualTo(sealed);
        assertThat(secrets.open("mail", secrets.seal("mail", ""))).contains("");
    }

    @Test
    void a_sealed_text_that_was_altered_anywhere_does_not_open() {
        String sealed = secrets.seal("mail", "The token is in here.");

        for (int index = 0; index < sealed.length(); index++) {
            for (char other : new char[] {'A', 'b', '.', '\n'}) {
                if (sealed.charAt(index) != other) {
                    String altered = sealed.substring(0, index) + other + sealed.substring(index + 1);
                    // The last character of base64 may carry bits that mean nothing.
                    Optional<String> opened = secrets.open("mail", altered);
                    assertThat(opened.isEmpty() || index == sealed.length() - 1)
                            .as(altered)
                            .isTrue();
                }
            }
        }
        assertThat(List.of("", ".", "..", "v1..", "v2" + sealed.substring(2), sealed + ".", "v1.00000000.AAAA"))
                .allMatch(text -> secrets.open("mail", text).isEmpty());
    }

    @Test
    void opens_what_was_sealed_under_a_former_secret_as_long_as_it_is_named() {
        String sealed = InstallationSecrets.of(secret(2)).seal("mail", "old");

        assertThat(secrets.open("mail", sealed)).isEmpty();
        assertThat(secrets.withFormer(secret(3)).withFormer(secret(2)).open("mail", sealed))
                .contains("old");
    }

    @Test
    void refuses_a_short_secret_and_makes_long_ones() {
        assertThatIllegalArgumentException().isThrownBy(() -> InstallationSecrets.of(new byte[31]));
        assertThat(InstallationSecrets.generate()).hasSize(32).isNotEqualTo(InstallationSecrets.generate());
    }

    /** RFC 5869, appendix A.1; the second block of its 42 bytes is not ours to make. */
    @Test
    void derives_keys_as_the_rfc_shows() {
        byte[] prk = Hmac.extract(
                HexFormat.of().parseHex("000102030405060708090a0b0c"),
                HexFormat.of().parseHex("0b".repeat(22)));

        assertThat(prk)
                .asHexString()
                .isEqualToIgnoringCase("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
        assertThat(Hmac.expand(prk, HexFormat.of().parseHex("f0f1f2f3f4f5f6f7f8f9")))
                .asHexString()
                .isEqualToIgnoringCase("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
    }

    @Test
    void many_threads_seal_and_open_at_once() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                String own = "text of thread " + thread;
                answers.add(threads.submit(() -> {
                    boolean good = true;
                    for (int round = 0; round < 500; round++) {
                        good &= secrets.open("mail", secrets.seal("mail", own)).equals(Optional.of(own));
                    }
                    return good;
                }));
            }
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }
    }

    @Test
    void who_names_no_secrets_gets_those_of_the_process() {
        Secrets found = ServiceLoader.load(Secrets.class).findFirst().orElseThrow();

        assertThat(found).isInstanceOf(EphemeralSecrets.class);
        assertThat(new EphemeralSecrets().open("mail", found.seal("mail", "text")))
                .contains("text");
        assertThat(secrets.open("mail", found.seal("mail", "text"))).isEmpty();
        assertThat(found.pseudonym("login", "x")).isNotEqualTo(secrets.pseudonym("login", "x"));
        assertThat(found.digest(found.newToken(Token.SESSION))).hasSize(64);
    }

    private static byte[] secret(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return bytes;
    }
}
