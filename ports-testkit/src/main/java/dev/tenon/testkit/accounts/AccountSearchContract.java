package dev.tenon.testkit.accounts;

import static dev.tenon.testkit.Fixtures.anEmailAddress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of accounts finds. */
public abstract class AccountSearchContract extends StorageContract {

    private static final Instant LATER = START.plus(Duration.ofMinutes(5));

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

    private static Account anAccount(@Nullable String userName, String email) {
        return Fixtures.anAccount(Fixtures.aUserId(), new EmailAddress(email), userName, AccountStatus.ACTIVE, START);
    }

    private static Account anAccount(String userName, AccountStatus status, Instant createdAt) {
        return Fixtures.anAccount(new UserId(Fixtures.anId()), anEmailAddress(), userName, status, createdAt);
    }
}
