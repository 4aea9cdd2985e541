package dev.tenon.jdbi.accounts;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.jdbi.kernel.Write;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code users}. */
final class JdbiAccountStore implements AccountStore {

    static final String COLUMNS = """
            u.id, u.email, u.user_name, u.first_name, u.last_name, u.status, u.is_email_verified, u.last_login_at,
            u.created_at, u.updated_at, u.revision""";

    static final RowMapper<Account> ACCOUNT = (row, context) -> account(row);

    /** What {@code users_last_active_idx} is over. */
    static final String LAST_ACTIVE = "coalesce(u.last_login_at, u.created_at)";

    static final String SELECT = "SELECT " + COLUMNS + "\nFROM users u\n";

    private static final String ROW = """
            INSERT INTO users (id, email, password_hash, user_name, first_name, last_name, status,
                               is_email_verified, last_login_at, created_at, updated_at, revision)
            VALUES (:id, :email, :passwordHash, :userName, :firstName, :lastName, :status,
                    :emailVerified, :lastLoginAt, :createdAt, :updatedAt, :revision)
            """;

    private static final Write INSERT = Write.of(ROW);
    private static final Write INSERT_IF_ABSENT = Write.of(ROW + "ON CONFLICT (lower(email)) DO NOTHING");

    private final Handles handles;

    JdbiAccountStore(Handles handles) {
        this.handles = handles;
    }

