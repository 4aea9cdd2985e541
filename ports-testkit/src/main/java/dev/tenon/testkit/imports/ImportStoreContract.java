package dev.tenon.testkit.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.imports.ImportId;
import dev.tenon.ports.imports.ImportedPerson.SocialLink;
import dev.tenon.ports.imports.spi.ImportStore.Batch;
import dev.tenon.ports.imports.spi.ImportStore.NewAccount;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every store of imports does. */
public abstract class ImportStoreContract extends StorageContract {

    private static final Instant LATER = START.plusSeconds(90);
    private static final String DIGEST = "d".repeat(64);
    private static final String HASH = "{bcrypt}$2b$10$Z6hUTEEeoJXN5/AmSm/4.eZ75RYgFVriQM9LPhNEC7kbAbS/VAaJ2";

    @Test
    void the_same_file_of_the_same_source_is_the_same_import_until_it_is_undone() {
        Batch first = opened("csv", DIGEST);

        assertThat(opened("csv", DIGEST)).isEqualTo(first);
        assertThat(opened("firebase", DIGEST).id()).isNotEqualTo(first.id());
        assertThat(opened("csv", "e".repeat(64)).id()).isNotEqualTo(first.id());
        assertThat(storage.imports().find(first.id())).contains(first);

        assertThat(commit(() -> storage.imports().close(first.id(), LATER))).isZero();

        assertThat(storage.imports().find(first.id())).isEmpty();
        assertThat(opened("csv", DIGEST).id()).isNotEqualTo(first.id());
    }

    @Test
    void of_parallel_openings_all_get_one_import() {
        List<Batch> opened = Race.of(6, number -> opened("csv", DIGEST));

        assertThat(opened.stream().distinct()).hasSize(1);
    }

    @Test
    void an_import_moves_on_from_where_it_is_and_from_nowhere_else() {
        Batch first = opened("csv", DIGEST);

        assertThat(advanced(first, 10, 8)).isTrue();
        assertThat(advanced(first, 20, 16)).as("it is no longer there").isFalse();

        Batch now = opened("csv", DIGEST);
        assertThat(now).isEqualTo(new Batch(first.id(), "csv", DIGEST, 10, 8));
        List<Boolean> moved = Race.of(6, number -> advanced(now, 20 + number, 16));
        assertThat(moved).filteredOn(each -> each).hasSize(1);
    }

    @Test
    void adds_accounts_with_everything_that_belongs_to_them() {
        Batch batch = opened("csv", DIGEST);
        Account ana = anAccountOf(true);
        Account ben = anAccountOf(false);
        SocialLogin link = login(ana, "google", "1");

        Set<UserId> added = added(batch, wanted(ana, link), wanted(ben));

        assertThat(added).containsExactlyInAnyOrder(ana.id(), ben.id());
        Account stored = storage.accounts().findByEmail(ana.email()).orElseThrow();
        assertThat(stored)
                .usingRecursiveComparison()
                .ignoringFields("updatedAt")
                .isEqualTo(ana);
        assertThat(stored.updatedAt()).isEqualTo(LATER);
        assertThat(storage.accounts().passwordHash(ana.id())).contains(HASH);
        assertThat(storage.roles().rolesOf(ana.id())).extracting(Role::name).containsExactly(Role.MEMBER);
        assertThat(storage.socialLogins().list(ana.id())).containsExactly(link);
        assertThat(storage.subscriptions().findLive(ana.id()))
                .hasValueSatisfying(live -> assertThat(live.planId()).isEqualTo(free().id()));
        assertThat(storage.quotas().find(ana.id())).isPresent();
        assertThat(storage.subscriptions().findLive(ben.id()))
                .as("whose address is not verified begins nothing")
                .isEmpty();
        assertThat(storage.quotas().find(ben.id())).isEmpty();
    }

    @Test
    void leaves_out_whose_address_is_taken_and_links_that_open_another_account() {
        Batch batch = opened("csv", DIGEST);
        Account taken = anAccount();
        Account again = Fixtures.anAccount(taken.email());
        Account ana = anAccountOf(true);
        Account ben = anAccountOf(true);
        added(batch, wanted(ana, login(ana, "github", "7")));

        assertThat(added(batch, wanted(again), wanted(ben, login(ben, "github", "7"))))
                .containsExactly(ben.id());

        assertThat(storage.accounts().find(again.id())).isEmpty();
        assertThat(storage.socialLogins().list(ana.id())).hasSize(1);
        assertThat(storage.socialLogins().list(ben.id())).isEmpty();
        assertThat(added(batch)).isEmpty();
    }

    @Test
    void of_parallel_imports_of_one_address_one_adds_it() {
        Batch batch = opened("csv", DIGEST);
        EmailAddress email = Fixtures.anEmailAddress();

        List<Set<UserId>> added = Race.of(6, number -> added(batch, wanted(Fixtures.anAccount(email))));

        assertThat(added.stream().mapToInt(Set::size).sum()).isOne();
    }

