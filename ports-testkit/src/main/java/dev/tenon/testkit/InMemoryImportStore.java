package dev.tenon.testkit;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.Period;
import dev.tenon.ports.billing.Subscription;
import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.documents.Quota;
import dev.tenon.ports.imports.ImportId;
import dev.tenon.ports.imports.spi.ImportStore;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.testkit.Tables.AccountRow;
import dev.tenon.testkit.Tables.Assignment;
import dev.tenon.testkit.Tables.ImportRow;
import dev.tenon.testkit.Tables.ImportSlot;
import dev.tenon.testkit.Tables.RoleName;
import dev.tenon.testkit.Tables.SocialLoginRow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

final class InMemoryImportStore implements ImportStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryImportStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Batch open(Batch batch, Instant now) {
        ImportSlot slot = new ImportSlot(batch.source(), batch.digest());
        tables.liveImports.insert(slot, batch.id());
        tables.imports.insert(batch.id(), batch);
        return tables.liveImports.find(slot).flatMap(tables.imports::find).orElseThrow();
    }

    @Override
    public Optional<Batch> find(ImportId id) {
        return tables.imports.find(id);
    }

    @Override
    public boolean advance(Batch from, long done, long imported, Instant now) {
        Optional<Batch> present = tables.imports.lock(from.id()).filter(batch -> batch.done() == from.done());
        present.ifPresent(batch ->
                tables.imports.put(batch.id(), new Batch(batch.id(), batch.source(), batch.digest(), done, imported)));
        return present.isPresent();
    }

    @Override
    public Set<UserId> insert(ImportId id, List<NewAccount> accounts, Plan plan, Instant now) {
        unitOfWork.required();
        Set<UserId> added = new LinkedHashSet<>();
        for (NewAccount wanted : accounts) {
            Account account = wanted.account();
            if (tables.accountsByEmail.insert(account.email(), account.id())) {
                tables.accounts.insert(account.id(), new AccountRow(account, wanted.passwordHash()));
                tables.importRows.insert(account.id(), new ImportRow(id, account.id(), wanted.sourceId()));
                for (RoleId role : wanted.roles()) {
                    Assignment held = new Assignment(account.id(), role);
                    tables.assignments.insert(held, held);
                }
                wanted.socialLogins().forEach(this::link);
                if (account.emailVerified()) {
                    begin(wanted, plan, now);
                }
                added.add(account.id());
            }
        }
        return added;
    }

    private void link(SocialLogin login) {
        boolean isKnown = tables.loginMethods.find(login.method()).isPresent();
        if (isKnown && tables.socialLoginsByIdentity.insert(InMemorySocialLoginStore.key(login), login.id())) {
            tables.socialLogins.put(login.id(), new SocialLoginRow(login, null));
        }
    }

    private void begin(NewAccount wanted, Plan plan, Instant now) {
        UserId owner = wanted.account().id();
        LocalDateTime start = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        LocalDateTime end = plan.interval() == BillingInterval.MONTH ? start.plusMonths(1) : start.plusYears(1);
        Subscription subscription = Subscription.begun(
                new SubscriptionId(wanted.subscriptionId()),
                owner,
                null,
                plan,
                SubscriptionStatus.ACTIVE,
                ZoneId.of("UTC"),
                new Period(now, end.toInstant(ZoneOffset.UTC)),
                now);
        tables.subscriptions.insert(subscription.id(), subscription);
        tables.liveSubscriptions.insert(owner, subscription.id());
        tables.quotas.insert(
                owner, new Quota(owner, 0, 0, plan.maxStorageBytes().orElse(null), 0, 0, plan.maxDocuments()));
    }

    @Override
    public Set<EmailAddress> taken(Collection<EmailAddress> addresses) {
        return addresses.stream()
                .filter(address -> tables.accountsByEmail.find(address).isPresent())
                .collect(Collectors.toSet());
    }

    @Override
    public void addRole(RoleId id, String name, Instant now) {
        unitOfWork.required();
        if (tables.rolesByName.insert(RoleName.of(null, name), id)) {
            tables.roles.insert(id, new Role(id, null, name, "Came with an import", false, Set.of(), now, now, 1));
        }
    }

    @Override
    public int removeUntouched(ImportId id, int limit) {
        unitOfWork.required();
        List<UserId> untouched = tables.importRows.rows(row -> row.batchId().equals(id)).stream()
                .map(ImportRow::userId)
                .filter(this::isUntouched)
                .limit(limit)
                .toList();
        untouched.forEach(this::remove);
        return untouched.size();
    }

    private boolean isUntouched(UserId id) {
        return tables.accounts
                        .lock(id)
                        .filter(row -> row.account().revision() == 1)
                        .isPresent()
                && tables.sessions
                        .rows(row -> row.session().userId().equals(id))
                        .isEmpty()
                && tables.documents
                        .rows(document -> document.ownerId().equals(id))
                        .isEmpty();
    }

    private void remove(UserId id) {
        tables.accounts
                .find(id)
                .ifPresent(row -> tables.accountsByEmail.remove(row.account().email()));
        tables.socialLogins.rows(row -> row.login().userId().equals(id)).forEach(row -> {
            tables.socialLoginsByIdentity.remove(InMemorySocialLoginStore.key(row.login()));
            tables.socialLogins.remove(row.login().id());
        });
        tables.assignments.keys(held -> held.userId().equals(id)).forEach(tables.assignments::remove);
        tables.liveSubscriptions.find(id).ifPresent(tables.subscriptions::remove);
        tables.liveSubscriptions.remove(id);
        tables.quotas.remove(id);
        tables.importRows.remove(id);
        tables.accounts.remove(id);
    }

    @Override
    public long close(ImportId id, Instant now) {
        tables.imports
                .find(id)
                .ifPresent(batch -> tables.liveImports.remove(new ImportSlot(batch.source(), batch.digest())));
        tables.imports.remove(id);
        return tables.importRows.rows(row -> row.batchId().equals(id)).size();
    }
}
