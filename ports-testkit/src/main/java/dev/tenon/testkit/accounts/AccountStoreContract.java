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
import dev.tenon.ports.kernel.Page;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What every store of accounts does. */
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

    private static Account unverified(AccountStatus status) {
        return new Account(
                Fixtures.aUserId(), anEmailAddress(), null, null, null, status, false, null, START, START, 1);
    }

    @Test
    void lists_newest_first_page_by_page() {
        List<Instant> times =
                List.of(START, START.plusNanos(1_000), LATER, LATER, LATER, LATER.plusSeconds(1), LATER.plusSeconds(2));
        List<Account> oldestFirst = times.stream().map(Fixtures::anAccountOf).toList();
        shuffled(oldestFirst).forEach(this::stored);

        holdsStillInPages(
                oldestFirst.reversed(),
                page -> storage.accounts().list(AccountFilter.all(), page),
                () -> stored(Fixtures.anAccountOf(LATER.plusSeconds(3))));
    }

    @Test
    void pages_of_a_filtered_list_skip_what_does_not_match() {
        List<Account> banned = IntStream.range(0, 6)
                .mapToObj(number -> {
                    stored(Fixtures.anAccountOf(START.plusSeconds(number)));
                    return stored(anAccount("b" + number, AccountStatus.BANNED, START.plusSeconds(number)));
                })
                .toList();

        holdsStillInPages(
                banned.reversed(),
                page -> storage.accounts().list(new AccountFilter(null, AccountStatus.BANNED, null), page),
                () -> stored(anAccount("newer", AccountStatus.BANNED, LATER)));
    }

    @Test
    void lists_who_has_a_status() {
        Account active = anAccount();
        Account banned = stored(anAccount("ben", AccountStatus.BANNED, START));

        assertThat(found(null, AccountStatus.ACTIVE, null)).containsExactly(active);
        assertThat(found(null, AccountStatus.BANNED, null)).containsExactly(banned);
        assertThat(found(null, AccountStatus.ERASED, null)).isEmpty();
    }

    @Test
    void finds_a_word_of_three_anywhere_in_address_and_names_in_any_case() {
        Account ana = stored(named("Zoe", "Ana", "Lima", "ana@example.org"));
        Account ben = stored(named("Anatol", "Ben", null, "ben@mail.example.com"));
        Account cleo = stored(named(null, null, "O'Malley", "cleo.ana@example.org"));

        assertThat(found("ANA", null, null)).containsExactlyInAnyOrder(ana, ben, cleo);
        assertThat(found("zoe", null, null)).containsExactly(ana);
        assertThat(found("EXAMPLE.ORG", null, null)).containsExactlyInAnyOrder(ana, cleo);
        assertThat(found("cleo.ana@example.org", null, null)).containsExactly(cleo);
        assertThat(found("lim", null, null)).containsExactly(ana);
        assertThat(found("ben", null, null)).containsExactly(ben);
        assertThat(found("mall", null, null)).containsExactly(cleo);
        assertThat(found("nobody", null, null)).isEmpty();
    }

    @Test
    void finds_a_word_of_one_or_two_where_an_address_or_a_name_begins() {
        Account ana = stored(named("Zoe", "Ana", "Lima", "ana@example.org"));
        Account ben = stored(named("ny", "Ben", "Anders", "ben@example.org"));

        assertThat(found("an", null, null)).containsExactlyInAnyOrder(ana, ben);
        assertThat(found("Z", null, null)).containsExactly(ana);
        assertThat(found("li", null, null)).containsExactly(ana);
        assertThat(found("NY", null, null)).containsExactly(ben);
        assertThat(found("na", null, null)).isEmpty();
        assertThat(found("or", null, null)).isEmpty();
    }

    @Test
    void finds_who_has_every_word_in_any_order() {
        Account ana = stored(named(null, "Ana", "Lima", "ana@example.org"));
        stored(named(null, "Ana", "Silva", "silva@example.org"));

        assertThat(found("lima ana", null, null)).containsExactly(ana);
        assertThat(found("  Ana \t LI ", null, null)).containsExactly(ana);
        assertThat(found("ana & lima", null, null)).containsExactly(ana);
        assertThat(found("ana lima nobody", null, null)).isEmpty();
    }

    @Test
    void finds_nobody_by_a_text_without_a_letter_or_a_digit() {
        anAccount();

        for (String text : List.of("@", ".", "+", "- -", "%", " ", "\n", "\u200b")) {
            assertThat(found(text, null, null)).as(text).isEmpty();
        }
    }

    @Test
    void a_word_does_not_reach_from_one_name_into_the_next() {
        stored(named("zoe", "Ana", "Lima", "ana@example.org"));

        assertThat(found("orgzoe", null, null)).isEmpty();
        assertThat(found("analima", null, null)).isEmpty();
    }

    @Test
    void pages_of_a_search_skip_what_does_not_match() {
        List<Account> matching = IntStream.range(0, 6)
                .mapToObj(number -> {
                    stored(anAccount("other" + number, AccountStatus.ACTIVE, START.plusSeconds(number)));
                    return stored(anAccount("needle" + number, AccountStatus.ACTIVE, START.plusSeconds(number)));
                })
                .toList();

        holdsStillInPages(
                matching.reversed(),
                page -> storage.accounts().list(new AccountFilter("eedl", null, null), page),
                () -> stored(anAccount("needle", AccountStatus.ACTIVE, LATER)));
    }

    @Test
    void lists_who_is_away_longest_first() {
        Account never = stored(Fixtures.anAccountOf(START.plusSeconds(10)));
        Account early = stored(Fixtures.anAccountOf(START));
        Account back = stored(Fixtures.anAccountOf(START.plusSeconds(1)));
        Account here = stored(Fixtures.anAccountOf(START.plusSeconds(2)));
        change(() -> {
            storage.sessions().enter(early.id(), null, START.plusSeconds(5));
            storage.sessions().enter(back.id(), null, LATER.minusNanos(1_000));
            storage.sessions().enter(here.id(), null, LATER);
        });

        assertThat(away(LATER)).containsExactly(early.id(), never.id(), back.id());
        assertThat(away(START.plusSeconds(10))).containsExactly(early.id());
        assertThat(away(START)).isEmpty();
    }

    @Test
    void pages_of_those_who_are_away_hold_still() {
        List<Account> accounts = IntStream.range(0, 7)
                .mapToObj(number -> stored(Fixtures.anAccountOf(START.plusSeconds(number / 2))))
                .toList();
        AccountFilter filter = new AccountFilter(null, null, null, LATER);

        List<UserId> paged = new ArrayList<>();
        PageRequest request = PageRequest.first(2);
        Page<Account> page;
        do {
            page = storage.accounts().list(filter, request);
            page.items().forEach(account -> paged.add(account.id()));
            request = new PageRequest(2, page.nextPosition());
        } while (page.nextPosition() != null);

        assertThat(paged)
                .containsExactlyElementsOf(accounts.stream().map(Account::id).toList());
    }

    @Test
    void conditions_of_a_search_hold_together_with_being_away() {
        Account dora = stored(anAccount("dora", AccountStatus.BANNED, START));
        stored(anAccount("dorabel", AccountStatus.ACTIVE, START));
        stored(anAccount("dorathea", AccountStatus.BANNED, LATER));
        stored(anAccount("ben", AccountStatus.BANNED, START));

        assertThat(storage.accounts()
                        .list(
                                new AccountFilter("dora", AccountStatus.BANNED, null, START.plusSeconds(1)),
                                PageRequest.first(50))
                        .items())
                .containsExactly(dora);
    }

    @Test
    void takes_the_characters_of_a_searched_text_as_they_are() {
        Account plain = stored(anAccount("plain", "plain@example.org"));
        Account odd = stored(anAccount("50%_\\odd", "o_d%d@example.org"));

        assertThat(found("%", null, null)).isEmpty();
        assertThat(found("_", null, null)).isEmpty();
        assertThat(found("\\", null, null)).isEmpty();
        assertThat(found("pl_in", null, null)).isEmpty();
        assertThat(found("50%_\\O", null, null)).containsExactly(odd);
        assertThat(found("O_D%d@", null, null)).containsExactly(odd);
        assertThat(found("plain", null, null)).containsExactly(plain);
    }

    @Test
    void lists_who_holds_a_role() {
        Account admin = anAccount();
        Account both = anAccount();
        anAccount();
        give(admin, Role.ADMIN);
        give(both, Role.ADMIN);
        give(both, Role.MEMBER);

        assertThat(found(null, null, Role.ADMIN)).containsExactlyInAnyOrder(admin, both);
        assertThat(found(null, null, Role.MEMBER)).containsExactly(both);
        assertThat(found(null, null, Role.SUPPORT)).isEmpty();
        assertThat(found(null, null, "no-such-role")).isEmpty();
    }

    @Test
    void lists_only_who_meets_every_condition() {
        Account match = stored(anAccount("dora", "dora@example.org"));
        Account otherRole = stored(anAccount("dorabel", "dorabel@example.org"));
        Account otherStatus = stored(anAccount("dorathea", AccountStatus.BANNED, START));
        Account otherText = stored(anAccount("ben", "ben@example.org"));
        Stream.of(match, otherStatus, otherText).forEach(account -> give(account, Role.SUPPORT));
        give(otherRole, Role.MEMBER);

        assertThat(found("dora", AccountStatus.ACTIVE, Role.SUPPORT)).containsExactly(match);
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

    private boolean commitUnlessRefused(Runnable work) {
        try {
            change(work);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private List<Account> found(@Nullable String text, @Nullable AccountStatus status, @Nullable String role) {
        Page<Account> page = storage.accounts().list(new AccountFilter(text, status, role), PageRequest.first(50));
        assertThat(page.next()).isEmpty();
        return page.items();
    }

    private List<UserId> away(Instant since) {
        return storage
                .accounts()
                .list(new AccountFilter(null, null, null, since), PageRequest.first(50))
                .items()
                .stream()
                .map(Account::id)
                .toList();
    }

    private static Account named(
            @Nullable String userName, @Nullable String firstName, @Nullable String lastName, String email) {
        return new Account(
                Fixtures.aUserId(),
                new EmailAddress(email),
                userName,
                firstName,
                lastName,
                AccountStatus.ACTIVE,
                true,
                null,
                START,
                START,
                1);
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

    private static Account anAccount(@Nullable String userName, String email) {
        return Fixtures.anAccount(Fixtures.aUserId(), new EmailAddress(email), userName, AccountStatus.ACTIVE, START);
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