    @Test
    void nothing_of_a_commit_that_failed_is_there() {
        Batch batch = opened("csv", DIGEST);
        Account ana = anAccountOf(true);

        rollBack(() -> {
            storage.imports().insert(batch.id(), List.of(wanted(ana)), free(), LATER);
            storage.imports().advance(batch, 1, 1, LATER);
        });

        assertThat(storage.accounts().find(ana.id())).isEmpty();
        assertThat(opened("csv", DIGEST)).isEqualTo(batch);
        assertThat(added(batch, wanted(ana))).containsExactly(ana.id());
    }

    @Test
    void says_which_addresses_are_taken() {
        Account ana = anAccount();

        assertThat(storage.imports().taken(List.of(ana.email(), Fixtures.anEmailAddress())))
                .containsExactly(ana.email());
        assertThat(storage.imports().taken(List.of())).isEmpty();
    }

    @Test
    void adds_a_role_without_permissions_unless_there_is_one_of_this_name() {
        RoleId editor = new RoleId(Fixtures.anId());

        change(() -> {
            storage.imports().addRole(editor, "Editor", START);
            storage.imports().addRole(new RoleId(Fixtures.anId()), "editor", START);
            storage.imports().addRole(new RoleId(Fixtures.anId()), Role.MEMBER, START);
        });

        assertThat(storage.roles().list())
                .extracting(Role::name)
                .containsExactlyInAnyOrder(Role.ADMIN, Role.SUPPORT, Role.MEMBER, "Editor");
        assertThat(storage.roles().find(editor))
                .hasValueSatisfying(role -> assertThat(role.permissions()).isEmpty());
    }

    @Test
    void takes_back_whom_nobody_used_or_changed_since() {
        Batch batch = opened("csv", DIGEST);
        Account ana = anAccountOf(true);
        Account ben = anAccountOf(true);
        Account changed = anAccountOf(true);
        Account seen = anAccountOf(true);
        Account before = anAccount();
        added(batch, wanted(ana, login(ana, "google", "1")), wanted(ben), wanted(changed), wanted(seen));
        change(() -> {
            Account now = storage.accounts().lock(changed.id()).orElseThrow();
            storage.accounts().update(now, LATER.plusSeconds(1));
            storage.sessions().insert(Fixtures.aSession(seen.id()), Fixtures.aDigest());
        });

        assertThat(removed(batch, 1)).isOne();
        assertThat(removed(batch, 10)).isOne();
        assertThat(removed(batch, 10)).isZero();

        assertThat(Stream.of(ana, ben, changed, seen, before)
                        .filter(each -> storage.accounts().find(each.id()).isPresent()))
                .extracting(Account::id)
                .containsExactly(changed.id(), seen.id(), before.id());
        assertThat(storage.subscriptions().findLive(ana.id())).isEmpty();
        assertThat(storage.quotas().find(ana.id())).isEmpty();
        assertThat(storage.socialLogins().find("google", "https://accounts.google.com", "1"))
                .isEmpty();
        assertThat(commit(() -> storage.imports().close(batch.id(), LATER))).isEqualTo(2);
        assertThat(added(opened("csv", DIGEST), wanted(Fixtures.anAccount(ana.email()))))
                .as("the address is free again")
                .hasSize(1);
    }

    private Batch opened(String source, String digest) {
        Batch wanted = new Batch(new ImportId(Fixtures.anId()), source, digest, 0, 0);
        return commit(() -> storage.imports().open(wanted, START));
    }

    private boolean advanced(Batch from, long done, long imported) {
        return commit(() -> storage.imports().advance(from, done, imported, LATER));
    }

    private Set<UserId> added(Batch batch, NewAccount... accounts) {
        return commit(() -> storage.imports().insert(batch.id(), List.of(accounts), free(), LATER));
    }

    private int removed(Batch batch, int limit) {
        return commit(() -> storage.imports().removeUntouched(batch.id(), limit));
    }

    private Plan free() {
        return storage.plans().findByName(Plan.FREE).orElseThrow();
    }

    private NewAccount wanted(Account account, SocialLogin... logins) {
        RoleId member = storage.roles().findByName(Role.MEMBER).orElseThrow().id();
        return new NewAccount(
                account, HASH, "id-" + account.id(), Set.of(member), List.of(logins), Fixtures.anId(), Fixtures.anId());
    }

    private static SocialLogin login(Account account, String method, String subject) {
        return new SocialLogin(
                new SocialLoginId(Fixtures.anId()),
                account.id(),
                method,
                new SocialLink(method, subject, null, false).issuer(),
                subject,
                account.email().value(),
                true,
                LATER);
    }

    private static Account anAccountOf(boolean verified) {
        return new Account(
                Fixtures.aUserId(),
                Fixtures.anEmailAddress(),
                "ana",
                null,
                "Łukasz",
                AccountStatus.ACTIVE,
                verified,
                START.minusSeconds(60),
                START.minusSeconds(600),
                LATER,
                1);
    }
}
