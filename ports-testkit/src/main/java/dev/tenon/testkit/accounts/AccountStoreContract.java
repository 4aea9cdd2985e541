package dev.tenon.testkit.accounts;

import static dev.tenon.testkit.Fixtures.anEmailAddress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every store of accounts keeps. */
public abstract class AccountStoreContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofMinutes(5));

    @Test
    void finds_an_account_as_it_was_inserted() {
        Account ana = anAccount();

        assertThat(storage.accounts().find(ana.id())).contains(ana);
        assertThat(storage.accounts().findByEmail(ana.email())).contains(ana);
    }

    @Test
    void keeps_names_that_are_not_given_absent() {
        Account nameless = new Account(
                Fixtures.aUserId(),
                anEmailAddress(),
                null,
                null,
                null,
                AccountStatus.INACTIVE,
                false,
                null,
                START.plusNanos(1_000),
                START.plusNanos(2_000),
                1);

        stored(nameless);

        assertThat(storage.accounts().find(nameless.id())).contains(nameless);
    }

    @Test
    void finds_nobody_who_is_not_there() {
        assertThat(storage.accounts().find(Fixtures.aUserId())).isEmpty();
        assertThat(storage.accounts().findByEmail(anEmailAddress())).isEmpty();
        assertThat(commit(() -> storage.accounts().lock(Fixtures.aUserId()))).isEmpty();
    }

    @Test
    void refuses_an_address_that_is_taken() {
        Account ana = anAccount();
        Account second = Fixtures.anAccount(ana.email());

        boolean inserted = commit(() -> storage.accounts().insertIfAbsent(second, "!"));

        assertThat(inserted).isFalse();
        assertThat(storage.accounts().find(second.id())).isEmpty();
        assertThat(storage.accounts().findByEmail(ana.email())).contains(ana);
    }

    @Test
    void an_address_that_is_taken_fails_the_unit_of_work_that_needs_it() {
        Account ana = anAccount();
        Account second = Fixtures.anAccount(ana.email());
        Account third = Fixtures.anAccount();

        assertThatThrownBy(() -> change(() -> {
                    storage.accounts().insert(third, "!");
                    storage.accounts().insert(second, "!");
                }))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(AccountRefusal.EMAIL_TAKEN));
        assertThatThrownBy(() -> change(() -> {
                    storage.accounts().insert(second, "!");
                    storage.accounts().lock(ana.id());
                }))
                .as("what is asked next tells")
                .isInstanceOf(Refusal.class);

        assertThat(storage.accounts().find(second.id())).isEmpty();
        assertThat(storage.accounts().find(third.id())).isEmpty();
        change(() -> storage.accounts().insert(third, "{fast}hash"));
        assertThat(storage.accounts().find(third.id())).contains(third);
        assertThat(storage.accounts().passwordHash(third.id())).contains("{fast}hash");
    }

    @Test
    void of_twenty_who_need_one_address_one_succeeds() {
        EmailAddress email = anEmailAddress();

        List<Boolean> inserted = Race.of(20, number -> {
            try {
                change(() -> storage.accounts().insert(Fixtures.anAccount(email), "!"));
                return true;
            } catch (Refusal taken) {
                assertThat(taken.code()).isEqualTo(AccountRefusal.EMAIL_TAKEN);
                return false;
            }
        });

        assertThat(inserted).containsOnlyOnce(true).hasSize(20);
    }

    @Test
    void of_twenty_registrations_of_one_address_one_succeeds() {
        EmailAddress email = anEmailAddress();

        List<Boolean> inserted =
                Race.of(20, number -> commit(() -> storage.accounts().insertIfAbsent(Fixtures.anAccount(email), "!")));

        assertThat(inserted).containsOnlyOnce(true).hasSize(20);
        assertThat(storage.accounts()
                        .list(new AccountFilter(email.value(), null, null), PageRequest.first(50))
                        .items())
                .hasSize(1);
    }

    @Test
    void an_address_is_free_for_who_waited_when_its_registration_fails() {
        EmailAddress email = anEmailAddress();
        CountDownLatch otherBegins = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> waiting = new ArrayList<>();

        rollBack(() -> {
            storage.accounts().insertIfAbsent(Fixtures.anAccount(email), "!");
            waiting.add(Race.start(() -> commit(() -> {
                otherBegins.countDown();
                return storage.accounts().insertIfAbsent(Fixtures.anAccount(email), "!");
            })));
            Race.await(otherBegins);
        });

        assertThat(Race.await(waiting.get(0))).isTrue();
    }

    @Test
    void an_account_that_was_rolled_back_leaves_nothing() {
        Account ana = Fixtures.anAccount();

        rollBack(() -> storage.accounts().insertIfAbsent(ana, "!"));

        assertThat(storage.accounts().find(ana.id())).isEmpty();
        assertThat(storage.accounts().findByEmail(ana.email())).isEmpty();
        assertThat(storage.sessions().findLogin(ana.email())).isEmpty();
        assertThat(storage.accounts()
                        .list(AccountFilter.all(), PageRequest.first(10))
                        .items())
                .isEmpty();
    }

    @Test
    void an_update_writes_names_status_and_verification_and_nothing_else() {
        Account ana = anAccount();
        Account given = new Account(
                ana.id(),
                anEmailAddress(),
                null,
                "Anna",
                "Lima Souza",
                AccountStatus.BANNED,
                false,
                LATER,
                LATER,
                LATER,
                ana.revision());

        Optional<Account> updated = commit(() -> storage.accounts().update(given, LATER));

        Account expected = new Account(
                ana.id(),
                ana.email(),
                null,
                "Anna",
                "Lima Souza",
                AccountStatus.BANNED,
                false,
                null,
                ana.createdAt(),
                LATER,
                ana.revision() + 1);
        assertThat(updated).contains(expected);
        assertThat(storage.accounts().find(ana.id())).contains(expected);
        assertThat(storage.accounts().findByEmail(given.email())).isEmpty();
    }

    @Test
    void refuses_an_update_of_an_older_revision() {
        Account ana = anAccount();
        Account renamed = commit(() -> storage.accounts().update(named(ana, "first"), LATER))
                .orElseThrow();

        Optional<Account> second = commit(() -> storage.accounts().update(named(ana, "second"), LATER));

        assertThat(second).isEmpty();
        assertThat(storage.accounts().find(ana.id())).contains(renamed);
    }

    @Test
    void updates_nobody_who_is_not_there() {
        assertThat(commit(() -> storage.accounts().update(Fixtures.anAccount(), LATER)))
                .isEmpty();
    }

    @Test
    void an_update_that_was_rolled_back_leaves_the_account_as_it_was() {
        Account ana = anAccount();

        rollBack(() -> {
            storage.accounts().update(named(ana, "another"), LATER);
            storage.accounts().replacePassword(ana.id(), "{fast}other", LATER);
        });

        assertThat(storage.accounts().find(ana.id())).contains(ana);
        assertThat(passwordHashOf(ana)).isEqualTo("{fast}hash");
    }

    @Test
    void of_twenty_updates_of_one_revision_one_succeeds() {
        Account ana = anAccount();

        List<Boolean> updated = Race.of(
                20,
                number -> commit(() -> storage.accounts()
                        .update(named(ana, "ana-" + number), LATER)
                        .isPresent()));

        assertThat(updated).containsOnlyOnce(true).hasSize(20);
        assertThat(storage.accounts().find(ana.id()).map(Account::revision)).contains(2L);
    }

    @Test
    void who_locks_an_account_first_sees_what_the_last_one_left() {
        Account ana = anAccount();

        List<Boolean> updated = Race.of(
                20,
                number -> commit(() -> storage.accounts()
                        .lock(ana.id())
                        .flatMap(locked -> storage.accounts().update(named(locked, "ana-" + number), LATER))
                        .isPresent()));

        assertThat(updated).hasSize(20).containsOnly(true);
        assertThat(storage.accounts().find(ana.id()).map(Account::revision)).contains(21L);
    }

    @Test
    void replaces_a_password_whatever_it_was_without_a_new_revision() {
        Account ana = anAccount();

        change(() -> storage.accounts().replacePassword(ana.id(), "{fast}other", LATER));

        assertThat(passwordHashOf(ana)).isEqualTo("{fast}other");
        assertThat(storage.accounts().find(ana.id()).map(Account::revision)).contains(ana.revision());
    }

    @Test
    void frees_an_address_from_who_never_proved_to_read_its_mailbox() {
        Account squatter = unverified(AccountStatus.ACTIVE);
        stored(squatter);
        give(squatter, "member");

        Optional<UserId> deleted = commit(() -> storage.accounts().deleteUnverified(squatter.email()));

        assertThat(deleted).contains(squatter.id());
        assertThat(storage.accounts().find(squatter.id())).isEmpty();
        assertThat(storage.accounts().findByEmail(squatter.email())).isEmpty();
        assertThat(commit(() -> storage.accounts().insertIfAbsent(Fixtures.anAccount(squatter.email()), "!")))
                .isTrue();
    }

    @Test
    void frees_no_address_from_who_proved_it_or_was_shut_out() {
        Account verified = anAccount();
        Account banned = unverified(AccountStatus.BANNED);
        stored(banned);

        for (EmailAddress email : List.of(verified.email(), banned.email(), anEmailAddress())) {
            assertThat(commit(() -> storage.accounts().deleteUnverified(email))).isEmpty();
        }

        assertThat(storage.accounts().find(verified.id())).contains(verified);
        assertThat(storage.accounts().find(banned.id())).contains(banned);
    }

    @Test
    void counts_the_active_accounts_of_a_role() {
        give(anAccount(), Role.ADMIN);
        give(anAccount(), Role.ADMIN);
        give(stored(anAccount("ben", AccountStatus.INACTIVE, START)), Role.ADMIN);
        give(anAccount(), Role.MEMBER);

        assertThat(commit(() -> storage.accounts().countActiveWithRole(Role.ADMIN)))
                .isEqualTo(2);
        assertThat(commit(() -> storage.accounts().countActiveWithRole(Role.SUPPORT)))
                .isZero();
        assertThat(commit(() -> storage.accounts().countActiveWithRole("no-such-role")))
                .isZero();
    }

    @RepeatedTest(10)
    void two_administrators_who_ban_each_other_at_once_leave_one() {
        List<Account> admins = List.of(anAccount(), anAccount());
        admins.forEach(admin -> give(admin, Role.ADMIN));

        Race.of(
                2,
                number -> commitUnlessRefused(() -> {
                    Account other =
                            storage.accounts().lock(admins.get(number).id()).orElseThrow();
                    storage.accounts().update(withStatus(other, AccountStatus.BANNED), LATER);
                    if (storage.accounts().countActiveWithRole(Role.ADMIN) == 0) {
                        throw new IllegalArgumentException("the last one stays");
                    }
                }));

        assertThat(commit(() -> storage.accounts().countActiveWithRole(Role.ADMIN)))
                .isOne();
    }

    @RepeatedTest(10)
    void two_administrators_who_take_the_role_from_each_other_at_once_leave_one() {
        List<Account> admins = List.of(anAccount(), anAccount());
        admins.forEach(admin -> give(admin, Role.ADMIN));

        Race.of(
                2,
                number -> commitUnlessRefused(() -> {
                    storage.roles().unassign(admins.get(number).id(), roleId(Role.ADMIN));
                    if (storage.accounts().countActiveWithRole(Role.ADMIN) == 0) {
                        throw new IllegalArgumentException("the last one stays");
                    }
                }));

        assertThat(commit(() -> storage.accounts().countActiveWithRole(Role.ADMIN)))
                .isOne();
    }

    private static Account unverified(AccountStatus status) {
        return new Account(
                Fixtures.aUserId(), anEmailAddress(), null, null, null, status, false, null, START, START, 1);
    }

    private boolean commitUnlessRefused(Runnable work) {
        try {
            change(work);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private void give(Account account, String role) {
        change(() -> storage.roles().assign(account.id(), roleId(role), null, START));
    }

    private RoleId roleId(String name) {
        return storage.roles().findByName(name).orElseThrow().id();
    }

    private String passwordHashOf(Account account) {
        return storage.sessions().findLogin(account.email()).orElseThrow().passwordHash();
    }

    private static Account anAccount(String userName, AccountStatus status, Instant createdAt) {
        return Fixtures.anAccount(new UserId(Fixtures.anId()), anEmailAddress(), userName, status, createdAt);
    }

    private static Account named(Account account, String userName) {
        return new Account(
                account.id(),
                account.email(),
                userName,
                account.firstName(),
                account.lastName(),
                account.status(),
                account.emailVerified(),
                account.lastLoginAt(),
                account.createdAt(),
                account.updatedAt(),
                account.revision());
    }

    private static Account withStatus(Account account, AccountStatus status) {
        return new Account(
                account.id(),
                account.email(),
                account.userName(),
                account.firstName(),
                account.lastName(),
                status,
                account.emailVerified(),
                account.lastLoginAt(),
                account.createdAt(),
                account.updatedAt(),
                account.revision());
    }
}
