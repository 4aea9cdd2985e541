package dev.tenon.testkit.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.PasskeyId;
import dev.tenon.ports.signin.Passkey;
import dev.tenon.ports.signin.spi.PasskeyCeremonies.Credential;
import dev.tenon.ports.signin.spi.PasskeyStore.StoredPasskey;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of passkeys does. */
public abstract class PasskeyStoreContract extends StorageContract {

    private static final Instant LATER = START.plusSeconds(60);

    @Test
    void finds_a_passkey_by_its_credential() {
        StoredPasskey phone = stored(aPasskey(anAccount(), "phone", "c1", 7, START));

        assertThat(storage.passkeys().findByCredential("c1")).contains(phone);
        assertThat(storage.passkeys().findByCredential("c2")).isEmpty();
    }

    @Test
    void of_parallel_registrations_of_one_credential_one_is_stored() {
        Account ana = anAccount();
        Account ben = anAccount();

        List<Boolean> made = Race.of(
                6,
                number -> commit(() -> storage.passkeys()
                        .insertIfAbsent(aPasskey(number % 2 == 0 ? ana : ben, "phone", "c1", 0, START))));

        assertThat(made).filteredOn(each -> each).hasSize(1);
    }

    @Test
    void lists_an_accounts_passkeys_in_the_order_of_their_making() {
        Account ana = anAccount();
        StoredPasskey second = stored(aPasskey(ana, "key", "c2", 0, LATER));
        StoredPasskey first = stored(aPasskey(ana, "phone", "c1", 0, START));
        stored(aPasskey(anAccount(), "phone", "c3", 0, START));

        assertThat(storage.passkeys().list(ana.id())).containsExactly(first, second);
    }

    @Test
    void renames_one_and_raises_its_revision() {
        Account ana = anAccount();
        Passkey phone = stored(aPasskey(ana, "phone", "c1", 0, START)).passkey();

        change(() -> storage.passkeys().rename(phone.id(), "old phone"));

        Passkey after =
                commit(() -> storage.passkeys().lock(ana.id(), phone.id())).orElseThrow();
        assertThat(after.name()).isEqualTo("old phone");
        assertThat(after.revision()).isEqualTo(2);
    }

    @Test
    void locks_what_is_the_accounts_alone() {
        Account ana = anAccount();
        PasskeyId id = stored(aPasskey(ana, "phone", "c1", 0, START)).passkey().id();

        assertThat(commit(() -> storage.passkeys().lock(Fixtures.aUserId(), id)))
                .isEmpty();
        assertThat(commit(() -> storage.passkeys().lock(ana.id(), id))).isPresent();
    }

    @Test
    void a_counter_that_does_not_grow_is_not_used() {
        Account ana = anAccount();
        PasskeyId id = stored(aPasskey(ana, "phone", "c1", 7, START)).passkey().id();

        assertThat(commit(() -> storage.passkeys().use(id, 7, LATER))).isFalse();
        assertThat(commit(() -> storage.passkeys().use(id, 0, LATER))).isFalse();
        assertThat(commit(() -> storage.passkeys().use(id, 8, LATER))).isTrue();

        StoredPasskey after = storage.passkeys().findByCredential("c1").orElseThrow();
        assertThat(after.credential().signatureCount()).isEqualTo(8);
        assertThat(after.passkey().lastUsedAt()).isEqualTo(LATER);
        assertThat(after.passkey().revision()).isEqualTo(1);
    }

    @Test
    void a_device_that_does_not_count_is_used_again_and_again() {
        PasskeyId id =
                stored(aPasskey(anAccount(), "phone", "c1", 0, START)).passkey().id();

        assertThat(commit(() -> storage.passkeys().use(id, 0, START))).isTrue();
        assertThat(commit(() -> storage.passkeys().use(id, 0, LATER))).isTrue();
    }

    @Test
    void of_parallel_uses_with_one_counter_one_counts() {
        PasskeyId id =
                stored(aPasskey(anAccount(), "phone", "c1", 1, START)).passkey().id();

        List<Boolean> used =
                Race.of(6, number -> commit(() -> storage.passkeys().use(id, 2, LATER)));

        assertThat(used).filteredOn(each -> each).hasSize(1);
    }

    @Test
    void removes_one_of_its_owner_only() {
        Account ana = anAccount();
        PasskeyId id = stored(aPasskey(ana, "phone", "c1", 0, START)).passkey().id();

        assertThat(commit(() -> storage.passkeys().delete(Fixtures.aUserId(), id)))
                .isFalse();
        assertThat(commit(() -> storage.passkeys().delete(ana.id(), id))).isTrue();
        assertThat(commit(() -> storage.passkeys().delete(ana.id(), id))).isFalse();
        assertThat(storage.passkeys().findByCredential("c1")).isEmpty();
    }

    @Test
    void removes_those_that_were_made_since_then() {
        Account ana = anAccount();
        StoredPasskey before = stored(aPasskey(ana, "phone", "c1", 0, START));
        stored(aPasskey(ana, "key", "c2", 0, LATER));
        StoredPasskey bens = stored(aPasskey(anAccount(), "phone", "c3", 0, LATER));

        assertThat(commit(() -> storage.passkeys().deleteSince(ana.id(), LATER)))
                .isEqualTo(1);
        assertThat(storage.passkeys().list(ana.id())).containsExactly(before);
        assertThat(commit(() -> storage.passkeys().deleteSince(ana.id(), null))).isEqualTo(1);
        assertThat(storage.passkeys().findByCredential("c3")).contains(bens);
    }

    private StoredPasskey stored(StoredPasskey passkey) {
        assertThat(commit(() -> storage.passkeys().insertIfAbsent(passkey))).isTrue();
        return passkey;
    }

    private static StoredPasskey aPasskey(Account account, String name, String credential, long count, Instant at) {
        return new StoredPasskey(
                new Passkey(new PasskeyId(Fixtures.anId()), account.id(), name, "tenon.example.org", at, null, 1),
                new Credential(account.id(), credential, "key-" + credential, count));
    }
}
