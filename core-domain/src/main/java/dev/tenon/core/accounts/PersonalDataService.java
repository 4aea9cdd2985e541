package dev.tenon.core.accounts;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.ProofOfPerson;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.ErasureBlocker;
import dev.tenon.ports.accounts.ErasureBlocker.Reason;
import dev.tenon.ports.accounts.PersonalData;
import dev.tenon.ports.accounts.PersonalDataSink;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.accounts.spi.PersonalDataStore;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Change;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class PersonalDataService implements PersonalData {

    private static final String TABLE = "users";

    private final Kernel kernel;
    private final AccountStore accounts;
    private final PersonalDataStore store;
    private final ProofOfPerson proof;
    private final List<AccountParticipant> participants;
    private final List<PersonalDataParticipant> holders;

    /**
     * @param participants whom the end of an account concerns
     * @param holders whoever holds personal data; the accounts come last
     */
    PersonalDataService(
            Kernel kernel,
            ProofOfPerson proof,
            List<AccountParticipant> participants,
            List<PersonalDataParticipant> holders) {
        this.kernel = kernel;
        this.accounts = kernel.storage().accounts();
        this.store = kernel.storage().personalData();
        this.proof = proof;
        this.participants = List.copyOf(participants);
        this.holders = List.copyOf(holders);
    }

    @Override
    public void export(Actor actor, UserId userId, PersonalDataSink sink) {
        themselvesOr(actor, userId, Permission.USERS_EXPORT);
        kernel.changes().commit(actor, kernel.now(), change -> {
            living(userId);
            change.audit(AuditEntry.of("account.exported", TABLE, userId));
            if (actor.is(userId)) {
                change.usage(UsageAction.ACCOUNT_EXPORTED, Map.of());
            }
            return userId;
        });
        kernel.storage().unitOfWork().snapshot(() -> {
            Account account = living(userId);
            holders.forEach(holder -> holder.export(account, sink));
            return account.id();
        });
    }

    @Override
    public List<ErasureBlocker> blockers(Actor actor, UserId userId) {
        Authorizer.ownerOr(actor, userId, Permission.USERS_ERASE, AccountRefusal.NOT_FOUND);
        living(userId);
        return blockersOf(userId);
    }

    @Override
    public void erase(Actor actor, UserId userId, @Nullable String password) {
        Instant now = kernel.now();
        if (actor.is(userId)) {
            proof.require(actor, password, now);
        } else {
            Authorizer.require(actor, Permission.USERS_ERASE);
        }
        kernel.changes().commit(actor, now, change -> {
            Account account = store.lock(userId)
                    .filter(found -> found.status() != AccountStatus.ERASED)
                    .orElseThrow(AccountRefusal.NOT_FOUND::refusal);
            Authorizer.reach(actor, userId, kernel.storage().roles());
            List<ErasureBlocker> blockers = blockersOf(userId);
            if (!blockers.isEmpty()) {
                throw blocked(blockers);
            }
            erase(change, account);
            return userId;
        });
    }

    @Override
    public List<PersonalTable> tables(Actor actor) {
        return holders.stream().flatMap(holder -> holder.tables().stream()).toList();
    }

    private void erase(Change change, Account account) {
        boolean wasAdmin = account.isActive()
                && kernel.storage().roles().rolesOf(account.id()).stream().anyMatch(Role::isAdmin);
        if (account.isActive()) {
            participants.forEach(participant -> participant.deactivated(change, account));
        }
        holders.forEach(holder -> holder.erase(change, account));
        if (wasAdmin && accounts.countActiveWithRole(Role.ADMIN) == 0) {
            throw AccountRefusal.LAST_ADMIN.refusal();
        }
        change.audit(AuditEntry.of("account.erased", TABLE, account.id())
                .changed("status", account.status().name().toLowerCase(Locale.ROOT), "erased"));
    }

    private List<ErasureBlocker> blockersOf(UserId person) {
        return holders.stream()
                .flatMap(holder -> holder.blockers(person).stream())
                .toList();
    }

    private static RuntimeException blocked(List<ErasureBlocker> blockers) {
        if (blockers.stream().allMatch(blocker -> blocker.reason() == Reason.LAST_ADMIN)) {
            return AccountRefusal.LAST_ADMIN.refusal();
        }
        return AccountRefusal.ERASURE_BLOCKED
                .refusal()
                .withErrors(blockers.stream().map(ErasureBlocker::asError).toList());
    }

    private void themselvesOr(Actor actor, UserId userId, Permission permission) {
        Authorizer.ownerOr(actor, userId, permission, AccountRefusal.NOT_FOUND);
        if (actor.is(userId)) {
            Authorizer.personThemselves(actor);
        }
    }

    private Account living(UserId userId) {
        return accounts.find(userId)
                .filter(account -> account.status() != AccountStatus.ERASED)
                .orElseThrow(AccountRefusal.NOT_FOUND::refusal);
    }
}
