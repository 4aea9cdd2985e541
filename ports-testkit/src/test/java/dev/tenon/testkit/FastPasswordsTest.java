package dev.tenon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.signin.PasswordRefusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FastPasswordsTest {

    private final FastPasswords passwords = new FastPasswords();

    @Test
    void the_whole_password_counts_in_normal_form() {
        String hash = passwords.hash("caf\u00e9 au lait");

        assertThat(passwords.verify("caf\u00e9 au lait", hash)).isTrue();
        assertThat(passwords.verify("cafe\u0301 au lait", hash)).isTrue();
        assertThat(passwords.verify("caf\u00e9 au laiT", hash)).isFalse();
        assertThat(passwords.verify("caf\u00e9 au lait\0", hash)).isFalse();
        assertThat(passwords.needsRehash(hash)).isFalse();
    }

    @Test
    void counts_every_verification_whatever_the_hash() {
        String hash = passwords.hash(Fixtures.PASSWORD);

        passwords.verify(Fixtures.PASSWORD, hash);
        passwords.verify("wrong", hash);
        assertThat(passwords.verify(Fixtures.PASSWORD, AccountStore.NO_PASSWORD))
                .isFalse();

        assertThat(passwords.hashes()).isOne();
        assertThat(passwords.verifications()).isEqualTo(3);
    }

    @Test
    void an_older_hash_verifies_and_needs_to_be_made_anew() {
        String older = passwords.olderHash(Fixtures.PASSWORD);

        assertThat(passwords.verify(Fixtures.PASSWORD, older)).isTrue();
        assertThat(passwords.verify("wrong", older)).isFalse();
        assertThat(passwords.needsRehash(older)).isTrue();
    }

    @Test
    void refuses_while_it_is_busy() {
        String hash = passwords.hash(Fixtures.PASSWORD);
        passwords.setBusy(true);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> passwords.verify(Fixtures.PASSWORD, hash))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(PasswordRefusal.HASHING_BUSY))
                .satisfies(refusal -> assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1)));

        passwords.setBusy(false);
        assertThat(passwords.verify(Fixtures.PASSWORD, hash)).isTrue();
    }
}