    /** A row with {@link #COLUMNS} in it. */
    static Account account(ResultSet row) throws SQLException {
        return new Account(
                new UserId(Columns.uuid(row, "id")),
                new EmailAddress(Columns.text(row, "email")),
                row.getString("user_name"),
                row.getString("first_name"),
                row.getString("last_name"),
                Columns.constant(row, "status", AccountStatus.class),
                row.getBoolean("is_email_verified"),
                Columns.instantOrNull(row, "last_login_at"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"),
                row.getLong("revision"));
    }

    @Override
    public boolean insertIfAbsent(Account account, String passwordHash) {
        return handles.writeNow(bound(INSERT_IF_ABSENT, account, passwordHash)) == 1;
    }

    @Override
    public void insert(Account account, String passwordHash) {
        handles.later(bound(INSERT, account, passwordHash));
    }

    private static Write.Bound bound(Write insert, Account account, String passwordHash) {
        return insert.bind("id", account.id().value())
                .bind("email", account.email().value())
                .bind("passwordHash", passwordHash)
                .bind("userName", account.userName())
                .bind("firstName", account.firstName())
                .bind("lastName", account.lastName())
                .bind("status", Columns.word(account.status()))
                .bind("emailVerified", account.emailVerified())
                .bind("lastLoginAt", account.lastLoginAt())
                .bind("createdAt", account.createdAt())
                .bind("updatedAt", account.updatedAt())
                .bind("revision", account.revision());
    }

    @Override
    public Optional<Account> find(UserId id) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE u.id = :id")
                .bind("id", id.value())
                .map(ACCOUNT)
                .findOne());
    }

    @Override
    public Optional<Account> findByEmail(EmailAddress email) {
        return handles.read(handle -> handle.createQuery(SELECT + "WHERE lower(u.email) = :email")
                .bind("email", email.value())
                .map(ACCOUNT)
                .findOne());
    }

    @Override
    public Optional<Account> lock(UserId id) {
        // NO KEY: rows that refer to this one can still be added, an audit row by another transaction among them. With
        // FOR UPDATE, whoever holds the audit head would wait for us, while we wait for the audit head.
        return handles.write(handle -> handle.createQuery(SELECT + "WHERE u.id = :id FOR NO KEY UPDATE")
                .bind("id", id.value())
                .map(ACCOUNT)
                .findOne());
    }

    @Override
    public Optional<Account> update(Account account, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE users u
                        SET user_name = :userName,
                            first_name = :firstName,
                            last_name = :lastName,
                            status = :status,
                            is_email_verified = :emailVerified,
                            updated_at = :now,
                            revision = revision + 1
                        WHERE id = :id AND revision = :revision
                        RETURNING\s""" + COLUMNS)
                .bind("id", account.id().value())
                .bind("userName", account.userName())
                .bind("firstName", account.firstName())
                .bind("lastName", account.lastName())
                .bind("status", Columns.word(account.status()))
                .bind("emailVerified", account.emailVerified())
                .bind("now", now)
                .bind("revision", account.revision())
                .map(ACCOUNT)
                .findOne());
    }

    @Override
    public void replacePassword(UserId id, String passwordHash, Instant now) {
        handles.write(handle -> handle.createUpdate("""
                        UPDATE users
                        SET password_hash = :passwordHash, updated_at = :now
                        WHERE id = :id
                        """)
                .bind("id", id.value())
                .bind("passwordHash", passwordHash)
                .bind("now", now)
                .execute());
    }

    @Override
    public boolean replacePassword(UserId id, String oldHash, String newHash, Instant now) {
        return handles.write(handle -> handle.createUpdate("""
                        UPDATE users
                        SET password_hash = :newHash, updated_at = :now
                        WHERE id = :id AND password_hash = :oldHash
                        """)
                        .bind("id", id.value())
                        .bind("oldHash", oldHash)
                        .bind("newHash", newHash)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    @Override
    public Optional<String> passwordHash(UserId id) {
        return handles.read(handle -> handle.createQuery("SELECT password_hash FROM users WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> Columns.text(row, "password_hash"))
                .findOne());
    }

    @Override
    public Optional<UserId> deleteUnverified(EmailAddress email) {
        return handles.write(handle -> handle.createQuery("""
                        DELETE FROM users
                        WHERE email = :email AND NOT is_email_verified AND status = 'active'
                        RETURNING id""")
                .bind("email", email.value())
                .map((row, context) -> new UserId(Columns.uuid(row, "id")))
                .findOne());
    }

    @Override
    public Account replaceEmail(UserId id, EmailAddress email, Instant now) {
        return handles.write(handle -> handle.createQuery("""
                        UPDATE users u
                        SET email = :email, is_email_verified = TRUE, updated_at = :now, revision = revision + 1
                        WHERE id = :id
                        RETURNING\s""" + COLUMNS)
                .bind("id", id.value())
                .bind("email", email.value())
                .bind("now", now)
                .map(ACCOUNT)
                .one());
    }

    @Override
    public Page<Account> list(AccountFilter filter, PageRequest page) {
        return handles.read(handle -> {
            if (filter.role() == null) {
                return list(handle, filter, null, page);
            }
            // Asked beforehand: the planner knows how many hold a role whose id it is given, and nothing of one it
            // joins.
            return roleId(handle, filter.role(), "")
                    .map(role -> list(handle, filter, role, page))
                    .orElseGet(() -> new Page<>(List.of(), null));
        });
    }

    private static Page<Account> list(Handle handle, AccountFilter filter, @Nullable UUID role, PageRequest page) {
        if (filter.text() == null) {
            return listed(handle, filtered(Listing.of(SELECT, page), filter, role), filter);
        }
        return AccountSearch.of(filter.text(), page)
                .run(listing -> listed(handle, filtered(listing, filter, role), filter), filter);
    }

    private static Listing filtered(Listing listing, AccountFilter filter, @Nullable UUID role) {
        return listing.filter(
                        "u.status = :status", "status", filter.status() == null ? null : Columns.word(filter.status()))
                .filter("u.id IN (SELECT ur.user_id FROM user_roles ur WHERE ur.role_id = :role)", "role", role)
                .filter(LAST_ACTIVE + " < :inactiveSince", "inactiveSince", filter.inactiveSince());
    }

    private static Page<Account> listed(Handle handle, Listing listing, AccountFilter filter) {
        return filter.inactiveSince() == null
                ? listing.newestFirst(handle, "u.created_at", "u.id", ACCOUNT, Account::position)
                : listing.oldestFirst(handle, LAST_ACTIVE, "u.id", ACCOUNT, Account::placeByActivity);
    }

    @Override
    public int countActiveWithRole(String roleName) {
        return handles.write(handle -> {
            Optional<UUID> role = roleId(handle, roleName, "FOR NO KEY UPDATE");
            if (role.isEmpty()) {
                return 0;
            }
            // A statement of its own: it sees what was committed until the lock was given.
            return handle.createQuery("""
                            SELECT count(*) AS holders
                            FROM user_roles ur
                            JOIN users u ON u.id = ur.user_id
                            WHERE ur.role_id = :role AND u.status = 'active'
                            """)
                    .bind("role", role.get())
                    .map((row, context) -> row.getInt("holders"))
                    .one();
        });
    }

    private static Optional<UUID> roleId(Handle handle, String name, String locking) {
        return handle.createQuery("""
                        SELECT role_id FROM roles
                        WHERE organization_id IS NULL AND lower(role_name) = lower(:name)
                        """ + locking)
                .bind("name", name)
                .map((row, context) -> Columns.uuid(row, "role_id"))
                .findOne();
    }
}
