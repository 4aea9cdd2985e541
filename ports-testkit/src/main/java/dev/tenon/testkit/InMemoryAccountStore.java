package dev.tenon.testkit;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.SearchWords;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.testkit.Tables.AccountRow;
import dev.tenon.testkit.Tables.Assignment;
import dev.tenon.testkit.Tables.RoleName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class InMemoryAccountStore implements AccountStore {

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryAccountStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public boolean insertIfAbsent(Account account, String passwordHash) {
        if (!tables.accountsByEmail.insert(account.email(), account.id())) {
            return false;
        }
        tables.accounts.put(account.id(), new AccountRow(account, passwordHash));
        return true;
    }

    @Override
    public void insert(Account account, String passwordHash) {
        if (!insertIfAbsent(account, passwordHash)) {
            throw AccountRefusal.EMAIL_TAKEN.refusal();
        }
    }

    @Override
    public Optional<Account> find(UserId id) {
        return tables.accounts.find(id).map(AccountRow::account);
    }

    @Override
    public Optional<Account> findByEmail(EmailAddress email) {
        return unitOfWork.reading(() -> tables.accountsByEmail.find(email).flatMap(this::find));
    }

    @Override
    public Optional<Account> lock(UserId id) {
        return tables.accounts.lock(id).map(AccountRow::account);
    }

    @Override
    public Optional<Account> update(Account account, Instant now) {
        return tables.accounts
                .lock(account.id())
                .filter(row -> row.account().revision() == account.revision())
                .map(row -> {
                    Account stored = merged(row.account(), account, now);
                    tables.accounts.put(stored.id(), new AccountRow(stored, row.passwordHash()));
                    return stored;
                });
    }

    private static Account merged(Account stored, Account given, Instant now) {
        return new Account(
                stored.id(),
                stored.email(),
                given.userName(),
                given.firstName(),
                given.lastName(),
                given.status(),
                given.emailVerified(),
                stored.lastLoginAt(),
                stored.createdAt(),
                now,
                stored.revision() + 1);
    }

    @Override
    public void replacePassword(UserId id, String passwordHash, Instant now) {
        tables.accounts.lock(id).ifPresent(row -> tables.accounts.put(id, new AccountRow(row.account(), passwordHash)));
    }

    @Override
    public boolean replacePassword(UserId id, String oldHash, String newHash, Instant now) {
        Optional<AccountRow> found =
                tables.accounts.lock(id).filter(row -> row.passwordHash().equals(oldHash));
        found.ifPresent(row -> tables.accounts.put(id, new AccountRow(row.account(), newHash)));
        return found.isPresent();
    }

    @Override
    public Optional<String> passwordHash(UserId id) {
        return tables.accounts.find(id).map(AccountRow::passwordHash);
    }

    @Override
    public Optional<UserId> deleteUnverified(EmailAddress email) {
        Optional<UserId> found = tables.accountsByEmail
                .lock(email)
                .flatMap(tables.accounts::lock)
                .map(AccountRow::account)
                .filter(account -> account.isActive() && !account.emailVerified())
                .map(Account::id);
        found.ifPresent(id -> {
            tables.assignments
                    .keys(assignment -> assignment.userId().equals(id))
                    .forEach(tables.assignments::remove);
            tables.oneTimeTokens.keys(token -> token.userId().equals(id)).forEach(tables.oneTimeTokens::remove);
            tables.accountsByEmail.remove(email);
            tables.accounts.remove(id);
        });
        return found;
    }

    @Override
    public Account replaceEmail(UserId id, EmailAddress email, Instant now) {
        AccountRow row = tables.accounts.lock(id).orElseThrow();
        Account before = row.account();
        if (!before.email().equals(email)) {
            if (!tables.accountsByEmail.insert(email, id)) {
                throw AccountRefusal.EMAIL_TAKEN.refusal();
            }
            tables.accountsByEmail.remove(before.email());
        }
        Account after = new Account(
                id,
                email,
                before.userName(),
                before.firstName(),
                before.lastName(),
                before.status(),
                true,
                before.lastLoginAt(),
                before.createdAt(),
                now,
                before.revision() + 1);
        tables.accounts.put(id, new AccountRow(after, row.passwordHash()));
        return after;
    }

    @Override
    public Page<Account> list(AccountFilter filter, PageRequest page) {
        return unitOfWork.reading(() -> filter.inactiveSince() == null
                ? Pages.newestFirst(matching(filter), Account::position, page)
                : Pages.oldestFirst(matching(filter), Account::placeByActivity, page));
    }

    private List<Account> matching(AccountFilter filter) {
        @Nullable String role = filter.role();
        @Nullable Instant since = filter.inactiveSince();
        @Nullable SearchWords words = filter.text() == null ? null : SearchWords.of(filter.text());
        Set<UserId> holders = role == null ? Set.of() : holdersOf(role);
        return tables
                .accounts
                .rows(row -> (role == null || holders.contains(row.account().id()))
                        && (filter.status() == null
                                || filter.status() == row.account().status())
                        && (since == null || row.account().lastActiveAt().isBefore(since))
                        && (words == null || hasAll(row.account(), words)))
                .stream()
                .map(AccountRow::account)
                .toList();
    }

    private static boolean hasAll(Account account, SearchWords words) {
        return Search.finds(
                words, account.email().value(), account.userName(), account.firstName(), account.lastName());
    }

    private Set<UserId> holdersOf(String roleName) {
        return tables.rolesByName.find(RoleName.of(null, roleName)).stream()
                .flatMap(role -> tables.assignments.rows(each -> each.roleId().equals(role)).stream())
                .map(Assignment::userId)
                .collect(Collectors.toSet());
    }

    @Override
    public int countActiveWithRole(String roleName) {
        unitOfWork.required();
        tables.rolesByName.find(RoleName.of(null, roleName)).ifPresent(tables.roles::lock);
        return unitOfWork.reading(() -> {
            Set<UserId> holders = holdersOf(roleName);
            return (int) holders.stream()
                    .flatMap(holder -> find(holder).stream())
                    .filter(Account::isActive)
                    .count();
        });
    }
}
