package dev.tenon.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.spi.OneTimeTokenStore.Purpose;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.spi.QuotaStore.Hold;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.ports.notifications.QueuedEmail;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.signin.Session;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every unit of work does. */
public abstract class UnitOfWorkContract extends StorageContract {

    @Test
    void returns_what_the_work_returns() {
        String result = storage.unitOfWork().run(() -> "done");

        assertThat(result).isEqualTo("done");
    }

    @Test
    void throws_what_the_work_throws_and_keeps_nothing() {
        Account ana = Fixtures.anAccount();
        AssertionError error = new AssertionError("fails on purpose");

        rollBack(() -> storage.accounts().insertIfAbsent(ana, "!"));
        assertThatThrownBy(() -> change(() -> {
                    storage.accounts().insertIfAbsent(ana, "!");
                    throw error;
                }))
                .isSameAs(error);

        assertThat(storage.accounts().find(ana.id())).isEmpty();
    }

    @Test
    void keeps_all_of_its_writes_or_none() {
        Account ana = Fixtures.anAccount();
        Session session = Fixtures.aSession(ana.id());
        QueuedEmail mail = Fixtures.aQueuedEmail();

        Runnable work = () -> {
            storage.accounts().insertIfAbsent(ana, "!");
            storage.sessions().insert(session, Fixtures.aDigest());
            storage.emails().insert(mail, "sealed", null);
        };

        rollBack(work);
        assertThat(storage.accounts().find(ana.id())).isEmpty();
        assertThat(storage.sessions().find(session.id(), START)).isEmpty();
        assertThat(storage.emails()
                        .list(EmailFilter.all(), PageRequest.first(10))
                        .items())
                .isEmpty();

        change(work);
        assertThat(storage.accounts().find(ana.id())).contains(ana);
        assertThat(storage.sessions().find(session.id(), START)).contains(session);
        assertThat(storage.emails()
                        .list(EmailFilter.all(), PageRequest.first(10))
                        .items())
                .containsExactly(mail);
    }

    @Test
    void refuses_to_run_within_another_and_rolls_back_the_whole() {
        Account ana = Fixtures.anAccount();

        assertThatIllegalStateException()
                .isThrownBy(() -> change(() -> {
                    storage.accounts().insertIfAbsent(ana, "!");
                    change(() -> storage.accounts().replacePassword(ana.id(), "!", START));
                }));

        assertThat(storage.accounts().find(ana.id())).isEmpty();
    }

    @Test
    void another_can_begin_after_one_ended_in_either_way() {
        Account ana = Fixtures.anAccount();
        Account ben = Fixtures.anAccount();

        rollBack(() -> storage.accounts().insertIfAbsent(ana, "!"));
        stored(ana);
        stored(ben);

        assertThat(storage.accounts().find(ana.id())).contains(ana);
        assertThat(storage.accounts().find(ben.id())).contains(ben);
    }

    @Test
    void sees_its_own_writes() {
        Account ana = Fixtures.anAccount();

        List<Optional<Account>> seen = commit(() -> {
            storage.accounts().insertIfAbsent(ana, "!");
            return List.of(
                    storage.accounts().find(ana.id()),
                    storage.accounts().findByEmail(ana.email()),
                    storage.accounts().lock(ana.id()),
                    storage.accounts().list(AccountFilter.all(), PageRequest.first(1)).items().stream()
                            .findFirst());
        });

        assertThat(seen).containsOnly(Optional.of(ana));
    }

    @Test
    void others_see_its_writes_when_it_is_committed_and_not_before() {
        Account ana = anAccount();
        Account banned = ana.patched(AccountPatch.status(AccountStatus.BANNED));
        Account ben = Fixtures.anAccount();

        change(() -> {
            storage.accounts().update(banned, START);
            storage.accounts().insertIfAbsent(ben, "!");

            assertThat(Race.aside(() -> storage.accounts().find(ana.id()))).contains(ana);
            assertThat(Race.aside(() -> storage.accounts().findByEmail(ben.email())))
                    .isEmpty();
            assertThat(Race.aside(() -> storage.accounts()
                            .list(AccountFilter.all(), PageRequest.first(10))
                            .items()))
                    .containsExactly(ana);
        });

        assertThat(Race.aside(() -> storage.accounts().find(ana.id())).map(Account::status))
                .contains(AccountStatus.BANNED);
        assertThat(Race.aside(() -> storage.accounts().find(ben.id()))).contains(ben);
    }

