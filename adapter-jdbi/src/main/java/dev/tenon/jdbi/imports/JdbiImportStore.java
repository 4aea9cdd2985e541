package dev.tenon.jdbi.imports;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.imports.ImportId;
import dev.tenon.ports.imports.spi.ImportStore;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.plans.Plan;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;

/** Tables {@code import_batches}, {@code import_rows}; accounts are added by {@link AddedAccounts}. */
final class JdbiImportStore implements ImportStore {

    private static final RowMapper<Batch> BATCH = (row, context) -> new Batch(
            new ImportId(Columns.uuid(row, "id")),
            Columns.text(row, "source"),
            Columns.text(row, "digest"),
            row.getLong("records_done"),
            row.getLong("imported"));

    private static final String COLUMNS = "id, source, digest, records_done, imported";

    private final Handles handles;

    JdbiImportStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public Batch open(Batch batch, Instant now) {
        // An update that changes nothing, so that the row comes back either way.
        return handles.write(handle -> handle.createQuery("""
                        INSERT INTO import_batches AS b (id, source, digest, started_at, updated_at)
                        VALUES (:id, :source, :digest, :now, :now)
                        ON CONFLICT (source, digest) WHERE undone_at IS NULL DO UPDATE SET source = b.source
                        RETURNING\s""" + COLUMNS)
                .bind("id", batch.id().value())
                .bind("source", batch.source())
                .bind("digest", batch.digest())
                .bind("now", now)
                .map(BATCH)
                .one());
    }

    @Override
    public Optional<Batch> find(ImportId id) {
        return handles.read(handle -> handle.createQuery(
                        "SELECT " + COLUMNS + " FROM import_batches WHERE id = :id AND undone_at IS NULL")
                .bind("id", id.value())
                .map(BATCH)
                .findOne());
    }

    @Override
    public boolean advance(Batch from, long done, long imported, Instant now) {
        return handles.<Integer>write(handle -> handle.createUpdate("""
                        UPDATE import_batches
                        SET records_done = :done, imported = :imported, updated_at = :now
                        WHERE id = :id AND records_done = :from AND undone_at IS NULL
                        """)
                        .bind("id", from.id().value())
                        .bind("from", from.done())
                        .bind("done", done)
                        .bind("imported", imported)
                        .bind("now", now)
                        .execute())
                == 1;
    }

    @Override
    public Set<UserId> insert(ImportId id, List<NewAccount> accounts, Plan plan, Instant now) {
        if (accounts.isEmpty()) {
            return Set.of();
        }
        return handles.write(handle -> new AddedAccounts(handle, id, plan, now).add(accounts));
    }

    @Override
    public Set<EmailAddress> taken(Collection<EmailAddress> addresses) {
        List<String> texts = addresses.stream().map(EmailAddress::value).toList();
        return new HashSet<>(handles.<List<EmailAddress>>read(
                handle -> handle.createQuery("SELECT email FROM users WHERE lower(email) = ANY (:emails)")
                        .bindArray("emails", String.class, texts)
                        .map((row, context) -> new EmailAddress(Columns.text(row, "email")))
                        .list()));
    }

    @Override
    public void addRole(RoleId id, String name, Instant now) {
        handles.<Integer>write(handle -> handle.createUpdate("""
                        INSERT INTO roles (role_id, role_name, description, created_at, updated_at)
                        VALUES (:id, :name, 'Came with an import', :now, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("id", id.value())
                .bind("name", name)
                .bind("now", now)
                .execute());
    }

    @Override
    public int removeUntouched(ImportId id, int limit) {
        List<UUID> untouched = handles.write(handle -> handle.createQuery("""
                        SELECT u.id
                        FROM import_rows r
                        JOIN users u ON u.id = r.user_id
                        WHERE r.batch_id = :id AND u.revision = 1 AND u.updated_at = r.imported_at
                          AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = u.id)
                          AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.user_id = u.id)
                          AND NOT EXISTS (SELECT 1 FROM billing b WHERE b.user_id = u.id)
                          AND NOT EXISTS (SELECT 1 FROM login_history h WHERE h.user_id = u.id AND h.outcome = 'success')
                        ORDER BY u.id
                        LIMIT :limit
                        FOR UPDATE OF u
                        """)
                .bind("id", id.value())
                .bind("limit", limit)
                .map((row, context) -> Columns.uuid(row, "id"))
                .list());
        return handles.<Integer>write(handle -> handle.createUpdate("DELETE FROM users WHERE id = ANY (:ids)")
                .bindArray("ids", UUID.class, untouched)
                .execute());
    }

    @Override
    public long close(ImportId id, Instant now) {
        handles.<Integer>write(
                handle -> handle.createUpdate("UPDATE import_batches SET undone_at = :now WHERE id = :id")
                        .bind("id", id.value())
                        .bind("now", now)
                        .execute());
        return handles.read(handle -> handle.createQuery("SELECT count(*) FROM import_rows WHERE batch_id = :id")
                .bind("id", id.value())
                .mapTo(Long.class)
                .one());
    }
}