    @Test
    void units_of_work_that_touch_different_things_run_side_by_side() {
        Account ana = anAccount();
        Account ben = anAccount();
        CountDownLatch bothHaveWritten = new CountDownLatch(2);

        List<Boolean> updated = Race.of(
                2,
                number -> commit(() -> {
                    Account mine = number == 0 ? ana : ben;
                    boolean done = storage.accounts()
                            .update(mine.patched(AccountPatch.status(AccountStatus.INACTIVE)), START)
                            .isPresent();
                    bothHaveWritten.countDown();
                    Race.await(bothHaveWritten);
                    return done;
                }));

        assertThat(updated).containsExactly(true, true);
    }

    @Test
    void a_hundred_at_once_lose_nothing() {
        Race.of(100, number -> anAccount());

        int counted = commit(() -> {
            RoleId member = storage.roles().findByName("member").orElseThrow().id();
            storage.accounts()
                    .list(AccountFilter.all(), PageRequest.first(PageRequest.HIGHEST_LIMIT))
                    .items()
                    .forEach(account -> storage.roles().assign(account.id(), member, null, START));
            return storage.accounts().countActiveWithRole("member");
        });
        assertThat(counted).isEqualTo(100);
    }

    @TestFactory
    Stream<DynamicTest> stores_refuse_writes_and_locks_outside_of_one() {
        Account ana = anAccount();
        Account absent = Fixtures.anAccount();
        Plan free = storage.plans().findByName(Plan.FREE).orElseThrow();
        RoleId member = storage.roles().findByName("member").orElseThrow().id();
        Session session = Fixtures.aSession(ana.id());
        Document document = Fixtures.aDocument(ana.id());
        Hold hold = Fixtures.aHold(ana.id(), 1);
        QueuedEmail mail = Fixtures.aQueuedEmail();
        UUID id = Fixtures.anId();
        PermissionEntry permission = Fixtures.aPermission("things:test", null);
        change(() -> {
            storage.sessions().insert(session, Fixtures.aDigest());
            storage.documents().insert(document);
            storage.quotas().open(id, ana.id(), null, null, START);
            storage.quotas().reserve(hold, START);
            storage.emails().insert(mail, "sealed", null);
        });

        return Stream.of(
                refused("accounts.insertIfAbsent", () -> storage.accounts().insertIfAbsent(absent, "!")),
                refused("accounts.insert", () -> storage.accounts().insert(absent, "!")),
                refused("accounts.lock", () -> storage.accounts().lock(ana.id())),
                refused("accounts.update", () -> storage.accounts().update(ana, START)),
                refused("accounts.replacePassword", () -> storage.accounts().replacePassword(ana.id(), "!", START)),
                refused(
                        "accounts.replacePassword, if it is still this one",
                        () -> storage.accounts().replacePassword(ana.id(), "!", "!", START)),
                refused("accounts.replaceEmail", () -> storage.accounts().replaceEmail(ana.id(), ana.email(), START)),
                refused("accounts.countActiveWithRole", () -> storage.accounts().countActiveWithRole("member")),
                refused(
                        "oneTimeTokens.replace",
                        () -> storage.oneTimeTokens().replace(Fixtures.aOneTimeToken(ana, Purpose.VERIFY_EMAIL))),
                refused(
                        "oneTimeTokens.spend",
                        () -> storage.oneTimeTokens().spend(Fixtures.aDigest(), Purpose.VERIFY_EMAIL, START)),
                refused(
                        "oneTimeTokens.deleteExpired",
                        () -> storage.oneTimeTokens().deleteExpired(START, 1)),
                refused("oneTimeTokens.cancel", () -> storage.oneTimeTokens().cancel(ana.id(), null, START)),
                refused("sessions.enter", () -> storage.sessions().enter(ana.id(), null, START)),
                refused(
                        "loginHistory.noteSuccess",
                        () -> storage.loginHistory().noteSuccess(ana.id(), "email", RequestOrigin.inProcess(), START)),
                refused(
                        "loginHistory.deleteBefore",
                        () -> storage.loginHistory().deleteBefore(START, 1)),
                refused(
                        "sessions.insert",
                        () -> storage.sessions().insert(Fixtures.aSession(ana.id()), Fixtures.aDigest())),
                refused("sessions.end", () -> storage.sessions().end(session.id(), START)),
                refused("sessions.endAll", () -> storage.sessions().endAll(ana.id(), null, START)),
                refused("sessions.endBeyond", () -> storage.sessions().endBeyond(ana.id(), 1, START)),
                refused("sessions.deleteEnded", () -> storage.sessions().deleteEnded(START, 1)),
                refused("roles.addPermissions", () -> storage.roles().addPermissions(List.of(), START)),
                refused("roles.addGrants", () -> storage.roles().addGrants("member", Set.of(), START)),
                refused("roles.assign", () -> storage.roles().assign(ana.id(), member, null, START)),
                refused("roles.grant", () -> storage.roles().grant(ana.id(), List.of(member), null, START)),
                refused("roles.unassign", () -> storage.roles().unassign(ana.id(), member)),
                refused("roles.lock", () -> storage.roles().lock(member)),
                refused("roles.insert", () -> storage.roles().insert(Fixtures.aRole(), null, 10)),
                refused(
                        "roles.update",
                        () -> storage.roles()
                                .update(storage.roles().find(member).orElseThrow(), START)),
                refused("roles.delete", () -> storage.roles().delete(member)),
                refused(
                        "roles.grantPermission",
                        () -> storage.roles().grantPermission(member, permission.id(), null, START)),
                refused(
                        "roles.revokePermission",
                        () -> storage.roles().revokePermission(member, permission.id(), START)),
                refused("permissions.lock", () -> storage.permissions().lock(permission.id())),
                refused("permissions.insert", () -> storage.permissions().insert(permission, 10)),
                refused("permissions.update", () -> storage.permissions().update(permission, START)),
                refused("permissions.delete", () -> storage.permissions().delete(permission.id())),
                refused(
                        "subscriptions.insert",
                        () -> storage.subscriptions().insert(Fixtures.aSubscription(ana.id(), free))),
                refused("documents.insert", () -> storage.documents().insert(Fixtures.aDocument(ana.id()))),
                refused("documents.lock", () -> storage.documents().lock(document.id(), ana.id(), START)),
                refused("documents.update", () -> storage.documents().update(document, START)),
                refused("documents.trash", () -> storage.documents().trash(document.id(), START)),
                refused("documents.untrash", () -> storage.documents().untrash(document.id(), START)),
                refused("documents.purge", () -> storage.documents().purge(document.id())),
                refused("documents.purgeTrash", () -> storage.documents().purgeTrash(ana.id(), START)),
                refused("documents.lockTrash", () -> storage.documents().lockTrash(ana.id(), 1)),
                refused("documents.lockTrashedBefore", () -> storage.documents().lockTrashedBefore(START, 1)),
                refused("documents.deleteVersion", () -> storage.documents().deleteVersion(document.id(), 1)),
                refused("quotas.open", () -> storage.quotas().open(id, ana.id(), null, null, START)),
                refused("quotas.reserve", () -> storage.quotas().reserve(Fixtures.aHold(ana.id(), 1), START)),
                refused("quotas.extend", () -> storage.quotas().extend(hold.id(), 1, START, START)),
                refused("quotas.commit", () -> storage.quotas().commit(hold.id(), 1, START)),
                refused("quotas.release", () -> storage.quotas().release(hold.id(), START)),
                refused("quotas.free", () -> storage.quotas().free(ana.id(), 0, 0, START)),
                refused("quotas.take", () -> storage.quotas().take(ana.id(), 0, 0, START)),
                refused("quotas.discard", () -> storage.quotas().discard(List.of(Fixtures.aBlobKey()), START)),
                refused("quotas.lockExpiredHolds", () -> storage.quotas().lockExpiredHolds(START, 1)),
                refused("quotas.claimDeletions", () -> storage.quotas().claimDeletions(START, START, 1)),
                refused("emails.insert", () -> storage.emails().insert(Fixtures.aQueuedEmail(), "sealed", null)),
                refused("emails.claim", () -> storage.emails().claim(id, START, START, 1)),
                refused("emails.release", () -> storage.emails().release(mail.id(), id, 0)),
                refused("emails.withdraw", () -> storage.emails().withdraw("key", "reason", START)),
                refused("emails.retry", () -> storage.emails().retry(mail.id(), START)),
                refused("emails.deleteBefore", () -> storage.emails().deleteBefore(START, 1)),
                refused("emails.markFailed", () -> storage.emails().markFailed(mail.id(), id, 0, null, START, "error")),
                refused(
                        "audit.append",
                        () -> storage.audit()
                                .append(
                                        "global",
                                        List.of(Fixtures.anUnchainedRow(null, Fixtures.anAuditEntry(), START)))),
                refused("audit.ensurePartitions", () -> storage.audit().ensurePartitions(START)),
                refused("idempotency.claim", () -> storage.idempotency().claim("c", "k", "f", START, START)),
                refused("idempotency.complete", () -> storage.idempotency().complete("c", "k", "answer")),
                refused("idempotency.deleteExpired", () -> storage.idempotency().deleteExpired(START, 1)));
    }

    private static DynamicTest refused(String name, Runnable write) {
        return DynamicTest.dynamicTest(
                name, () -> assertThatIllegalStateException().isThrownBy(write::run));
    }
}
